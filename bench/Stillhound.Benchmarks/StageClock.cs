using System.Globalization;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Formats.Native;

namespace Stillhound.Benchmarks;

/// <summary>
/// Processor time of each stage of the hot path over the first records of a real log, on one thread, the best of several
/// rounds: the figures to compare two builds by on a machine that does other work.
/// </summary>
internal sealed class StageClock
{
    // What a stage works on is in the cache when its turn comes; more records than these would not be.
    private const int Records = 1024;
    private const int Rounds = 150;

    private readonly byte[][] _lines;
    private readonly byte[][] _prompts = new byte[Records][];
    private readonly ulong[][] _tokens = new ulong[Records][];
    private readonly FingerprintBatch _all = new(Records);
    private readonly FingerprintBatch _batch = new(Records);
    private readonly byte[] _folded = new byte[1 << 20];
    private readonly ulong[] _room = new ulong[4096];
    private readonly DetectionEngine _engine = new(new EngineOptions { Search = TimeSpan.FromDays(30) });
    private long _day;

    private StageClock(string path)
    {
        using var log = File.OpenRead(path);
        var bytes = new byte[16 << 20];
        var rest = bytes.AsSpan(0, log.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        var reader = new NativeReader();
        Exchange exchange = default;
        _lines = new byte[Records][];
        for (var i = 0; i < Records; i++)
        {
            var end = rest.IndexOf((byte)'\n');
            _lines[i] = rest[..end].ToArray();
            rest = rest[(end + 1)..];
            reader.Read(_lines[i], ref exchange);
            _prompts[i] = exchange.Prompt.ToArray();
            _tokens[i] = _room.AsSpan(0, TextScan.Tokenize(exchange.Prompt, _folded, _room)).ToArray();
            _all.Accept(exchange);
        }
    }

    public static int Run(string path, string? only, TextWriter output)
    {
        var clock = new StageClock(path);
        var words = clock._tokens.Average(static t => t.Length);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Records:N0} records of {clock._lines.Average(static l => l.Length):F0} bytes, {words:F0} words; nanoseconds a record on one thread"));
        void Say(string stage, Action work)
        {
            if (only is null || only == stage)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage,-12} {Best(work) * 1e9 / Records,8:F0}"));
        }

        Say("read", clock.Read);
        Say("tokenise", clock.Tokenise);
        Say("phrases", clock.Phrases);
        Say("embed", clock.Embed);
        Say("hints", clock.Hints);
        Say("format", clock.Format);
        Say("fingerprint", clock.Fingerprint);
        Say("apply", clock.Apply);
        return 0;
    }

    private static double Best(Action work)
    {
        // The compiler's second look at what is called often comes a moment later, on another thread.
        for (var warm = 0; warm < 6; warm++)
        {
            for (var often = 0; often < 20; often++)
                work();
            Thread.Sleep(30);
        }

        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
            best = Math.Min(best, ThreadClock.Time(work));
        return best;
    }

    private void Read()
    {
        var reader = new NativeReader();
        Exchange exchange = default;
        foreach (var line in _lines)
            reader.Read(line, ref exchange);
    }

    private void Tokenise()
    {
        foreach (var prompt in _prompts)
            TextScan.Tokenize(prompt, _folded, _room);
    }

    private void Phrases()
    {
        PhraseKeys keys = default;
        foreach (var tokens in _tokens)
            PhraseSampler.Sample(tokens, ref keys);
    }

    private void Embed()
    {
        EmbeddingBytes result = default;
        foreach (var tokens in _tokens)
            Embedding.Compute(tokens, ref result);
    }

    private void Hints()
    {
        foreach (var tokens in _tokens)
            PromptHints.Of(tokens);
    }

    private void Format()
    {
        foreach (var prompt in _prompts)
            FormatMarkers.KeyOf(prompt);
    }

    /// <summary>From the line, so that it holds reading too.</summary>
    private void Fingerprint()
    {
        var reader = new NativeReader();
        Exchange exchange = default;
        _batch.Clear();
        foreach (var line in _lines)
        {
            reader.Read(line, ref exchange);
            _batch.Accept(exchange);
        }
    }

    private void Apply()
    {
        // A day later every time: what came before is released.
        const long Day = 86_400_000;
        _day += Day;
        foreach (ref readonly var f in _all.Items)
        {
            var later = f;
            later.Time += _day;
            _batch.Add(later, _all.NameOf(f));
        }

        _engine.Accept(_batch, _all.Items[^1].Time + _day + Day);
    }
}
