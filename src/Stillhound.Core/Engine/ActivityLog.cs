using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Engine;

/// <summary>How many exchanges everybody made, by six hours and by hour of the week.</summary>
internal sealed class ActivityLog : IKept
{
    /// <summary>Bins kept, some 70 years; what lies beyond is counted but not drawn.</summary>
    private const int MostBins = 100_000;

    /// <summary>Empty bins, thirty days, that set stragglers apart from the log.</summary>
    private const int Apart = 120;

    /// <summary>Largest share of the exchanges that may be stragglers.</summary>
    private const double Stragglers = 0.001;

    private readonly List<long> _bins = [];
    private int _firstBin = -1;
    private long _counted;

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

        var at = Math.Min(bin - _firstBin, MostBins);
        while (_bins.Count <= at)
            _bins.Add(0);
        _bins[at]++;
        _counted++;
        HourOfWeek[ProfileUpdate.HourOfWeek(timeMs)]++;
        LastMs = timeMs;
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        state.List(_bins);
        _firstBin = state.Value(_firstBin);
        _counted = state.Value(_counted);
        FirstMs = state.Value(FirstMs);
        LastMs = state.Value(LastMs);
        state.Span(HourOfWeek.AsSpan());
    }

    /// <summary>
    /// When the log ends but for a few exchanges that lie a month or more behind the others: a wrong clock on one record must not
    /// make everybody else look gone.
    /// </summary>
    public long EndMs()
    {
        long behind = 0;
        var empty = 0;
        var end = _bins.Count - 1;
        for (var bin = _bins.Count - 1; bin >= 0; bin--)
        {
            if (_bins[bin] == 0)
            {
                empty++;
                continue;
            }

            if (empty >= Apart)
                end = bin;
            behind += _bins[bin];
            if (behind > Stragglers * _counted)
                break;
            empty = 0;
        }

        return end == _bins.Count - 1 ? LastMs : (_firstBin + end + 1L) * SixHourBins.WidthMs;
    }
}
