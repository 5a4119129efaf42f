using Stillhound.Server.Configuration;

namespace Stillhound.Server.Tests.Configuration;

public sealed class YamlSectionTests
{
    [Fact]
    public void Values_are_read_by_kind()
    {
        var section = Read("""
            name: a
            wait: 250ms
            room: 16MB
            on: true
            count: 1_000
            share: 0.5
            words: [x, y]
            inner: {deep: z}
            """);
        section.Text("name", "").ShouldBe("a");
        section.Duration("wait", default, default, TimeSpan.FromDays(1)).ShouldBe(TimeSpan.FromMilliseconds(250));
        section.Size("room", 0, 0, long.MaxValue).ShouldBe(16 << 20);
        section.Flag("on", false).ShouldBeTrue();
        section.Whole("count", 0, 0, 2000).ShouldBe(1000);
        section.Number("share", 0, 0, 1).ShouldBe(0.5);
        section.Texts("words").ShouldBe(["x", "y"]);
        section.Section("inner").Text("deep", "").ShouldBe("z");
        Should.NotThrow(section.RefuseOthers);
    }

    [Theory]
    [InlineData("a: 1\nb: 2", "stillhound.yaml:2: unknown key 'b'; known here are a")]
    [InlineData("a: many", "stillhound.yaml:1: a: expected a whole number from 0 to 9")]
    [InlineData("a: 10", "stillhound.yaml:1: a: expected a whole number from 0 to 9")]
    [InlineData("a: [1]", "stillhound.yaml:1: a: expected one value")]
    [InlineData("- 1", "stillhound.yaml:1: : expected keys and values")]
    public void A_wrong_value_is_told_with_file_line_and_key(string yaml, string message) => Should.Throw<ConfigurationException>(() =>
    {
        var section = Read(yaml);
        section.Whole("a", 0, 0, 9);
        section.RefuseOthers();
    }).Message.ShouldBe(message);

    [Fact]
    public void Environment_variables_are_replaced() => Read("a: x-${NAME}-y").Text("a", "").ShouldBe("x-value-y");

    [Fact]
    public void A_missing_environment_variable_is_an_error() =>
        Should.Throw<ConfigurationException>(() => Read("a: ${OTHER}").Text("a", "")).Message.ShouldBe("stillhound.yaml:1: a: the environment variable OTHER is not set");

    [Fact]
    public void A_secret_may_come_from_a_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "s3cret\n");
        Read($"token_file: {file}").Secret("token").ShouldBe("s3cret");
        Should.Throw<ConfigurationException>(() => Read($"token_file: {file}\ntoken: x").Secret("token")).Message.ShouldContain("not both");
        File.Delete(file);
        Should.Throw<ConfigurationException>(() => Read($"token_file: {file}").Secret("token"));
    }

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("10m", 600)]
    [InlineData("7d", 604800)]
    public void Durations_are_written_as_they_are_read(string text, int seconds)
    {
        DurationText.TryParse(text, out var time).ShouldBeTrue();
        time.ShouldBe(TimeSpan.FromSeconds(seconds));
        DurationText.Of(time).ShouldBe(text);
    }

    [Theory]
    [InlineData("512", 512)]
    [InlineData("64KB", 65536)]
    [InlineData("2GB", 2147483648)]
    public void Sizes_are_written_as_they_are_read(string text, long bytes)
    {
        SizeText.TryParse(text, out var size).ShouldBeTrue();
        size.ShouldBe(bytes);
        SizeText.Of(size).ShouldBe(text);
    }

    private static YamlSection Read(string yaml) => YamlSection.Load(new StringReader(yaml), "stillhound.yaml", static name => name == "NAME" ? "value" : null);
}
