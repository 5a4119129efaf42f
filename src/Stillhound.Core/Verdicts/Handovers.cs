using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// Whether accounts take over from each other: where one ends by itself, another starts soon. Soon is a part of the time for which
/// these accounts live, and an end has one start at most, so that accounts which come and go at one time, as in a class, show none.
/// It is compared with the starts of other groups after the same ends: what comes and goes by the day's rhythm does so for all of
/// them. What starts after a suspension is not counted here: that is <see cref="Measurements.Replacement"/>.
/// </summary>
internal sealed class Handovers
{
    private const int Fewest = 5;
    private const double FewestShare = 0.25; // of the members
    private const int Soon = 4; // a fourth of their lives
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    private readonly (long Time, bool Suspended)[] _ends;
    private readonly long[] _starts;
    private readonly long _window;

    private Handovers((long Time, bool Suspended)[] ends, long[] starts, long window) => (_ends, _starts, _window) = (ends, starts, window);

    /// <summary>The ends and starts of a group's accounts; null where too few of them ended or started within the log.</summary>
    /// <param name="population">The accounts.</param>
    /// <param name="rows">The group.</param>
    /// <param name="reaction">When the log starts, and who was suspended.</param>
    public static Handovers? Of(Population population, int[] rows, ReactionFacts reaction)
    {
        var ends = new List<(long Time, bool Suspended)>();
        var lives = new List<float>();
        var starts = new List<long>();
        foreach (var row in rows)
        {
            ref readonly var p = ref population.ProfileOf(row);
            if (p.FirstMs > reaction.FirstMs + Day)
                starts.Add(p.FirstMs);
            if (p.LastMs >= population.NowMs - Day)
                continue;
            ends.Add((p.LastMs, reaction.FirstSuspended(population.Rows[row].Account) is not null));
            lives.Add(p.LastMs - p.FirstMs);
        }

        if (Math.Min(ends.Count, starts.Count) < Math.Max(Fewest, rows.Length * FewestShare))
            return null;
        ends.Sort();
        starts.Sort();
        var life = OrderStatistics.Select(lives.ToArray(), lives.Count / 2);
        return new Handovers([.. ends], [.. starts], Math.Clamp((long)(life / Soon), Hour, Day / 2));
    }

    /// <summary>Share of the group's starts that follow an end; NaN for too few.</summary>
    public double Share() => ShareOf(_starts);

    /// <summary>The same share of another group, of which no more starts are taken than this one has.</summary>
    /// <param name="starts">When its accounts started, ascending.</param>
    /// <param name="firstMs">When the log starts.</param>
    public double ShareOfOthers(long[] starts, long firstMs)
    {
        var late = starts.AsSpan();
        while (!late.IsEmpty && late[0] <= firstMs + Day)
            late = late[1..];
        if (late.Length <= _starts.Length)
            return ShareOf(late);

        // Some of them without an order that they have, so that they come as unevenly as all do.
        var some = late.ToArray();
        some.AsSpan().Sort(static (a, b) => Hash64.Mix((ulong)a).CompareTo(Hash64.Mix((ulong)b)));
        var kept = some.AsSpan(0, _starts.Length);
        kept.Sort();
        return ShareOf(kept);
    }

    private double ShareOf(ReadOnlySpan<long> starts)
    {
        int counted = 0, followed = 0, end = 0;
        foreach (var start in starts)
        {
            if (start < _ends[0].Time)
                continue;
            while (end < _ends.Length && _ends[end].Time < start - _window)
                end++;
            if (end == _ends.Length || _ends[end].Time > start)
            {
                counted++;
                continue;
            }

            if (!_ends[end].Suspended)
            {
                counted++;
                followed++;
            }

            end++;
        }

        return counted < Fewest ? double.NaN : (double)followed / counted;
    }
}
