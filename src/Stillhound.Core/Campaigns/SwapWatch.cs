using Stillhound.Core.Profiles;

namespace Stillhound.Core.Campaigns;

/// <summary>Looks for pools that were swapped and keeps what is told of them up to date.</summary>
internal sealed class SwapWatch(AccountTable accounts)
{
    private const long Hour = 3_600_000;
    private long _lookedMs;

    /// <summary>Looks at the campaigns that changed, at most once an hour: it reads every member.</summary>
    public void Look(IEnumerable<Campaign> open, AccountEnds ends, long nowMs)
    {
        if (nowMs < _lookedMs + Hour)
            return;
        _lookedMs = nowMs;
        foreach (var campaign in open.Where(static c => c.MayHaveSwapped))
        {
            campaign.MayHaveSwapped = false;
            LookAt(campaign, [.. campaign.Members.Keys.Select(a => (accounts[a].FirstMs, ends.EndOf(a, nowMs)))], nowMs);
        }
    }

    private static void LookAt(Campaign campaign, List<(long First, long End)> lives, long nowMs)
    {
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
    }
}
