using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Native;
using Stillhound.Formats.Records;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests.Native;

public sealed class NativeReaderTests
{
    private const string Full = """
        {"time":"2026-07-06T00:03:09.585Z","id":"x00000690","account":"acct_cd7b","org":"org_9","api_key":"key_1","end_user":"eu77","conversation":"c-12","turn":1,"model":"frontier-5","system":"You are ...","prompt":"the \"newest\"\nuser message \u00e9","response":"optional","tools":["bash","edit"],"params":{"temperature":0.7,"top_p":0.95,"max_tokens":8192,"n":1,"logprobs":false,"stream":true,"reasoning":"high"},"usage":{"input_tokens":512,"output_tokens":900,"reasoning_tokens":300,"cached_tokens":0},"finish_reason":"stop","status":200,"latency_ms":1800,"client":{"ip":"203.0.113.7","asn":64500,"country":"SG","user_agent":"python-httpx/0.28.1","ja4":"t13d","rtt_tcp_ms":40,"rtt_tls_ms":190.5}}
        """;

    private static readonly JsonSerializerOptions[] Encodings =
    [
        new() { Encoder = JavaScriptEncoder.Default },
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true },
    ];

    [Fact]
    public void Reading_allocates_nothing()
    {
        var reader = new NativeReader();
        var good = Encoding.UTF8.GetBytes(Full);
        var bad = good[..^5];
        var failed = 0;
        Allocations.Least(_ =>
        {
            Exchange exchange = default;
            for (var i = 0; i < 1000; i++)
            {
                if (reader.Read(good, ref exchange) != RejectReason.None)
                    failed++;
                if (reader.Read(bad, ref exchange) != RejectReason.NotJson)
                    failed++;
            }
        }).ShouldBe(0);
        failed.ShouldBe(0);
    }

    [Fact]
    public void Every_truncation_is_refused_and_none_throws()
    {
        var reader = new NativeReader();
        var bytes = Encoding.UTF8.GetBytes(Full);
        Exchange exchange = default;
        for (var cut = 0; cut < bytes.Length; cut++)
            reader.Read(bytes.AsSpan(0, cut), ref exchange).ShouldBeOneOf(RejectReason.NotJson, RejectReason.InvalidUtf8);
        reader.Read(bytes, ref exchange).ShouldBe(RejectReason.None);
    }

    [Fact]
    public void Hostile_changes_never_throw_and_leave_the_reader_usable()
    {
        var reader = new NativeReader();
        var good = Encoding.UTF8.GetBytes(Full);
        Exchange exchange = default;
        reader.Read(good, ref exchange);
        var expected = Picture.Of(exchange).ToJsonString();
        var random = new System.Random(3);
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : good[random.Next(good.Length)]);
            var from = random.Next(10) == 0 ? random.Next(bytes.Length) : 0;
            if (reader.Read(bytes.AsSpan(from), ref exchange) == RejectReason.None)
                exchange.Account.IsEmpty.ShouldBeFalse();
        }

        reader.Read(good, ref exchange).ShouldBe(RejectReason.None);
        Picture.Of(exchange).ToJsonString().ShouldBe(expected);
    }

    [Fact]
    public void Any_record_that_the_framework_writes_is_read_back()
    {
        Prop.ForAll<string, int, double>((prompt, number, real) =>
        {
            var count = Math.Abs((long)number);
            var account = "a" + prompt;
            foreach (var options in Encodings)
            {
                var json = JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        time = DateTimeOffset.FromUnixTimeMilliseconds(count),
                        account,
                        prompt,
                        latency_ms = count,
                        @params = new { temperature = double.IsFinite(real) ? real : 0, top_p = (double?)null },
                        usage = new { input_tokens = count + 0.25 },
                    },
                    options);
                var reader = new NativeReader();
                Exchange exchange = default;
                reader.Read(json, ref exchange).ShouldBe(RejectReason.None);
                using var document = JsonDocument.Parse(json);
                exchange.Time.ShouldBe(count);
                Encoding.UTF8.GetString(exchange.Account).ShouldBe(document.RootElement.GetProperty("account").GetString());
                Encoding.UTF8.GetString(exchange.Prompt).ShouldBe(document.RootElement.GetProperty("prompt").GetString() ?? "");
                exchange.LatencyMs.ShouldBe((int)Math.Min(int.MaxValue, count));
                exchange.InputTokens.ShouldBe((int)Math.Min(int.MaxValue, count));
                var narrow = double.IsFinite(real) ? (float)real : 0f;
                exchange.Temperature.ShouldBe(float.IsFinite(narrow) ? narrow : float.NaN);
                exchange.TopP.ShouldBe(float.NaN);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0L)]
    [InlineData("2026-07-06T00:03:09Z", 1783296189000L)]
    [InlineData("2026-07-06t00:03:09z", 1783296189000L)]
    [InlineData("2026-07-06 00:03:09", 1783296189000L)]
    [InlineData("2026-07-06T00:03", 1783296180000L)]
    [InlineData("2026-07-06T00:03:09.5Z", 1783296189500L)]
    [InlineData("2026-07-06T00:03:09.123456789+00:00", 1783296189123L)]
    [InlineData("2026-07-06T05:33:09.585+0530", 1783296189585L)]
    [InlineData("2026-07-05T16:03:09.585-08", 1783296189585L)]
    [InlineData("2026-06-30T23:59:60Z", 1782864000000L)]
    [InlineData("2024-02-29T00:00:00Z", 1709164800000L)]
    public void Times_are_read(string time, long expected) => Read($$"""{"time":"{{time}}","account":"a"}""").ShouldBe((RejectReason.None, expected));

    [Theory]
    [InlineData("1783296189", 1783296189000L)]
    [InlineData("1783296189.585", 1783296189585L)]
    [InlineData("1783296189585", 1783296189585L)]
    [InlineData("1783296189585000", 1783296189585L)]
    [InlineData("1783296189585000000", 1783296189585L)]
    [InlineData("1.783296189585e12", 1783296189585L)]
    public void Epoch_times_are_read(string time, long expected) => Read($$"""{"time":{{time}},"account":"a"}""").ShouldBe((RejectReason.None, expected));

    [Theory]
    [InlineData("\"2025-02-29T00:00:00Z\"")]
    [InlineData("\"2026-13-01T00:00:00Z\"")]
    [InlineData("\"2026-00-01T00:00:00Z\"")]
    [InlineData("\"2026-01-01T24:00:00Z\"")]
    [InlineData("\"2026-01-01T00:60:00Z\"")]
    [InlineData("\"2026-01-01T00:00:61Z\"")]
    [InlineData("\"2026-01-01T00:00:00.Z\"")]
    [InlineData("\"2026-01-01T00:00:00+25:00\"")]
    [InlineData("\"2026-01-01T00:00:00Zjunk\"")]
    [InlineData("\"2026-01-01\"")]
    [InlineData("\"1969-12-31T23:59:59Z\"")]
    [InlineData("\"1970-01-01T00:00:00+01:00\"")]
    [InlineData("\"\\u0032026\"")]
    [InlineData("-5")]
    [InlineData("1e30")]
    [InlineData("true")]
    public void Times_that_are_none_are_refused(string time) =>
        Read($$"""{"time":{{time}},"account":"a"}""").Reason.ShouldBe(RejectReason.UnreadableTime);

    [Fact]
    public void Iso_times_agree_with_the_framework()
    {
        var random = new System.Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(0, 253_402_300_799_999 - 86_400_000)).ToOffset(TimeSpan.FromMinutes(random.Next(-600, 600)));
            if (time.Year < 1970)
                continue;
            Read($$"""{"time":"{{time.ToString("O", CultureInfo.InvariantCulture)}}","account":"a"}""").ShouldBe((RejectReason.None, time.ToUnixTimeMilliseconds()));
        }
    }

    private static (RejectReason Reason, long Time) Read(string json)
    {
        Exchange exchange = default;
        var reason = new NativeReader().Read(Encoding.UTF8.GetBytes(json), ref exchange);
        return (reason, exchange.Time);
    }
}
