using System.Runtime.InteropServices;
using System.Text;
using Stillhound.Core.Fingerprints;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Journal;

/// <summary>Exchanges and frames for tests of the journal.</summary>
internal static class Samples
{
    /// <summary>A batch in which every field of every fingerprint is random.</summary>
    public static IdentifiedBatch Random(int seed, int count)
    {
        var random = new Random(seed);
        var batch = new IdentifiedBatch();
        for (var i = 0; i < count; i++)
        {
            Fingerprint f = default;
            random.NextBytes(MemoryMarshal.AsBytes(new Span<Fingerprint>(ref f)));
            f.PhraseCount = (byte)random.Next(PhraseKeys.Capacity + 1);
            for (var k = (int)f.PhraseCount; k < PhraseKeys.Capacity; k++)
                f.Phrases[k] = 0;
            if (random.Next(3) == 0)
                f.Embedding = default;
            var name = new byte[random.Next(40)];
            random.NextBytes(name);
            batch.Add(f, name, random.Next(4) == 0 ? 0 : (ulong)random.NextInt64());
        }

        return batch;
    }

    /// <summary>A batch of one exchange that can be told by its time.</summary>
    public static IdentifiedBatch One(long time, ulong identity = 0, string account = "account") => Many(account, (time, identity));

    /// <summary>A batch of exchanges that can be told by their times.</summary>
    public static IdentifiedBatch Many(string account, params (long Time, ulong Identity)[] items)
    {
        var batch = new IdentifiedBatch();
        foreach (var (time, identity) in items)
        {
            Fingerprint f = default;
            f.Time = time;
            batch.Add(f, Encoding.UTF8.GetBytes(account), identity);
        }

        return batch;
    }

    /// <summary>A frame of one exchange.</summary>
    public static JournalFrame Frame(long time, ulong identity = 0, string account = "account")
    {
        var batch = One(time, identity, account);
        var frame = new JournalFrame();
        frame.SetExchanges(batch.Fingerprints, batch.Identities, time);
        return frame;
    }

    /// <summary>Everything about a batch that must not change.</summary>
    public static string Text(FingerprintBatch batch, IEnumerable<ulong> identities)
    {
        var text = new StringBuilder();
        foreach (var item in batch.Items)
        {
            var bare = item with { NameStart = 0 };
            text.Append(Convert.ToHexString(MemoryMarshal.AsBytes(new ReadOnlySpan<Fingerprint>(in bare)))).Append(' ').AppendLine(Convert.ToHexString(batch.NameOf(item)));
        }

        return text.AppendJoin(',', identities).ToString();
    }

    /// <summary>The times of all exchanges from a position to the durable end.</summary>
    public static List<long> Times(this FrameJournal journal, long from = -1)
    {
        using var reader = journal.ReadFrom(from < 0 ? journal.OldestPosition : from);
        return reader.Times();
    }

    /// <summary>The times of all exchanges up to the durable end.</summary>
    public static List<long> Times(this JournalReader reader)
    {
        var times = new List<long>();
        var batch = new FingerprintBatch();
        while (reader.TryRead())
        {
            batch.Clear();
            if (reader.Kind == FrameKind.Exchanges)
                reader.ReadExchanges(batch);
            foreach (ref readonly var item in batch.Items)
                times.Add(item.Time);
        }

        return times;
    }
}
