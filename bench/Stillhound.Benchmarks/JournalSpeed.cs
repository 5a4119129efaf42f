using System.Diagnostics;
using System.Globalization;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Server.Journal;

namespace Stillhound.Benchmarks;

/// <summary>How many exchanges a second become durable, what that costs, and how fast they are read back.</summary>
internal static class JournalSpeed
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);
    private static readonly (int Writers, int Items)[] Loads = [(1, 1), (16, 1), (256, 1), (1, 16), (16, 16), (64, 16), (1, 256), (4, 256), (16, 256)];

    public static int Run(string folder, TextWriter output)
    {
        var sample = SampleLog.Make().Batch;
        output.WriteLine($"journal in {folder}, {Length.TotalSeconds} s a line");
        output.WriteLine("writers  exchanges/frame  exchanges/s  flushes/s  exchanges/flush     MB/s  bytes/exchange  CPU us/exchange");
        foreach (var (writers, items) in Loads)
            Append(folder, sample, writers, items, output);
        Codec(sample, output);
        Replay(folder, sample, output);
        return 0;
    }

    private static void Append(string folder, FingerprintBatch sample, int writers, int items, TextWriter output)
    {
        using var kept = new Room(folder);
        using var journal = FrameJournal.Open(kept.Path, new JournalOptions(), TimeProvider.System);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var counts = Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            var (batch, identities) = Part(sample, w * items, items);
            var frame = new JournalFrame();
            var count = 0L;
            while (clock.Elapsed < Length)
            {
                frame.SetExchanges(batch, identities, 1);
                await journal.AppendAsync(frame);
                count += items;
            }

            return count;
        }))).Result;
        var seconds = clock.Elapsed.TotalSeconds;
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        var all = (double)counts.Sum();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{writers,7}  {items,15}  {all / seconds,11:N0}  {journal.Flushes / seconds,9:N0}  {all / journal.Flushes,15:N1}  {journal.DurablePosition / seconds / 1e6,7:N1}  {journal.DurablePosition / all,14:N1}  {cpu / all * 1e6,15:N2}"));
    }

    /// <summary>What the codec costs alone, on one thread.</summary>
    private static void Codec(FingerprintBatch sample, TextWriter output)
    {
        const int Rounds = 2000;
        var (batch, identities) = Part(sample, 0, 256);
        var frame = new JournalFrame();
        var back = new FingerprintBatch();
        var best = (Write: double.MaxValue, Read: double.MaxValue);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            best.Write = Math.Min(best.Write, ThreadClock.Time(() =>
            {
                for (var i = 0; i < Rounds; i++)
                    frame.SetExchanges(batch, identities, 1);
            }));
            best.Read = Math.Min(best.Read, ThreadClock.Time(() =>
            {
                for (var i = 0; i < Rounds; i++)
                {
                    back.Clear();
                    ExchangeCodec.Read(frame.Payload, frame.Items, back);
                }
            }));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"one thread: encode with checksum {best.Write / Rounds / 256 * 1e9:N0} ns an exchange, decode {best.Read / Rounds / 256 * 1e9:N0} ns"));
    }

    /// <summary>Reads a journal of half a million exchanges, which the system has in memory.</summary>
    private static void Replay(string folder, FingerprintBatch sample, TextWriter output)
    {
        const int Frames = 2000;
        using var kept = new Room(folder);
        using var journal = FrameJournal.Open(kept.Path, new JournalOptions(), TimeProvider.System);
        var (batch, identities) = Part(sample, 0, 256);
        for (var i = 0; i < Frames; i += 100)
        {
            Task.WaitAll(Enumerable.Range(0, 100).Select(_ =>
            {
                var frame = new JournalFrame();
                frame.SetExchanges(batch, identities, 1);
                return journal.AppendAsync(frame).AsTask();
            }));
        }

        var back = new FingerprintBatch();
        var recent = new RecentIds(new JournalOptions().RememberedIds);
        var best = (Read: double.MaxValue, Identities: double.MaxValue);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            best.Read = Math.Min(best.Read, ThreadClock.Time(() =>
            {
                using var reader = journal.ReadFrom(0);
                while (reader.TryRead())
                {
                    back.Clear();
                    reader.ReadExchanges(back);
                }
            }));
            recent = new RecentIds(new JournalOptions().RememberedIds);
            best.Identities = Math.Min(best.Identities, ThreadClock.Time(() => recent.CatchUp(journal)));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"one thread: replay from files {Frames * 256 / best.Read:N0} exchanges/s, identities alone {Frames * 256 / best.Identities:N0} exchanges/s"));
    }

    private static (FingerprintBatch Batch, ulong[] Identities) Part(FingerprintBatch sample, int from, int count)
    {
        var batch = new FingerprintBatch(count);
        for (var i = 0; i < count; i++)
        {
            ref readonly var item = ref sample.Items[(from + i) % sample.Count];
            batch.Add(item, sample.NameOf(item));
        }

        return (batch, [.. Enumerable.Range(1, count).Select(i => Hash64.Mix((ulong)(from + i)))]);
    }

    private sealed class Room(string folder) : IDisposable
    {
        public string Path { get; } = System.IO.Path.Combine(folder, "journal-" + Guid.NewGuid().ToString("N"));

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
