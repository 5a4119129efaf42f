using Stillhound.Formats.Explain;
using Stillhound.Formats.Pipeline;

namespace Stillhound.Formats.Tests.Sources;

/// <summary>What formats can carry, and that the documentation says the same.</summary>
public sealed class SourceFieldsTests
{
    public static TheoryData<LogFormat> Formats =>
        [LogFormat.Native, LogFormat.Otlp, LogFormat.LiteLlm, LogFormat.Envoy, LogFormat.Kong, LogFormat.Bedrock, LogFormat.Azure];

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_page_about_sources_says_what_the_tables_say(LogFormat format)
    {
        var families = SourceFields.FamiliesOf(format);
        var row = $"| `{format.ToString().ToLowerInvariant()}` | " + string.Join(" | ", families.Select(family => Word(family.Availability))) + " |";
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sources.md")).ShouldContain(row);
    }

    [Fact]
    public void A_gateway_log_carries_no_prompt()
    {
        var envoy = SourceFields.Of(LogFormat.Envoy).ToDictionary(field => field.Path, field => field.Availability);
        envoy["prompt"].ShouldBe(Availability.Never);
        envoy["client.ja4"].ShouldBe(Availability.Option);
        envoy["client.ip"].ShouldBe(Availability.Always);
    }

    [Fact]
    public void A_format_that_only_the_log_tells_has_no_fields_of_its_own() =>
        Should.Throw<ArgumentOutOfRangeException>(() => SourceFields.Of(LogFormat.Mapped));

    private static string Word(Availability availability) => availability switch
    {
        Availability.Always => "yes",
        Availability.Option => "option",
        _ => "–",
    };
}
