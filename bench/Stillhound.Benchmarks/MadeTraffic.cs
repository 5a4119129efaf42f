using System.Buffers.Text;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Benchmarks;

/// <summary>What traffic is made of that benchmarks draw by hash, and how an engine is fed with it.</summary>
internal static class MadeTraffic
{
    /// <summary>Bytes of a word and the space after it.</summary>
    public const int WordBytes = 9;

    private const int Batch = 1024;
    private const long AnHour = 3_600_000;

    /// <summary>Writes one exchange.</summary>
    /// <param name="sender">Number of who sends it.</param>
    /// <param name="round">Its number among those of the sender.</param>
    /// <param name="time">When, milliseconds since the epoch.</param>
    /// <param name="exchange">Where it goes.</param>
    public delegate void Writer(int sender, int round, long time, ref Exchange exchange);

    /// <summary>Feeds rounds of exchanges, in each of which everybody sends one, until all of it is in the profiles.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="senders">How many send.</param>
    /// <param name="rounds">Exchanges of each.</param>
    /// <param name="from">Time before the first.</param>
    /// <param name="step">Milliseconds from one exchange to the next.</param>
    /// <param name="write">Writes them.</param>
    /// <returns>The time of the last exchange.</returns>
    public static long Feed(DetectionEngine engine, int senders, int rounds, long from, int step, Writer write)
    {
        var batch = new FingerprintBatch(Batch);
        Exchange exchange = default;
        var time = from;
        for (var round = 0; round < rounds; round++)
        {
            for (var sender = 0; sender < senders; sender++)
            {
                write(sender, round, time += step, ref exchange);
                batch.Accept(exchange);
                if (batch.Count < Batch)
                    continue;
                engine.Accept(batch, time);
                batch.Clear();
            }
        }

        engine.Accept(batch, time + AnHour);
        return time;
    }

    /// <summary>Begins an exchange.</summary>
    /// <param name="exchange">The exchange; whatever it held is gone.</param>
    /// <param name="account">Number of the account.</param>
    /// <param name="name">Room for its name, which begins with five letters and has ten digits after them.</param>
    /// <param name="time">When it is sent, milliseconds since the epoch.</param>
    public static void Begin(ref Exchange exchange, int account, byte[] name, long time)
    {
        exchange.Clear();
        exchange.Time = time;
        Utf8Formatter.TryFormat(account, name.AsSpan(5), out _, new System.Buffers.StandardFormat('D', 10));
        exchange.Account = name;
    }

    /// <summary>Writes a word.</summary>
    /// <param name="to">Where to: <see cref="WordBytes"/>.</param>
    /// <param name="salt">What kind of word.</param>
    /// <param name="number">Which of them.</param>
    public static ReadOnlySpan<byte> Word(Span<byte> to, int salt, int number)
    {
        Utf8Formatter.TryFormat((uint)Hash64.Mix(((ulong)salt << 40) + (uint)number) | 0x8000_0000, to, out _, 'x');
        to[^1] = (byte)' ';
        return to;
    }

    /// <summary>A number below <paramref name="choices"/>.</summary>
    /// <param name="of">What it is drawn for.</param>
    /// <param name="salt">What of it.</param>
    /// <param name="choices">How many there are.</param>
    public static int Draw(int of, int salt, int choices) => (int)(Hash64.Mix(((ulong)salt << 48) + (uint)of) % (uint)choices);
}
