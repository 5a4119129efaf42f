using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Stillhound.Core.Fingerprints;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Otlp;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests.Sources;

/// <summary>The same simulated exchanges, native and as each source writes them, give the same fingerprints.</summary>
public sealed class EqualFingerprintsTests
{
    private static readonly Lazy<List<JsonObject>> Simulated = new(static () => SimulatedLog.Records(300));
    private static readonly string[] Bodies =
    [
        "time", "account", "id", "turn", "model", "system", "prompt", "tools", "params.temperature", "params.top_p", "params.max_tokens", "usage.input_tokens", "usage.output_tokens",
        "usage.cached_tokens", "finish_reason",
    ];

    private static readonly string[] Gateway = ["status", "latency_ms", "client.ip", "client.user_agent", "client.ja4", "api_key"];
    private static readonly string[] Chat = ["params.n", "params.logprobs", "params.stream", "params.reasoning", "usage.reasoning_tokens", "end_user"];

    [Fact]
    public void Otlp_json() => Compare("otlp", [.. NativeNames.All.Select(field => field.Path)], Otlp(0, 300).Json());

    [Fact]
    public void Otlp_protobuf()
    {
        var batch = new FingerprintBatch();
        var reader = new OtlpReader();
        // Several requests, so that what one leaves behind would show in the next.
        for (var i = 0; i < 300; i += 50)
            reader.Read(Otlp(i, 50).Wire(), OtlpEncoding.Protobuf, OtlpSignal.Traces, batch).Accepted.ShouldBe(50);
        Bytes(batch).ShouldBe(Bytes(Read(Native([.. NativeNames.All.Select(field => field.Path)]), "native")));
    }

    [Fact]
    public void Kong() => Compare("kong", [.. Bodies, .. Gateway, .. Chat, "conversation"], Lines(SourceWriters.Kong));

    [Fact]
    public void Envoy() => Compare(
        "envoy",
        ["time", "account", "id", "org", "end_user", "conversation", "model", "usage.input_tokens", "usage.output_tokens", "client.asn", "client.country", .. Gateway],
        Lines(SourceWriters.Envoy));

    [Fact]
    public void Bedrock() => Compare("bedrock", [.. Bodies, "end_user", "conversation"], Lines(SourceWriters.Bedrock));

    [Fact]
    public void Azure() => Compare("azure", [.. Bodies, .. Gateway, .. Chat, "org"], Lines(SourceWriters.Azure));

    private static void Compare(string format, IReadOnlyList<string> paths, byte[] log) => Bytes(Read(log, format)).ShouldBe(Bytes(Read(Native(paths), "native")));

    private static byte[] Native(IReadOnlyList<string> paths)
    {
        var kept = paths.ToHashSet(StringComparer.Ordinal);
        return Encoding.UTF8.GetBytes(string.Join('\n', Simulated.Value.Select(x => SimulatedLog.Only(x, kept).ToJsonString())));
    }

    private static byte[] Lines(Func<JsonObject, JsonObject> write) => Encoding.UTF8.GetBytes(string.Join('\n', Simulated.Value.Select(x => write(x).ToJsonString())));

    private static OtlpData Otlp(int from, int count) => new([.. Simulated.Value.Skip(from).Take(count).Select(SourceWriters.Otlp)]);

    private static FingerprintBatch Read(byte[] log, string format)
    {
        var all = new FingerprintBatch();
        var file = new LogFile("log", () => new MemoryStream(log));
        var reader = new LogReader<FingerprintBatch>([file], new LogOptions { Workers = 1, ChunkBytes = 32 * 1024 * 1024 }, () => new FingerprintBatch(), batch => batch.Clear());
        reader.Run((batch, _) =>
        {
            foreach (ref readonly var fingerprint in batch.Items)
                all.Add(fingerprint, batch.NameOf(fingerprint));
        });
        all.Count.ShouldBe(300, format);
        return all;
    }

    private static string[] Bytes(FingerprintBatch batch)
    {
        var rows = new List<string>();
        foreach (var item in batch.Items)
        {
            var one = item;
            rows.Add(Encoding.UTF8.GetString(batch.NameOf(item)) + " " + Convert.ToHexString(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref one, 1))));
        }

        return [.. rows];
    }
}
