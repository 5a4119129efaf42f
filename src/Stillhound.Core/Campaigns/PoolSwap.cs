namespace Stillhound.Core.Campaigns;

/// <summary>Accounts of a campaign that ended within a day and those that took their place.</summary>
/// <param name="FromMs">The first of the ends.</param>
/// <param name="Ended">Accounts that ended.</param>
/// <param name="Started">Accounts that started within a day.</param>
internal readonly record struct PoolSwap(long FromMs, int Ended, int Started)
{
    /// <summary>An account that has not ended.</summary>
    public const long Alive = long.MaxValue;

    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    /// <summary>Fewer ends happen to any group.</summary>
    private const int Fewest = 3;

    /// <summary>Share of the accounts alive that must end within the day.</summary>
    private const double Falling = 0.25;

    /// <summary>Share of those that ended for which others must start.</summary>
    private const double Replaced = 0.5;

    /// <summary>Many more starts than ends are growth.</summary>
    private const int Growth = 4;

    /// <summary>Ends up to here belong to it.</summary>
    public long WindowEndMs => FromMs + Day;

    /// <summary>A swap whose first end is known, as far as it has come.</summary>
    public static PoolSwap? From(IReadOnlyCollection<(long First, long End)> lives, long fromMs) => Find(lives, fromMs - 1, fromMs);

    /// <summary>Finds the first swap after a time.</summary>
    /// <param name="lives">First exchange and end of every member.</param>
    /// <param name="afterMs">Ends up to here were part of an earlier swap.</param>
    /// <param name="uptoMs">The last time at which it may begin.</param>
    public static PoolSwap? Find(IReadOnlyCollection<(long First, long End)> lives, long afterMs, long uptoMs = Alive)
    {
        long[] ends = [.. lives.Where(static l => l.End != Alive).Select(static l => l.End).Order()];
        long[] firsts = [.. lives.Select(static l => l.First).Order()];
        var from = CountBelow(ends, afterMs + 1);
        for (var to = from; from < ends.Length && ends[from] <= uptoMs; from++)
        {
            while (to < ends.Length && ends[to] <= ends[from] + Day)
                to++;
            var ended = to - from;
            var alive = CountBelow(firsts, ends[from] - Hour) - from;
            if (ended < Fewest || ended < Falling * alive)
                continue;
            // A replacement may be set up a little before the account that it replaces falls.
            var started = CountBelow(firsts, ends[to - 1] + Day + 1) - CountBelow(firsts, ends[from] - Hour);
            if (started >= Replaced * ended && started <= Growth * ended)
                return new PoolSwap(ends[from], ended, started);
            // Replacements may still come. The tail of what fell is no swap of its own.
            from = to - 1;
        }

        return null;
    }

    private static int CountBelow(long[] ascending, long value)
    {
        var index = Array.BinarySearch(ascending, value);
        if (index < 0)
            return ~index;
        while (index > 0 && ascending[index - 1] == value)
            index--;
        return index;
    }
}
