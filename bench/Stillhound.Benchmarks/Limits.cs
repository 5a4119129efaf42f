using System.Diagnostics;
using System.Globalization;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Formats.Native;

namespace Stillhound.Benchmarks;

/// <summary>
/// What the hardware allows: the time that each unavoidable part of the hot path takes alone, on one thread, over the records
/// of a real log held in memory. The scan is held against their sum.
/// </summary>
internal static class Limits
{
    private const int MostBytes = 128 << 20;
    private const int Rounds = 5;

    public static int Run(string path, TextWriter output)
    {
        var log = Load(path);
        var lines = log.AsSpan().Count((byte)'\n');
        var newline = Best(() => CountLines(log));
        var extract = Best(() => Extract(log, null));
        var phrases = Best(() => Phrases(log)) - extract;
        var fingerprint = Best(() => Extract(log, new FingerprintBatch(2048))) - extract;
        var culture = CultureInfo.InvariantCulture;
        output.WriteLine(string.Create(culture, $"{lines:N0} records, {log.Length / (double)lines:F0} bytes each; nanoseconds a record on one thread"));
        output.WriteLine(string.Create(culture, $"newline scan            {newline * 1e9 / lines,9:F1}"));
        output.WriteLine(string.Create(culture, $"field extraction alone  {extract * 1e9 / lines,9:F1}"));
        output.WriteLine(string.Create(culture, $"phrase hashing alone    {phrases * 1e9 / lines,9:F1}"));
        output.WriteLine(string.Create(culture, $"whole fingerprint       {fingerprint * 1e9 / lines,9:F1}"));
        output.WriteLine(string.Create(culture, $"limit                   {lines / (newline + extract + phrases),9:N0} exchanges/s a core"));
        var cores = Environment.ProcessorCount;
        output.WriteLine(string.Create(culture, $"limit on {cores} cores        {cores * (double)lines / Together(cores, log),9:N0} exchanges/s"));
        return 0;
    }

    /// <summary>Wall seconds in which as many threads as there are cores each do the unavoidable work once: cores share more than they own.</summary>
    private static double Together(int threads, byte[] log)
    {
        var times = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
            {
                CountLines(log);
                Phrases(log);
            })).ToList();
            workers.ForEach(static w => w.Start());
            workers.ForEach(static w => w.Join());
            times[round] = clock.Elapsed.TotalSeconds;
        }

        Array.Sort(times);
        return times[Rounds / 2];
    }

    private static byte[] Load(string path)
    {
        using var file = File.OpenRead(path);
        var log = new byte[Math.Min(MostBytes, file.Length)];
        file.ReadExactly(log);
        return log[..(Array.LastIndexOf(log, (byte)'\n') + 1)];
    }

    private static double Best(Action work)
    {
        var best = double.MaxValue;
        for (var round = 0; round <= Rounds; round++)
        {
            var time = ThreadClock.Time(work);
            if (round > 0)
                best = Math.Min(best, time);
        }

        return best;
    }

    private static void CountLines(byte[] log)
    {
        var rest = log.AsSpan();
        while (true)
        {
            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
                return;
            rest = rest[(end + 1)..];
        }
    }

    private static void Extract(byte[] log, FingerprintBatch? batch)
    {
        var reader = new NativeReader();
        Exchange exchange = default;
        var rest = log.AsSpan();
        while (true)
        {
            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
                return;
            reader.Read(rest[..end], ref exchange);
            rest = rest[(end + 1)..];
            if (batch is null)
                continue;
            batch.Accept(exchange);
            if (batch.Count == 1024)
                batch.Clear();
        }
    }

    private static void Phrases(byte[] log)
    {
        var reader = new NativeReader();
        var folded = new byte[1 << 20];
        var tokens = new ulong[4096];
        Exchange exchange = default;
        PhraseKeys keys = default;
        var rest = log.AsSpan();
        while (true)
        {
            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
                return;
            reader.Read(rest[..end], ref exchange);
            rest = rest[(end + 1)..];
            PhraseSampler.Sample(tokens.AsSpan(0, TextScan.Tokenize(exchange.Prompt, folded, tokens)), ref keys);
        }
    }
}
