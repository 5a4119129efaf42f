using System.Buffers.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Engine;

/// <summary>
/// Searches over a few made-up accounts in an engine of their own. A program that has a processor to spare while it opens its inputs
/// does this on another thread: the code of a search is then compiled when the first one is due. No findings come of it, and
/// those of other engines do not depend on it.
/// </summary>
public static class Rehearsal
{
    private const int Accounts = 96;
    private const int Rounds = 10;
    private const int Batch = 512;
    private const long Start = 1_790_000_000_000;
    private const long Step = 3 * 3_600_000;

    /// <summary>Rehearses; takes some tenths of a second of processor time the first time in a process.</summary>
    public static void Run() => Search(timed: null);

    /// <summary>The same; tells what the searches did and found.</summary>
    internal static Findings Search(Action<string>? timed)
    {
        var engine = new DetectionEngine(new EngineOptions()) { Timed = timed };
        var batch = new FingerprintBatch(Batch);
        var (name, text) = (new byte[24], new byte[512]);
        for (var round = 0; round < Rounds; round++)
        {
            for (var account = 0; account < Accounts; account++)
                Send(batch, name, text, round, account);
            engine.Accept(batch, Start + (round * Step));
        }

        return engine.Complete();
    }

    /// <summary>A third of the accounts use one wording at the same moments, the others each their own.</summary>
    private static void Send(FingerprintBatch batch, Span<byte> name, Span<byte> text, int round, int account)
    {
        var alike = account % 3 == 0;
        var seed = Hash64.Mix((ulong)((round * Accounts) + account));
        Exchange exchange = default;
        exchange.Clear();
        exchange.Time = Start + (round * Step) + (alike ? 0 : (long)(seed % Step));
        exchange.Account = name[..Number(name, (ulong)account)];
        exchange.System = alike ? "answer in short steps and nothing else"u8 : [];
        exchange.Prompt = text[..Words(text, alike ? 7 : seed, seed)];
        exchange.UserAgent = alike ? "client/1"u8 : "client/2"u8;
        exchange.Model = "m"u8;
        exchange.Asn = (uint)(account % 5) + 1;
        exchange.MaxTokens = alike ? 900 : 100 * (account % 7);
        exchange.InputTokens = 100;
        exchange.OutputTokens = (int)(seed % 900);
        exchange.Turn = 1;
        batch.Accept(exchange);
    }

    /// <summary>Twenty words that follow from one seed and five that follow from another.</summary>
    private static int Words(Span<byte> text, ulong frame, ulong item)
    {
        var length = 0;
        for (ulong word = 0; word < 25; word++)
        {
            length += Number(text[length..], Hash64.Mix((word < 20 ? frame : item) + word) & 0xFFFFFF);
            text[length++] = (byte)' ';
        }

        return length;
    }

    private static int Number(Span<byte> text, ulong value) => Utf8Formatter.TryFormat(value, text, out var written, 'x') ? written : 0;
}
