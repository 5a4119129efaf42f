using System.Globalization;
using System.Text;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using static Stillhound.Benchmarks.MadeTraffic;

namespace Stillhound.Benchmarks;

/// <summary>
/// What the accounts of many campaigns send beside everybody's <see cref="StateTraffic"/>: one large campaign and others of equal size.
/// Each has three templates that nobody else uses, a client and a few networks of its own. All is drawn by hash.
/// </summary>
/// <param name="accounts">Accounts of the whole population.</param>
/// <param name="campaigns">Campaigns, the large one among them.</param>
/// <param name="largest">Accounts of the large one.</param>
internal sealed class CampaignTraffic(int accounts, int campaigns, int largest)
{
    /// <summary>Exchanges of each member, beside what it sends like everybody.</summary>
    private const int ExchangesEach = 24;

    /// <summary>Accounts of each campaign but the large one.</summary>
    private const int Small = 60;

    private const int Step = 150;
    private const int Templates = 3;
    private const int FrameWords = 14;
    private const int CommonWords = 9; // of the frame, to all templates of a campaign
    private const int OwnWords = 6;
    private readonly byte[] _name = "acct_0000000000"u8.ToArray();
    private readonly byte[] _prompt = new byte[(FrameWords + OwnWords) * WordBytes];
    private readonly byte[] _text = new byte[2 * WordBytes];
    private readonly byte[] _ip = new byte[16];

    /// <summary>The accounts of a campaign by its number; 0 is the large one. They stand apart from each other among all accounts.</summary>
    private IEnumerable<int> MembersOf(int campaign)
    {
        var every = accounts / largest;
        return campaign == 0
            ? Enumerable.Range(0, largest).Select(i => (i * every) + 3)
            : Enumerable.Range(0, Small).Select(i => ((((campaign - 1) * Small) + i) * every) + 7);
    }

    /// <summary>Feeds everything, from a time on.</summary>
    /// <returns>The time of the last exchange.</returns>
    public long Feed(DetectionEngine engine, long from)
    {
        List<(int Campaign, int Account)> members = [.. Enumerable.Range(0, campaigns).SelectMany(c => MembersOf(c).Select(a => (c, a)))];
        return MadeTraffic.Feed(engine, members.Count, ExchangesEach, from, Step, (int sender, int round, long time, ref Exchange exchange) =>
            Write(members[sender].Campaign, members[sender].Account, round, time, ref exchange));
    }

    /// <summary>Records that some members send later, as lines of the native format.</summary>
    /// <param name="count">How many.</param>
    /// <param name="number">Number of the first: no two are alike.</param>
    /// <param name="time">When they are sent.</param>
    public string Lines(int count, int number, DateTimeOffset time)
    {
        var lines = new StringBuilder();
        for (var i = number; i < number + count; i++)
        {
            var campaign = Draw(i, 40, 2) == 0 ? 0 : 1 + Draw(i, 41, campaigns - 1);
            var size = campaign == 0 ? largest : Small;
            var account = MembersOf(campaign).ElementAt(Draw(i, 42, size));
            Exchange exchange = default;
            Write(campaign, account, i, 0, ref exchange);
            lines.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"late-{i}\",\"time\":\"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",\"account\":\"{Encoding.ASCII.GetString(exchange.Account)}\",")
                .Append(CultureInfo.InvariantCulture, $"\"request\":{{\"system\":\"{Encoding.ASCII.GetString(exchange.System).Trim()}\",\"messages\":[{{\"role\":\"user\",\"content\":\"{Encoding.ASCII.GetString(exchange.Prompt)}\"}}]}},")
                .Append("\"response\":{\"input_tokens\":60,\"output_tokens\":700}}\n");
        }

        return lines.ToString();
    }

    private void Write(int campaign, int account, int round, long time, ref Exchange exchange)
    {
        Begin(ref exchange, account, _name, time);
        var template = (campaign * Templates) + Draw(account, 30, Templates);
        for (var word = 0; word < FrameWords; word++)
            Word(_prompt.AsSpan(word * WordBytes, WordBytes), word < CommonWords ? 16 : 12, ((word < CommonWords ? campaign : template) * FrameWords) + word);
        for (var word = 0; word < OwnWords; word++)
            Word(_prompt.AsSpan((FrameWords + word) * WordBytes, WordBytes), 13, Draw((((account * 64) + round) * OwnWords) + word, 31, 200_000));
        exchange.Prompt = _prompt;
        exchange.System = Word(_text.AsSpan(0, WordBytes), 14, campaign);
        exchange.UserAgent = Word(_text.AsSpan(WordBytes, WordBytes), 15, campaign);
        exchange.Ip = _ip.AsSpan(0, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"203.{campaign & 255}.{Draw(account, 32, 40)}.9"), _ip));
        exchange.Asn = (uint)(64_000 + campaign);
        exchange.Country = CountryCode.Pack("NL"u8);
        exchange.MaxTokens = 4096;
        exchange.Temperature = 0.7f;
        exchange.InputTokens = 60;
        exchange.OutputTokens = 700 + Draw((account * 64) + round, 33, 60);
        exchange.Turn = 1;
    }
}
