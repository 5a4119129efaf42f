using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Engine;

/// <content>What people who look into a finding ask of the engine. Nothing here changes anything, now or later; not while another thread feeds the engine.</content>
public sealed partial class DetectionEngine
{
    /// <summary>What a finding about a campaign rests on, as it stands.</summary>
    /// <param name="campaignId">Identifier of the finding, that of accounts that likely belong to a campaign included.</param>
    /// <returns>Null where <see cref="Now"/> would tell of no such finding.</returns>
    public CampaignDetail? Detail(string campaignId)
    {
        ArgumentNullException.ThrowIfNull(campaignId);
        return NewDetails().Of(campaignId);
    }

    /// <summary>The same of all findings about campaigns, in the order of <see cref="Findings.Campaigns"/>; little more work than for one.</summary>
    public IReadOnlyList<CampaignDetail> Details() => NewDetails().All();

    /// <summary>
    /// Begins to read the same a little at a time, so that the engine can be fed in between: a large finding among many accounts takes a while
    /// as a whole.
    /// </summary>
    /// <param name="campaignId">Identifier of the finding; null for all of them, which take one pass over the accounts together.</param>
    /// <returns>Null where <see cref="Now"/> would tell of no such finding.</returns>
    public DetailReading? BeginDetails(string? campaignId = null) => NewDetails().Begin(campaignId);

    /// <summary>Everything that is known of one account.</summary>
    /// <param name="name">Its name as in the exchanges.</param>
    /// <param name="told">Findings whose <see cref="Findings.Accounts"/> are looked through for it: to find them anew takes long. Null for none.</param>
    /// <returns>Null where it is unknown; of an account whose exchanges are held until none earlier can come, nothing is known yet.</returns>
    public AccountDetail? Account(string name, Findings? told = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Account(Encoding.UTF8.GetBytes(name), told);
    }

    /// <summary>The same by the name in UTF-8.</summary>
    public AccountDetail? Account(ReadOnlySpan<byte> name, Findings? told = null)
    {
        var account = _accounts.Find(Hash64.Of(name));
        // A name that differs can have the same key.
        return account < 0 || !_accounts.NameBytesOf(account).SequenceEqual(name)
            ? null
            : new AccountReader(_accounts, _book, _searcher.Carriers, _reaction, _options.ContextLabels, _options.SmallestCohort).Read(account, told?.Accounts.Findings ?? []);
    }

    /// <summary>Names of accounts that begin with a text, in order of their bytes. It looks at all names.</summary>
    /// <param name="prefix">How they begin, in the case in which they are written.</param>
    /// <param name="most">Most names that are given, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is less than 1.</exception>
    public IReadOnlyList<string> FindAccounts(string prefix, int most = 20)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return [.. NameSearch.StartingWith(_accounts, Encoding.UTF8.GetBytes(prefix), most).Select(_accounts.NameOf)];
    }

    private DetailBuilder NewDetails() => new(_accounts, _book, _searcher.Carriers, _options.ContextLabels, _options.SmallestCohort);
}
