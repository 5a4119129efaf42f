namespace Stillhound.Core.Verdicts;

/// <summary>The days that follow some events, as stretches of time that do not overlap.</summary>
internal sealed class DayWindows
{
    private const long Day = 86_400_000;

    /// <summary>Fewest members of which a share is told.</summary>
    private const int Fewest = 3;

    private readonly List<(long From, long To)> _windows = [];

    /// <summary>The windows of events at some times, which are put in order.</summary>
    public DayWindows(List<long> times)
    {
        times.Sort();
        foreach (var time in times)
        {
            if (_windows.Count > 0 && time <= _windows[^1].To)
                _windows[^1] = (_windows[^1].From, time + Day);
            else
                _windows.Add((time, time + Day));
        }
    }

    /// <summary>Share of the ascending times that lie in the windows.</summary>
    public double ShareOfAll(long[] times) => (double)CountOf(times) / times.Length;

    /// <summary>The same less a share that is expected, at least 0; NaN for too few times.</summary>
    public double ShareOf(long[] times, double expected) =>
        times.Length < Fewest ? double.NaN : Math.Max(0, ShareOfAll(times) - expected);

    private int CountOf(long[] times)
    {
        var count = 0;
        foreach (var (from, to) in _windows)
            count += Before(times, to + 1) - Before(times, from);
        return count;
    }

    /// <summary>How many of the ascending times lie before a time.</summary>
    private static int Before(long[] times, long time)
    {
        int low = 0, high = times.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (times[middle] < time)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
