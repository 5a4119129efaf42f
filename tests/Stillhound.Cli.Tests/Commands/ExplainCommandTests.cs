using System.CommandLine;
using System.Text.Json;
using Stillhound.Cli.Commands;

namespace Stillhound.Cli.Tests.Commands;

public sealed class ExplainCommandTests
{
    private const string Good = """{"time":"2026-07-06T00:00:00Z","account":"a\u001b[2J","prompt":"hi","turn":"x"}""";

    [Fact]
    public void A_record_is_explained_without_colour_or_controls()
    {
        var (code, output, error) = Run("--line", Good);
        code.ShouldBe(0);
        error.ShouldBeEmpty();
        output.ShouldContain("Format: native");
        output.ShouldContain("a\\x1b[2J");
        output.ShouldContain("ignored  turn");
        output.ShouldNotContain('\e');
    }

    [Fact]
    public void A_program_can_read_the_explanation()
    {
        var (code, output, _) = Run("--line", Good, "-o", "json");
        code.ShouldBe(0);
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("readable").GetBoolean().ShouldBeTrue();
        json.RootElement.GetProperty("families").EnumerateArray().Single(family => family.GetProperty("family").GetString() == "payload")
            .GetProperty("feeds").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("not json", "it is not JSON (at byte 0 of the record)")]
    [InlineData("""{"account":"a"}""", "it has no time (field time)")]
    [InlineData("""{"time":1}""", "it has no account (field account)")]
    [InlineData("", "--line: it is empty")]
    public void An_unreadable_record_is_said_in_one_line(string line, string why)
    {
        var (code, output, error) = Run("--line", line);
        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.TrimEnd().ShouldEndWith(why);
        error.TrimEnd().ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("/nowhere/log.ndjson")]
    [InlineData("--line", "{}", "--map", "/nowhere/map.yaml")]
    [InlineData("--line", "{}", "--number", "0")]
    public void What_cannot_be_used_is_said_in_one_line(params string[] arguments)
    {
        var (code, _, error) = Run(arguments);
        code.ShouldBe(2);
        error.TrimEnd().ShouldStartWith("stillhound: ");
        error.TrimEnd().ShouldNotContain("\n");
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new RootCommand { ExplainCommand.Create() }.Parse(["explain", .. arguments])
            .Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
