using System.Text.Json;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.Cli.Tests.Scanning;

/// <summary>The formats from the command line: scanned, told by themselves, and explained.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class FormatTests : IDisposable
{
    private const string LiteLlm =
        """{"id":"chatcmpl-1","startTime":1783296000.5,"endTime":1783296002.1,"model":"frontier-5","messages":[{"role":"user","content":"hi"}],"metadata":{"user_api_key_hash":"k1"},"status":"success","prompt_tokens":3,"completion_tokens":4}""";

    private const string Flat =
        """{"account_id":"sk-43b9","timestamp":"2026-02-27T20:08:29+00:00","model":"gpt-4o","prompt":"hi","max_tokens":256,"client_ip":"203.0.113.7"}""";

    private readonly Workspace _work = new();

    private static string Map => SharedData.Repository("docs/maps/flat-request-log.yaml");

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_record_of_every_format_is_explained()
    {
        Explained("native", "--line", Records.Native(1));
        Explained("litellm", "--line", LiteLlm);
        Explained("litellm", "--line", LiteLlm, "--format", "litellm");
        Explained("mapped", "--line", Flat, "--map", Map);
    }

    [Theory]
    [InlineData("otlp", "otlp-genai/input.ndjson")]
    [InlineData("envoy", "envoy/input.log")]
    [InlineData("kong", "kong/input.json")]
    [InlineData("bedrock", "bedrock/input.ndjson")]
    [InlineData("azure", "azure-rows/input.jsonl")]
    public void A_record_of_a_known_format_is_explained_and_its_log_scanned(string format, string file)
    {
        var path = SharedData.Repository("tests/Stillhound.Formats.Tests/Cases/" + file);
        var line = File.ReadLines(path).First().TrimStart('[').TrimEnd(',');
        Explained(format, "--line", line);
        Explained(format, "--line", line, "--format", format);
        _work.Scan(path).Exchanges.ShouldBe(_work.Scan(path, "--format", format).Exchanges);
    }

    [Fact]
    public void Other_spans_are_passed_over_and_a_call_without_an_account_says_what_was_looked_for()
    {
        const string Http = """{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"1783296189585000000","attributes":[{"key":"http.method","value":{"stringValue":"GET"}}]}]}]}]}""";
        var call = Http.Replace("http.method", "gen_ai.request.model", StringComparison.Ordinal);
        Shell.Run("explain", "--line", Http).Output.ShouldContain("no call of a model: 1 other records");
        Shell.Run("explain", "--line", call).ErrorLine.ShouldContain("it has no account; looked for account.id, ");
        Shell.Run("scan", _work.Write("log.ndjson", Http + "\n"), "--out", _work.Out).ErrorLine.ShouldContain("no record in the input is a call of a model");
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("litellm")]
    public void A_litellm_log_is_scanned(string format)
    {
        var log = _work.Write("log.ndjson", string.Join('\n', Enumerable.Repeat(LiteLlm, 5)));
        var (_, exchanges, rejected, _) = _work.Scan(log, "--format", format);
        (exchanges, rejected).ShouldBe((5, 0));
    }

    [Fact]
    public void The_wrong_format_is_refused_with_the_reasons()
    {
        var log = _work.Write("log.ndjson", LiteLlm + "\n");
        var run = Shell.Run("scan", log, "--format", "native", "--out", _work.Out);
        run.Code.ShouldBe(2);
        run.ErrorLine.ShouldContain("1 missing_time");
    }

    [Fact]
    public void A_csv_needs_a_map()
    {
        var log = _work.Write("log.csv", "timestamp,account_id,prompt\n2026-02-27T20:08:29Z,sk-1,hi\n");
        Shell.Run("scan", log, "--out", _work.Out).ErrorLine.ShouldContain("needs --map FILE");
        var (_, exchanges, _, _) = _work.Scan(log, "--map", SharedData.Repository("docs/maps/flat-request-csv.yaml"));
        exchanges.ShouldBe(1);
    }

    [Fact]
    public void Somebody_elses_log_is_read_whole_through_a_map()
    {
        var log = SharedData.Require("external/glasswally_labeled_5k.jsonl.gz");
        var (_, exchanges, rejected, _) = _work.Scan(log, "--map", Map);
        (exchanges, rejected).ShouldBe((5000, 0));
    }

    [Fact]
    public void What_a_scan_wrote_is_no_log_to_the_next_one()
    {
        var folder = _work.Folder("logs");
        File.WriteAllBytes(Path.Combine(folder, "log.ndjson"), Records.Around("x"u8));
        var output = Path.Combine(folder, "stillhound-out");
        Shell.Run("scan", folder, "--out", output).Code.ShouldBe(0);
        var before = File.ReadAllText(Path.Combine(output, "campaigns.json"));
        Shell.Run("scan", folder, "--out", output).Code.ShouldBe(0);
        File.ReadAllText(Path.Combine(output, "campaigns.json")).ShouldBe(before);
    }

    private static void Explained(string format, params string[] arguments)
    {
        var text = Shell.Run(["explain", .. arguments]);
        text.Code.ShouldBe(0);
        text.Output.ShouldStartWith($"Format: {format} ");
        var run = Shell.Run(["explain", .. arguments, "-o", "json"]);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("format").GetString().ShouldBe(format);
        json.RootElement.GetProperty("readable").GetBoolean().ShouldBeTrue();
    }
}
