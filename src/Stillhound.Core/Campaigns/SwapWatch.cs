using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Campaigns;

/// <summary>Looks for pools that were swapped and keeps what is told of them up to date.</summary>
internal sealed class SwapWatch(AccountTable accounts) : IKept
{
    private const long Hour = 3_600_000;
    private long _lookedMs;

    /// <inheritdoc/>
    public void Keep(StateStream state) => _lookedMs = state.Value(_lookedMs);

    /// <summary>Looks at the campaigns that changed, at most once an hour: it reads every member. Tells whether anything was found.</summary>
    public bool Look(IEnumerable<Campaign> open, AccountEnds ends, long nowMs)
    {
        if (nowMs < _lookedMs + Hour)
            return false;
        _lookedMs = nowMs;
        var found = false;
        foreach (var campaign in open.Where(static c => c.MayHaveSwapped))
        {
            campaign.MayHaveSwapped = false;
            found |= LookAt(campaign, [.. campaign.Members.Keys.Select(a => (accounts[a].FirstMs, ends.EndOf(a, nowMs)))], nowMs);
        }

        return found;
    }

    private static bool LookAt(Campaign campaign, List<(long First, long End)> lives, long nowMs)
    {
        var before = campaign.Swap;
        if (campaign.Swap is { } known && PoolSwap.From(lives, known.FromMs) is { } grown && grown != known)
        {
            // It went on since it was recognised.
            campaign.Swap = grown;
            campaign.History.Grow(CampaignChange.PoolSwap, grown.Ended - known.Ended, grown.Started - known.Started);
        }

        while (PoolSwap.Find(lives, campaign.Swap?.WindowEndMs ?? 0) is { } swap)
        {
            campaign.Swap = swap;
            campaign.History.Count(nowMs, CampaignChange.PoolSwap, swap.Ended, swap.Started);
        }

        return campaign.Swap != before;
    }
}
