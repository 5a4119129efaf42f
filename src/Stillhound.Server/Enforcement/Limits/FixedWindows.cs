using System.Runtime.InteropServices;

namespace Stillhound.Server.Enforcement.Limits;

/// <summary>
/// Counts per account within fixed windows of time that begin at multiples of their length. Bounded: when the room is full and no
/// window has passed, a further account is not counted and goes unlimited, which is told. What was counted is lost with the process.
/// </summary>
/// <param name="window">Length of a window.</param>
/// <param name="room">Most accounts that are counted at once.</param>
internal sealed class FixedWindows(TimeSpan window, int room)
{
    private const int Shards = 64;

    private readonly Shard[] _shards = [.. Enumerable.Range(0, Shards).Select(static _ => new Shard())];
    private long _unlimited;

    /// <summary>How often an account was not counted because the room was full.</summary>
    public long Unlimited => Interlocked.Read(ref _unlimited);

    /// <summary>Accounts that are counted.</summary>
    public int Count => _shards.Sum(static s => s.Count);

    /// <summary>
    /// Adds to an account's count unless that is at its limit already; a count may pass the limit once, by its last addition.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="amount">What to add; 0 only asks.</param>
    /// <param name="limit">Most in a window.</param>
    /// <param name="now">Wall-clock time.</param>
    public WindowCount Add(string account, long amount, long limit, DateTimeOffset now)
    {
        var number = now.UtcTicks / window.Ticks;
        var reset = TimeSpan.FromTicks((number + 1) * window.Ticks - now.UtcTicks);
        var shard = _shards[(uint)string.GetHashCode(account, StringComparison.Ordinal) % Shards];
        lock (shard)
        {
            if (!shard.Has(account) && shard.Count >= Math.Max(1, room / Shards) && !shard.Forget(number))
            {
                Interlocked.Increment(ref _unlimited);
                return new(false, limit, reset);
            }

            ref var counted = ref shard.At(account);
            if (counted.Window != number)
                counted = (number, 0);
            if (counted.Sum >= limit)
                return new(true, 0, reset);
            counted.Sum += Math.Min(amount, long.MaxValue - counted.Sum);
            return new(false, Math.Max(0, limit - counted.Sum), reset);
        }
    }

    private sealed class Shard
    {
        private readonly Dictionary<string, (long Window, long Sum)> _counts = new(StringComparer.Ordinal);
        private long _forgotten;

        public int Count => _counts.Count;

        public bool Has(string account) => _counts.ContainsKey(account);

        public ref (long Window, long Sum) At(string account) => ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, account, out _);

        // Windows that passed are forgotten once a window, so that a full room costs no walk over it for every request.
        public bool Forget(long window)
        {
            if (_forgotten == window)
                return false;
            _forgotten = window;
            var before = _counts.Count;
            foreach (var (account, (counted, _)) in _counts)
            {
                if (counted != window)
                    _counts.Remove(account);
            }

            return _counts.Count < before;
        }
    }
}

/// <summary>What a window says after something was added to it.</summary>
/// <param name="IsOver">Whether the limit was reached before and nothing was added.</param>
/// <param name="Remaining">What is left.</param>
/// <param name="Reset">Until the next window begins.</param>
internal readonly record struct WindowCount(bool IsOver, long Remaining, TimeSpan Reset);
