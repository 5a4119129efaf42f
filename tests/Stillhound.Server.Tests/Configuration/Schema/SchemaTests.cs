using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stillhound.Formats.Configuration;
using Stillhound.Formats.Inputs;
using Stillhound.Server.Configuration;
using Stillhound.Server.Configuration.Reloading;
using Stillhound.Server.Setup;

namespace Stillhound.Server.Tests.Configuration.Schema;

/// <summary>The published schema and the code that reads configurations say the same.</summary>
public sealed partial class SchemaTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(ConfigSchema.Text()).RootElement;
    private static readonly SortedDictionary<string, JsonElement> Published = SchemaKeys.All(Root);
    private static readonly string Everything = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Configuration", "Schema", "everything.yaml"));

    [Fact]
    public void The_starter_fits_it() => SchemaCheck.Problems(Root, Starter.Template()).ShouldBeEmpty();

    [Fact]
    public void A_file_with_everything_fits_it() => SchemaCheck.Problems(Root, Everything).ShouldBeEmpty();

    [Theory]
    [InlineData("more: 1", ".more: unknown")]
    [InlineData("journal: {keep_for: 14}", ".journal.keep_for: type")]
    [InlineData("journal: {keep_for: 14x}", ".journal.keep_for: pattern")]
    [InlineData("policy: {mode: shout}", ".policy.mode: enum")]
    [InlineData("policy: {ladder: {act: {tokens_per_day: 5}}}", ".policy.ladder.act: anyOf")]
    [InlineData("checkpoint: {keep: 1000}", ".checkpoint.keep: maximum")]
    [InlineData("access: {tokens: [{name: a}]}", ".access.tokens[]: required")]
    public void What_is_wrong_does_not_fit_it(string yaml, string problem) => SchemaCheck.Problems(Root, yaml).ShouldBe([problem]);

    [Fact]
    public void Every_key_that_is_read_is_published_and_no_other()
    {
        var read = Read(Everything).Keys.Concat(Read(Starter.Template()).Keys).Concat(Read("").Keys).ToLookup(static k => NameOf(k.Key), static k => k.Value.Kind);
        var asked = read.Select(static k => k.Key).ToHashSet(StringComparer.Ordinal);
        // A secret is asked for by one name and has two; every step has the same keys, which those of single campaigns stand for; what detection takes apart itself is held by the tests below.
        asked.UnionWith(read.Where(static k => k.Contains(KeyKind.Secret)).Select(static k => k.Key + "_file"));
        var own = new[] { "detect" };
        asked.Where(k => !own.Contains(k) && !IsBelowStep(k) && !k.StartsWith("detect.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(Published.Keys.Where(static k => !k.StartsWith("detect.", StringComparison.Ordinal) && k != "policy.campaigns" && !IsBelowStep(k)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_keys_of_detection_are_published_and_no_other()
    {
        var message = Should.Throw<InputException>(static () => DetectionConfig.Parse(new StringReader("unheard_of: 1"), "x")).Message;
        var known = message[(message.IndexOf("known are ", StringComparison.Ordinal) + 10)..].Split(", ");
        Root.GetProperty("properties").GetProperty("detect").GetProperty("properties").EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal)
            .ShouldBe(known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Defaults_are_those_of_the_code()
    {
        var usual = Read("").Keys;
        foreach (var (key, schema) in Published.Where(static k => !k.Key.Contains('[', StringComparison.Ordinal) && !k.Key.StartsWith("detect.", StringComparison.Ordinal)))
        {
            if (!usual.TryGetValue(key, out var asked) || asked.Kind is KeyKind.Own or KeyKind.List)
                continue;
            var told = schema.TryGetProperty("default", out var value) ? Plain(value) : "";
            if (asked.Kind == KeyKind.Path && told.Length > 0)
                asked.Value.ShouldStartWith(Path.GetFullPath(told), customMessage: key);
            else
                told.ShouldBe(asked.Value, key);
        }
    }

    [Fact]
    public void A_file_that_says_all_defaults_says_nothing_new()
    {
        var ladder = "{" + string.Join(", ", Published.Where(static k => k.Key.StartsWith("policy.ladder.", StringComparison.Ordinal) && k.Value.TryGetProperty("$ref", out _))
            .Select(static k => $"{k.Key[14..]}: {Plain(k.Value.GetProperty("default"))}")) + "}";
        var detect = string.Join("\n", Published.Where(static k => k.Key.StartsWith("detect.", StringComparison.Ordinal) && k.Key.Count(static c => c == '.') == 1 && k.Value.TryGetProperty("default", out _))
            .Select(static k => $"  {k.Key[7..]}: {Plain(k.Value.GetProperty("default"))}"));
        var budget = string.Join(", ", Published.Where(static k => k.Key.StartsWith("detect.false_accusations.", StringComparison.Ordinal)).Select(static k => $"{k.Key[25..]}: {Plain(k.Value.GetProperty("default"))}"));
        var said = Options($"policy: {{ladder: {ladder}}}\ndetect:\n{detect}\n  false_accusations: {{{budget}}}\n", new ConfigReading(static _ => []));
        var unsaid = Options("", new ConfigReading(static _ => []));
        said.Policy.Version.ShouldBe(unsaid.Policy.Version);
        JsonSerializer.Serialize(said.Detect.Engine).ShouldBe(JsonSerializer.Serialize(unsaid.Detect.Engine));
    }

    [Fact]
    public void Bounds_and_words_are_those_of_the_code()
    {
        foreach (var (key, asked) in Read(Everything).Keys.Concat(Read("").Keys))
        {
            if (!Published.TryGetValue(NameOf(key), out var schema) || schema.TryGetProperty("$ref", out _))
                continue;
            if (asked.Kind is KeyKind.Duration or KeyKind.Size)
                (schema.GetProperty("x-least").GetString(), schema.GetProperty("x-most").GetString()).ShouldBe((asked.Least, asked.Most), key);
            if (asked.Kind is KeyKind.Whole or KeyKind.Number)
                (schema.GetProperty("minimum").GetDouble(), schema.GetProperty("maximum").GetDouble()).ShouldBe((Number(asked.Least!), Number(asked.Most!)), key);
            if (asked.Words is { } words)
                schema.GetProperty("enum").EnumerateArray().Select(Plain).Distinct().ShouldBe(words.Distinct(), ignoreOrder: true, key);
        }
    }

    [Fact]
    public void It_says_which_keys_take_effect_at_once()
    {
        foreach (var (key, schema) in Published.Where(static k => !k.Key.Contains("[]", StringComparison.Ordinal) && !k.Key.Contains(".*", StringComparison.Ordinal)))
        {
            var name = key.EndsWith("token_file", StringComparison.Ordinal) ? key[..^5] : key;
            schema.TryGetProperty("x-reload", out _).ShouldBe(!IsBelowStep(key) && ReloadableKeys.TakeEffectAtOnce(name), key);
        }
    }

    [Fact]
    public void The_documentation_tells_every_key()
    {
        var path = Repository("docs/configuration.md");
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf("<!-- keys -->", StringComparison.Ordinal), text.IndexOf("<!-- /keys -->", StringComparison.Ordinal));
        var expected = $"<!-- keys -->\n\n{KeyTable.Of(Root)}\n";
        if (Environment.GetEnvironmentVariable("STILLHOUND_WRITE_DOCS") == "1")
            File.WriteAllText(path, text[..from] + expected + text[to..]);
        else
            text[from..to].ShouldBe(expected, "run this test with STILLHOUND_WRITE_DOCS=1 to write it anew");
    }

    private static bool IsBelowStep(string key) => key.StartsWith("policy.ladder.", StringComparison.Ordinal) && key.Count(static c => c == '.') > 2;

    private static ConfigReading Read(string yaml)
    {
        var reading = new ConfigReading(static path => path.EndsWith(".token", StringComparison.Ordinal) || path.EndsWith(".password", StringComparison.Ordinal) ? "a-token-of-enough-characters-for-all"u8.ToArray() : []);
        Options(yaml, reading);
        return reading;
    }

    private static ServerOptions Options(string yaml, ConfigReading reading)
    {
        var map = Directory.CreateTempSubdirectory("stillhound-schema-").FullName;
        File.WriteAllText(Path.Combine(map, "map.yaml"), "attributes: {account: [x]}\n");
        try
        {
            return ServerConfig.Parse(new StringReader(yaml.Replace("map: map.yaml", $"map: {map}/map.yaml", StringComparison.Ordinal)), "stillhound.yaml", static name =>
                name == "SECRET" ? "whsec_" + Convert.ToBase64String(new byte[32]) : "a-token-of-enough-characters-for-all", reading);
        }
        finally
        {
            Directory.Delete(map, recursive: true);
        }
    }

    private static string NameOf(string key)
    {
        var name = Places().Replace(key, "[]");
        return name.StartsWith("policy.campaigns.", StringComparison.Ordinal) ? OneCampaign().Replace(name, "policy.campaigns.*") : name;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => string.Join('\n', value.EnumerateArray().Select(Plain)),
        _ => value.ToString(),
    };

    private static string Repository(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Stillhound.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, path);
    }

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.NonBacktracking)]
    private static partial Regex Places();

    [GeneratedRegex(@"^policy\.campaigns\.[^.]+", RegexOptions.NonBacktracking)]
    private static partial Regex OneCampaign();
}
