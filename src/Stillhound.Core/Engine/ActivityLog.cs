using Stillhound.Core.Profiles;

namespace Stillhound.Core.Engine;

/// <summary>How many exchanges everybody made, by six hours and by hour of the week.</summary>
internal sealed class ActivityLog
{
    private readonly List<long> _bins = [];
    private int _firstBin = -1;

    public long FirstMs { get; private set; } = long.MaxValue;

    public long LastMs { get; private set; } = long.MinValue;

    public long[] HourOfWeek { get; } = new long[168];

    public int FirstBin => Math.Max(0, _firstBin);

    public IReadOnlyList<long> Bins => _bins;

    /// <summary>Counts one exchange. Times do not decrease.</summary>
    public void Count(long timeMs)
    {
        var bin = (int)(timeMs / SixHourBins.WidthMs);
        if (_firstBin < 0)
        {
            _firstBin = bin;
            FirstMs = timeMs;
        }

        while (_bins.Count <= bin - _firstBin)
            _bins.Add(0);
        _bins[bin - _firstBin]++;
        HourOfWeek[ProfileUpdate.HourOfWeek(timeMs)]++;
        LastMs = timeMs;
    }
}
