using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Engine;

/// <summary>
/// Between searches: attaches accounts to a campaign at tier review or above when they use its own phrases and its settings,
/// on the exchange that shows it, and at sweeps those that were active since the last one; and new accounts that send as hardly
/// anybody but its members does. The next search looks again.
/// </summary>
internal sealed class Attacher(AccountTable accounts, CampaignBook book) : IKept
{
    private const int FewestExchanges = 3;
    private const float ScoreOfAttached = 1.4f; // about four to one until a search has looked

    /// <summary>Exchanges up to which an account is new. Searches have compared those that have more.</summary>
    private const int New = 24;

    private readonly List<int> _active = [];
    [Scratch]
    private readonly HashSet<uint> _keys = [];
    private readonly StandingPhrases _standing = new();
    private readonly SoleStacks _stacks = new(accounts, book);

    /// <summary>Whether a campaign stands whose phrases an exchange could show.</summary>
    public bool Watches => !_standing.IsEmpty;

    /// <summary>Takes the campaigns as a search left them.</summary>
    public void Renew() => _standing.Renew(book.Open);

    /// <inheritdoc/>
    /// <remarks>What campaigns are recognised by is taken from them again: between searches it does not change.</remarks>
    public void Keep(StateStream state)
    {
        state.List(_active);
        state.Part(_stacks);
        if (state.Reads)
            Renew();
    }

    /// <summary>Attaches an account without a campaign on the exchange by which it shows one.</summary>
    public void Saw(int account, ReadOnlySpan<LinkIndex.SharedPhrase> shared, long timeMs)
    {
        if (_standing.OwnerOf(shared) is { } standing && standing.IsShownBy(accounts[account]))
            book.AttachOnSight(standing.Campaign, account, ScoreOfAttached, timeMs);
    }

    /// <summary>
    /// Looks at accounts with too few exchanges for searches, which may have shown a campaign before it stood.
    /// </summary>
    public void LookBack(long nowMs)
    {
        _stacks.Renew();
        if (_standing.IsEmpty && _stacks.IsEmpty)
            return;
        for (var account = 0; account < accounts.Count; account++)
        {
            ref var p = ref accounts[account];
            if (p.Campaign == 0 && p.Exchanges is > 0 and < Population.FewestExchanges && CampaignOf(p) is { } campaign)
                book.AttachOnSight(campaign, account, ScoreOfAttached, nowMs);
        }
    }

    private Campaign? CampaignOf(in Profile p) =>
        !_standing.IsEmpty && _standing.OwnerOfAny(p.Phrases.Keys) is { } standing && standing.IsShownBy(p) ? standing.Campaign : _stacks.OwnerOf(p);

    /// <summary>Notes that an account was active in this sweep's interval.</summary>
    public void Active(int account) => _active.Add(account);

    public void Attach(long nowMs)
    {
        var campaigns = _active.Count == 0 ? [] : book.Open.Where(static c => c.Tier >= Tier.Review && c.Keys.Count > 0).ToList();
        if (campaigns.Count > 0 || (_active.Count > 0 && !_stacks.IsEmpty))
        {
            _keys.Clear();
            foreach (var campaign in campaigns)
                _keys.UnionWith(campaign.Keys);
            foreach (var account in _active)
            {
                ref var p = ref accounts[account];
                if (p.Campaign == 0 && p.Exchanges >= FewestExchanges && (OwnerByKeys(p, campaigns) ?? OwnerByStack(account, p)) is { } owner)
                    book.AttachOnSight(owner, account, ScoreOfAttached, nowMs);
            }
        }

        _active.Clear();
    }

    private Campaign? OwnerByKeys(in Profile p, List<Campaign> campaigns)
    {
        // Nearly nobody uses a key of any campaign, so all are asked for at once first.
        if (!UsesKeys(p, _keys))
            return null;
        foreach (var campaign in campaigns)
        {
            if (UsesKeys(p, campaign.Keys) && SharedSettings.Match(campaign.Verdict.Cohort.Shared, p))
                return campaign;
        }

        return null;
    }

    // Whom a search let go has been compared by more than how it sends.
    private Campaign? OwnerByStack(int account, in Profile p) =>
        p.Exchanges <= New && !_stacks.IsEmpty && _stacks.OwnerOf(p) is { } owner && !book.LetGo(owner, account) ? owner : null;

    /// <summary>At least a third of the account's exchanges show one of the keys.</summary>
    private static bool UsesKeys(in Profile p, HashSet<uint> own)
    {
        var keys = p.Phrases.Keys;
        var counts = p.Phrases.KeyCounts;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != 0 && counts[i] * 3 >= p.WithContent && own.Contains(keys[i]))
                return true;
        }

        return false;
    }
}
