using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Engine;

/// <content>What a run that does not end asks of the engine, and tells it.</content>
public sealed partial class DetectionEngine
{
    /// <summary>
    /// A number that changes whenever a search was held, an account came to a campaign or went, or an event touched one: while it is
    /// the same, the campaigns and who belongs to them are too. What members sent since does not change it.
    /// </summary>
    public long Revision => _book.Revision;

    /// <summary>Event time of the last search; null before the first.</summary>
    public DateTimeOffset? LastSearch => _searched == long.MinValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(_searched);

    /// <summary>Told, while the engine works, of every account that comes to a campaign or goes. Null costs nothing.</summary>
    public Action<MemberChange>? MemberChanged
    {
        get;
        set
        {
            field = value;
            _book.Moved = value is null ? null : (campaign, account, joined, timeMs) =>
                value(new MemberChange(campaign.Id, _accounts.NameOf(account), joined, DateTimeOffset.FromUnixTimeMilliseconds(timeMs)));
        }
    }

    /// <summary>Exchanges that are held until none earlier can come.</summary>
    public int Held => _waiting.Count;

    /// <summary>The names of all accounts that it knows, in UTF-8; of those whose exchanges are held, once for each.</summary>
    /// <param name="told">Told of each; the bytes hold during the call.</param>
    public void TellNames(Action<ReadOnlySpan<byte>> told)
    {
        ArgumentNullException.ThrowIfNull(told);
        for (var account = 0; account < _accounts.Count; account++)
            told(_accounts.NameBytesOf(account));
        _waiting.TellNames(told);
    }

    /// <summary>The dismissals that it was told of and that were not taken back, the oldest first; those that the next sweep takes are among them.</summary>
    public IReadOnlyList<Lesson> Lessons()
    {
        var all = new Verdicts.Lessons();
        foreach (var lesson in _lessons.All)
            all.Take(new ProviderEvent(default, ProviderEventType.CampaignDismissed) { Campaign = lesson.Campaign, Kind = lesson.Hypothesis });
        foreach (var e in _events.Waiting)
            all.Take(e);
        return all.All;
    }

    /// <summary>Which evidence families have input, and how much of the traffic or of the accounts feeds them.</summary>
    public IReadOnlyList<FamilyCoverage> Coverage() => CoverageReport.Of(_coverage, _accounts, _reaction, _options.Region.Mode == Regions.RegionMode.Evidence);

    /// <summary>
    /// The findings as they stand: campaigns as the last search and what came since left them, single accounts among those that the
    /// last search compared. Asking for them changes nothing, now or later. Not while another thread feeds the engine.
    /// </summary>
    /// <param name="rejected">Records that readers refused, for the summary.</param>
    /// <param name="accounts">Whether accounts are looked at by themselves too, which takes a good deal longer than the rest.</param>
    public Findings Now(long rejected = 0, bool accounts = true)
    {
        var builder = new FindingsBuilder(_accounts, _book, _searcher.Carriers, _activity, _coverage, _reaction, _options.ContextLabels, _options);
        if (!accounts)
            return builder.Build(_exchanges, rejected + _late) with { Errors = _searcher.Errors };
        // Both only read what the last search left.
        var alone = Task.Run(() => AccountSearch.Run(_searcher.Readable(), _accounts, _book, _reaction, _options));
        var findings = builder.Build(_exchanges, rejected + _late);
        return findings with { Errors = _searcher.Errors, Accounts = alone.GetAwaiter().GetResult() };
    }

    /// <summary>
    /// Takes what became known of an account. It takes effect at once; of an account that has sent nothing yet it is as if it had
    /// always been known, but that accounts are numbered in the order in which they are first heard of.
    /// </summary>
    /// <param name="facts">What is known; it replaces what was known before.</param>
    public void Take(AccountFacts facts)
    {
        var (account, olderDomain) = _accounts.SetFacts(facts);
        _searcher.Context.Learned(account, olderDomain, _accounts[account].EmailDomain);
    }

    /// <summary>
    /// Takes something that the provider did. It takes effect at the first sweep that is not before its time, which is the next one
    /// where its time is over; an erasure takes effect at once.
    /// </summary>
    /// <param name="e">What happened.</param>
    public void Take(ProviderEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (e.Type != ProviderEventType.AccountErased)
            _events.Add(e);
        else if (ulong.TryParse(e.Account, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var account))
            Erase(account);
    }
}

/// <summary>An account came to a campaign or went.</summary>
/// <param name="Campaign">The campaign's identifier.</param>
/// <param name="Account">The account's name.</param>
/// <param name="Joined">Whether it came.</param>
/// <param name="Time">Event time.</param>
public readonly record struct MemberChange(string Campaign, string Account, bool Joined, DateTimeOffset Time);
