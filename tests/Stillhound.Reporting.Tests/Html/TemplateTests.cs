using Stillhound.Reporting.Html;

namespace Stillhound.Reporting.Tests.Html;

public sealed class TemplateTests
{
    [Fact]
    public void TextIsEncodedAndMarkupIsNot() =>
        Filled("<p>{{a}}{{b}}</p>", new View { ["a"] = "<&\"'>", ["b"] = new Markup("<b>") }).ShouldBe("<p>&lt;&amp;&quot;&#x27;&gt;<b></p>");

    [Fact]
    public void SectionsRepeatAndLookOutwards()
    {
        var rows = new[] { new View { ["n"] = "1" }, new View { ["n"] = "2" } };
        Filled("{{#rows}}{{n}}{{unit}} {{/rows}}", new View { ["rows"] = rows, ["unit"] = "s" }).ShouldBe("1s 2s ");
    }

    [Fact]
    public void InverseSectionsShowForNothing()
    {
        var view = new View { ["none"] = Array.Empty<View>(), ["no"] = false, ["empty"] = "", ["yes"] = true };
        Filled("{{^none}}a{{/none}}{{^no}}b{{/no}}{{^empty}}c{{/empty}}{{^yes}}d{{/yes}}{{#yes}}e{{/yes}}", view).ShouldBe("abce");
    }

    [Fact]
    public void PlacesInsideValuesAreNotFilled() => Filled("{{a}}", new View { ["a"] = "{{b}}", ["b"] = "x" }).ShouldBe("{{b}}");

    [Theory]
    [InlineData("{{#a}}")]
    [InlineData("{{#a}}{{/b}}")]
    public void ASectionThatIsNotClosedIsRefused(string source) => Should.Throw<FormatException>(() => Template.Parse(source));

    [Fact]
    public void AMissingNameIsAnError() => Should.Throw<KeyNotFoundException>(() => Filled("{{a}}", []));

    private static string Filled(string source, View view)
    {
        using var page = new StringWriter();
        Template.Parse(source).Fill(page, view);
        return page.ToString();
    }
}
