using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Aliases;
using Stillhound.Formats.LiteLlm;
using Stillhound.Formats.Mapped;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Tests;

/// <summary>Readers other than the native one, on records that were cut, changed and spliced.</summary>
public sealed class ReaderFuzzTests
{
    private static readonly FieldMap Map = FieldMap.Parse(
        "fields: {time: startTime, account: id, prompt: messages.content, tools: request_tags, max_tokens: model_parameters.temperature, org: metadata.user_api_key_org_id}", "m");

    [Fact]
    public void LiteLlm_payloads_never_throw() => Fuzz(new LiteLlmReader(), Payloads());

    [Fact]
    public void Mapped_objects_never_throw() => Fuzz(new MappedJsonReader(Map), Payloads());

    [Fact]
    public void Mapped_rows_never_throw() =>
        Fuzz(
            new MappedCsvReader(Map, [NativeField.Time, NativeField.Account, NativeField.Prompt, NativeField.Stream]),
            ["1783296189,acct-1,\"two\nlines, \"\"quoted\"\"\",true"u8.ToArray(), "1783296189,acct-2,,"u8.ToArray()]);

    [Theory]
    [InlineData("envoy", "envoy/input.log")]
    [InlineData("kong", "kong/input.json")]
    [InlineData("bedrock", "bedrock/input.ndjson")]
    [InlineData("bedrock", "bedrock-cloudwatch/input.json")]
    [InlineData("azure", "azure-records/input.json")]
    [InlineData("azure", "azure-rows/input.jsonl")]
    public void Records_of_known_formats_never_throw(string format, string file)
    {
        var seeds = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cases", file)).Select(line => Encoding.UTF8.GetBytes(line.TrimStart('[').TrimEnd(']', ','))).ToArray();
        Fuzz(new GroupsAsRecords(new BundledReader(AliasFile.Table(format))), seeds, 20_000);
    }

    [Fact]
    public void Many_escaped_parts_are_joined_whole()
    {
        var parts = string.Join(',', Enumerable.Range(0, 500).Select(i => $$"""{"type":"text","text":"\u0041\n{{i}}"}"""));
        var json = $$"""{"startTime":1,"end_user":"e","messages":[{"role":"user","content":[{{parts}}]}]}""";
        Exchange exchange = default;
        new LiteLlmReader().Read(Encoding.UTF8.GetBytes(json), ref exchange).ShouldBe(RejectReason.None);
        Encoding.UTF8.GetString(exchange.Prompt).ShouldBe(string.Join('\n', Enumerable.Range(0, 500).Select(i => $"A\n{i}")));
    }

    private static byte[][] Payloads() =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cases", "litellm-ndjson", "input.jsonl")).Select(Encoding.UTF8.GetBytes)];

    private static void Fuzz(IRecordReader reader, byte[][] seeds, int rounds = 60_000)
    {
        var random = new Random(17);
        Exchange exchange = default;
        foreach (var seed in seeds)
        {
            reader.Read(seed, ref exchange);
            for (var cut = 0; cut <= seed.Length; cut++)
                reader.Read(seed.AsSpan(0, cut), ref exchange);
        }

        for (var i = 0; i < rounds; i++)
        {
            var seed = seeds[random.Next(seeds.Length)];
            var bytes = (byte[])seed.Clone();
            // A piece of the record over another place of it keeps most of the structure and repeats members.
            var length = random.Next(1, Math.Max(2, bytes.Length / 3));
            bytes.AsSpan(random.Next(bytes.Length - length + 1), length).CopyTo(bytes.AsSpan(random.Next(bytes.Length - length + 1)));
            if (random.Next(2) == 0)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (reader.Read(bytes, ref exchange) == RejectReason.None)
                exchange.Account.IsEmpty.ShouldBeFalse();
        }
    }

    // What a group reader accepts must be whole; the fuzzer looks at records.
    private sealed class GroupsAsRecords(BundledReader reader) : IRecordReader, IGroupSink
    {
        public FieldOutcome Outcome => default;

        public int FailedAt => reader.FailedAt;

        public RejectReason Read(ReadOnlySpan<byte> record, ref Exchange exchange)
        {
            reader.Read(record, this);
            return RejectReason.NotJson;
        }

        public void Accept(ref Exchange exchange, FieldOutcome outcome)
        {
            exchange.Account.IsEmpty.ShouldBeFalse();
            System.Text.Unicode.Utf8.IsValid(exchange.Prompt).ShouldBeTrue();
            System.Text.Unicode.Utf8.IsValid(exchange.Response).ShouldBeTrue();
        }

        public void Reject(RejectReason reason, ReadOnlySpan<byte> bytes, FieldOutcome outcome, int records) => records.ShouldBe(1);

        public void Skip(int records) => records.ShouldBe(1);
    }
}
