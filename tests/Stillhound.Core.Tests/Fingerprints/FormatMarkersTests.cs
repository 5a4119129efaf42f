using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Tests.Fingerprints;

public sealed class FormatMarkersTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Tell me a story.")]
    [InlineData("if a < b and c > d")]
    [InlineData("a <b")]
    [InlineData("x << 3 and `code` and [link](there)")]
    [InlineData("<")]
    [InlineData("``")]
    public void A_prompt_without_marks_has_no_format(string text) => KeyOf(text).ShouldBe(0u);

    [Theory]
    [InlineData("<answer>")]
    [InlineData("Put it in <answer> please")]
    [InlineData("</answer>")]
    [InlineData("<answer>x</answer>")]
    [InlineData("<answer/>")]
    [InlineData("<answer class=\"a\">")]
    public void A_tag_counts_by_its_name(string text) => KeyOf(text).ShouldBe(KeyOf("<answer></answer>"));

    [Fact]
    public void Tags_of_other_names_are_another_format() => KeyOf("<answer>").ShouldNotBe(KeyOf("<reasoning>"));

    [Fact]
    public void Order_and_number_do_not_matter() =>
        KeyOf("<think>a</think> then <answer>b</answer> ```").ShouldBe(KeyOf("``` ``` <answer> <answer> <answer> <think>"));

    [Fact]
    public void More_marks_are_another_format()
    {
        var formats = new[] { "<a>", "<a><b>", "<a><b>```", "<a><b>```[[A]]", "[[A]]", "[[B]]", "```" }.Select(KeyOf).ToList();
        formats.ShouldAllBe(static key => key != 0);
        formats.Distinct().Count().ShouldBe(formats.Count);
    }

    [Fact]
    public void The_language_of_a_fenced_block_does_not_matter() => KeyOf("```python\nx = 1\n```").ShouldBe(KeyOf("```json\n{}\n```"));

    [Fact]
    public void What_stands_between_marks_does_not_matter() =>
        KeyOf("Question: why? Answer in <final> tags.").ShouldBe(KeyOf("Frage: warum? Antworte in <final> bitte."));

    [Fact]
    public void Random_text_of_marks_never_throws()
    {
        var pieces = Gen.Elements("<", ">", "</", "[[", "]]", "```", "`", "a", "answer", " ", "é", "/", new string('t', 40));
        Prop.ForAll(pieces.ArrayOf().Select(string.Concat).ToArbitrary(), static text => KeyOf(text) == KeyOf(text)).QuickCheckThrowOnFailure();
        KeyOf(string.Concat(Enumerable.Range(0, 5000).Select(static i => $"<tag{i}>"))).ShouldNotBe(0u);
    }

    private static uint KeyOf(string text) => FormatMarkers.KeyOf(Encoding.UTF8.GetBytes(text));
}
