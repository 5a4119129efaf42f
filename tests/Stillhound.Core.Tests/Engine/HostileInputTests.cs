using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Tests.Engine;

/// <summary>Logs are written by those who are looked for: no content of a record may stop a run.</summary>
public sealed class HostileInputTests
{
    private const long LastMillisecond = 253_402_300_799_999; // of the year 9999

    private static readonly float[] Floats = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f, -1, 1, float.MaxValue, float.Epsilon];
    private static readonly int[] Ints = [int.MinValue, -1, 0, 1, 2, 255, 65_535, 65_536, int.MaxValue];
    private static readonly string[] Texts =
    [
        "", " ", "\0", "::", "::ffff:", "....", "::ffff:1.2.3.4", "2001:db8::1", "<a", "</", "```", "[[", "١٢٣", "\u200B\u200B", new('Ⱥ', 900), new('<', 500), new('9', 300), "完全な文",
    ];

    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void Random_exchanges_never_stop_the_fingerprinter() => Prop.ForAll(Seeds, static seed =>
    {
        var batch = new FingerprintBatch(1);
        var random = new Random(seed);
        for (var i = 0; i < 20; i++)
            Send(batch, random, random.NextInt64(LastMillisecond));
        foreach (ref readonly var print in batch.Items)
        {
            if (print.PhraseCount > PhraseKeys.Capacity)
                return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_exchanges_never_stop_the_engine() => Prop.ForAll(Seeds, static seed =>
    {
        var random = new Random(seed);
        var engine = new DetectionEngine(new EngineOptions { SmallestCohort = 3 });
        var batch = new FingerprintBatch();
        for (var i = 0; i < 400; i++)
            Send(batch, random, (long)(1e12 + (random.NextDouble() * 1e9)));
        var late = engine.Accept(batch, LastMillisecond);
        return engine.Complete().Input.Exchanges + late == 400;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void Times_at_both_ends_of_the_calendar_are_times()
    {
        long[] times = [0, 0, 1, 1000, 1_768_176_000_000, LastMillisecond - 1, LastMillisecond, LastMillisecond];
        var engine = new DetectionEngine(new EngineOptions { SmallestCohort = 3 });
        var batch = new FingerprintBatch();
        var random = new Random(8);
        foreach (var time in times)
        {
            for (var i = 0; i < 12; i++)
                Send(batch, random, time);
        }

        engine.Accept(batch, 0).ShouldBe(0);
        var findings = engine.Complete();
        findings.Input.Exchanges.ShouldBe(times.Length * 12);
        findings.Input.First.ShouldBe(DateTimeOffset.UnixEpoch);
        findings.Input.Last.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(LastMillisecond));
    }

    private static void Send(FingerprintBatch batch, Random random, long time)
    {
        var x = default(Exchange);
        x.Time = time;
        x.Account = random.Next(4) == 0 ? Bytes(random) : [(byte)random.Next(12)];
        x.Id = Bytes(random);
        x.Org = Bytes(random);
        x.ApiKey = Bytes(random);
        x.EndUser = Bytes(random);
        x.Conversation = Bytes(random);
        x.Model = Bytes(random);
        x.System = Bytes(random);
        x.Prompt = Bytes(random);
        x.Response = Bytes(random);
        x.Reasoning = Bytes(random);
        x.Ip = Bytes(random);
        x.UserAgent = Bytes(random);
        x.Ja4 = Bytes(random);
        x.PromptSha = Bytes(random);
        for (var i = 0; i < 8; i++)
            x.Phrases[i] = (ulong)random.Next(3) * ulong.MaxValue;
        x.PhraseCount = Number(random);
        x.ToolsKey = (ulong)random.Next(2) * ulong.MaxValue;
        x.ToolCount = Number(random);
        x.Turn = Number(random);
        x.Temperature = Floats[random.Next(Floats.Length)];
        x.TopP = Floats[random.Next(Floats.Length)];
        x.MaxTokens = Number(random);
        x.N = Number(random);
        x.Logprobs = (sbyte)random.Next(-128, 128);
        x.Stream = (sbyte)random.Next(-128, 128);
        x.InputTokens = Number(random);
        x.OutputTokens = Number(random);
        x.ReasoningTokens = Number(random);
        x.CachedTokens = Number(random);
        x.FinishReason = (FinishReason)random.Next(256);
        x.Status = Number(random);
        x.LatencyMs = Number(random);
        x.Asn = (uint)Number(random);
        x.Country = (ushort)random.Next(65_536);
        x.RttTcpMs = Floats[random.Next(Floats.Length)];
        x.RttTlsMs = Floats[random.Next(Floats.Length)];
        batch.Accept(x);
    }

    private static int Number(Random random) => Ints[random.Next(Ints.Length)];

    private static byte[] Bytes(Random random)
    {
        if (random.Next(2) == 0)
            return System.Text.Encoding.UTF8.GetBytes(Texts[random.Next(Texts.Length)]);
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }
}
