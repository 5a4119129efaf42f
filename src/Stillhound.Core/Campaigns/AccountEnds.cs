using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Campaigns;

/// <summary>When accounts ended: by a suspension, or by a silence that is long for them.</summary>
internal sealed class AccountEnds(AccountTable accounts) : IKept
{
    private const long Day = 86_400_000;

    /// <summary>A silence of so many of its mean gaps is an end.</summary>
    private const int LongGaps = 6;

    private readonly Dictionary<int, long> _suspended = [];

    public bool IsSuspended(int account) => _suspended.ContainsKey(account);

    /// <summary>When it was suspended; null where it is not.</summary>
    public long? SuspendedSince(int account) => _suspended.TryGetValue(account, out var time) ? time : null;

    /// <summary>Records a suspension; false when it is known already.</summary>
    public bool Suspend(int account, long timeMs) => _suspended.TryAdd(account, timeMs);

    /// <summary>Records that a suspension was lifted; false when there was none.</summary>
    public bool Restore(int account) => _suspended.Remove(account);

    /// <inheritdoc/>
    public void Keep(StateStream state) => state.Map(_suspended);

    /// <summary>When an account ended; <see cref="PoolSwap.Alive"/> while it has not.</summary>
    public long EndOf(int account, long nowMs)
    {
        if (_suspended.TryGetValue(account, out var time))
            return time;
        ref var p = ref accounts[account];
        var gap = (p.LastMs - p.FirstMs) / Math.Max(1, p.Exchanges - 1);
        return nowMs - p.LastMs > Math.Max(Day, LongGaps * gap) ? p.LastMs : PoolSwap.Alive;
    }

    /// <summary>Whether an account sent nothing after a time, or was suspended by then.</summary>
    public bool HasEndedBy(int account, long timeMs) =>
        accounts[account].LastMs <= timeMs || (_suspended.TryGetValue(account, out var suspended) && suspended <= timeMs);
}
