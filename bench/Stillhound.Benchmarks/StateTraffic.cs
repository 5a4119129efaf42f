using System.Globalization;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using static Stillhound.Benchmarks.MadeTraffic;

namespace Stillhound.Benchmarks;

/// <summary>
/// Traffic of any number of accounts that fills everything an engine keeps of one: a client, settings and a system prompt that others
/// have too, a network of its own and one that others use, means of payment, device and mail of its own, and prompts of which every
/// third begins with a frame that others use. All is drawn by hash.
/// </summary>
internal sealed class StateTraffic(int accounts)
{
    /// <summary>Exchanges of each account: as many as give it a direction.</summary>
    public const int ExchangesEach = 6;

    /// <summary>Milliseconds from one exchange to the next.</summary>
    public const int Step = 20;

    private const long Start = 1_790_000_000_000;
    private const int FrameWords = 12;
    private const int OwnWords = 8;
    private readonly byte[] _name = "acct_0000000000"u8.ToArray();
    private readonly byte[] _prompt = new byte[(FrameWords + OwnWords) * WordBytes];
    private readonly byte[] _ip = new byte[16];
    private readonly byte[] _text = new byte[3 * WordBytes];

    /// <summary>What is known of the accounts.</summary>
    public IEnumerable<AccountFacts> Facts => Enumerable.Range(0, accounts).Select(static account =>
    {
        var own = account.ToString("x8", CultureInfo.InvariantCulture);
        return new AccountFacts(string.Create(CultureInfo.InvariantCulture, $"acct_{account:D10}"))
        {
            Created = DateTimeOffset.FromUnixTimeMilliseconds(Start - (long)(Draw(account, 1, 365) * 86_400_000L)),
            Plan = (Plan)(1 + Draw(account, 2, 6)),
            Country = CountryOf(account),
            EmailDomain = $"mail{Draw(account, 5, 20)}.example",
            EmailHash = $"mail-{own}",
            PaymentHash = $"card-{own}",
            DeviceHash = $"device-{own}",
            SignupIp = Address(account),
        };
    });

    /// <summary>Feeds everything until all of it is in the profiles.</summary>
    public void Feed(DetectionEngine engine) => MadeTraffic.Feed(engine, accounts, ExchangesEach, Start, Step, Write);

    /// <summary>One exchange so much later that a search is due before it.</summary>
    public void FeedAfter(DetectionEngine engine, TimeSpan later)
    {
        var batch = new FingerprintBatch(1);
        Exchange exchange = default;
        Write(0, 0, Start + ((long)ExchangesEach * accounts * Step) + (long)later.TotalMilliseconds, ref exchange);
        batch.Accept(exchange);
        engine.Accept(batch, exchange.Time + 3_600_000);
    }

    private void Write(int account, int round, long time, ref Exchange exchange)
    {
        Begin(ref exchange, account, _name, time);
        exchange.Prompt = Prompt(account, round);
        exchange.System = Word(_text.AsSpan(0, WordBytes), 7, Math.Min(Draw(account, 11, 600), Draw(account, 12, 600)));
        exchange.UserAgent = Word(_text.AsSpan(WordBytes, WordBytes), 8, Draw(account, 13, 60));
        exchange.Ja4 = Word(_text.AsSpan(2 * WordBytes, WordBytes), 9, Draw(account, 14, 60));
        // Two thirds from a network of its own, the rest from one that some dozen accounts use.
        var address = Address(round % 3 < 2 ? account : accounts + Draw(account, 15, 1 + (accounts / 12)));
        exchange.Ip = _ip.AsSpan(0, System.Text.Encoding.ASCII.GetBytes(address, _ip));
        exchange.Asn = (uint)(1000 + Draw(account, 16, 300));
        exchange.Country = CountryOf(account);
        exchange.MaxTokens = 256 << Draw(account, 17, 6);
        exchange.Temperature = Draw(account, 18, 5) / 4f;
        exchange.InputTokens = 40;
        exchange.OutputTokens = 50 + Draw((account * ExchangesEach) + round, 19, 800);
        exchange.Turn = 1;
    }

    private ReadOnlySpan<byte> Prompt(int account, int round)
    {
        var frame = Draw((account * ExchangesEach) + round, 20, 3) == 0 ? FrameWords : 0;
        var shown = Draw(account, 21, 3000);
        for (var word = 0; word < frame; word++)
            Word(_prompt.AsSpan(word * WordBytes, WordBytes), 10, (shown * FrameWords) + word);
        for (var word = 0; word < OwnWords; word++)
        {
            // Each account has a few hundred words that it likes.
            var choice = Draw((((account * ExchangesEach) + round) * OwnWords) + word, 22, 200);
            Word(_prompt.AsSpan((frame + word) * WordBytes, WordBytes), 11, Draw((account * 200) + choice, 23, 20_000));
        }

        return _prompt.AsSpan(0, (frame + OwnWords) * WordBytes);
    }

    private static ushort CountryOf(int account) => CountryCode.Pack([(byte)('A' + Draw(account, 3, 6)), (byte)('A' + Draw(account, 4, 6))]);

    private static string Address(int network) =>
        string.Create(CultureInfo.InvariantCulture, $"{11 + (network >> 16)}.{(network >> 8) & 255}.{network & 255}.7");
}
