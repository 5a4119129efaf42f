using Stillhound.Core.Cohorts;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Verdicts;

/// <summary>What the provider did that accounts may react to, up to one event time.</summary>
internal sealed class ReactionFacts
{
    private const long Day = 86_400_000;
    private const long Never = long.MinValue;
    private long[] _suspendedAt = []; // by account

    private readonly Dictionary<uint, long> _declared = [];

    /// <summary>Event time of the first exchange of the run.</summary>
    public long FirstMs { get; set; }

    /// <summary>Whether a model was released.</summary>
    public bool Released { get; set; }

    /// <summary>Whether any account was suspended.</summary>
    public bool AnySuspension { get; private set; }

    /// <summary>Records that an account was suspended.</summary>
    public void Suspended(int account, long timeMs)
    {
        AnySuspension = true;
        if (account >= _suspendedAt.Length)
        {
            var known = _suspendedAt.Length;
            Array.Resize(ref _suspendedAt, Room.For(account + 1));
            _suspendedAt.AsSpan(known).Fill(Never);
        }

        if (_suspendedAt[account] == Never)
            _suspendedAt[account] = timeMs;
    }

    /// <summary>Records that an organisation declared a workload, until a time.</summary>
    public void Declared(uint org, long untilMs) => _declared[org] = Math.Max(untilMs, _declared.GetValueOrDefault(org));

    /// <summary>Whether an account's organisation declared a workload that reaches into the account's life.</summary>
    public bool IsDeclared(in Profile p) => p.Org != 0 && _declared.TryGetValue(p.Org, out var until) && until >= p.FirstMs;

    /// <summary>
    /// Share of the members that were not suspended and that started within a day after a suspended member's end, less the
    /// share of everybody that started in those windows; NaN when no member was suspended.
    /// </summary>
    public double ReplacementShare(SearchContext context, int[] rows)
    {
        var ends = EndsOf(context.Population, rows);
        return ends is null ? double.NaN : ShareAfter(context.Population, rows, ends, EverybodyAfter(context, ends));
    }

    /// <summary>
    /// The same share of groups that have nothing to do with those suspensions: what starting then by chance, or for a reason that
    /// many share, comes to.
    /// </summary>
    public double[] SharesAfter(SearchContext context, int[] rows, IReadOnlyList<int[]> groups)
    {
        if (EndsOf(context.Population, rows) is not { } ends)
            return [];
        var everybody = EverybodyAfter(context, ends);
        return [.. groups.Select(group => ShareAfter(context.Population, group, ends, everybody)).Where(static share => !double.IsNaN(share))];
    }

    /// <summary>When members were suspended, ascending; null when too few were.</summary>
    private List<long>? EndsOf(Population population, int[] rows)
    {
        var ends = new List<long>();
        foreach (var row in rows)
        {
            var time = SuspendedAt(population.Rows[row].Account);
            if (time != Never)
                ends.Add(time);
        }

        // A suspension or two may happen to anybody.
        if (ends.Count < 3 || ends.Count * 12 < rows.Length)
            return null;
        ends.Sort();
        return ends;
    }

    private long SuspendedAt(int account) => account < _suspendedAt.Length ? _suspendedAt[account] : Never;

    private static double EverybodyAfter(SearchContext context, List<long> ends) =>
        (double)StartedAfter(context.FirstSeen, ends) / context.Population.Count;

    private double ShareAfter(Population population, int[] rows, List<long> ends, double everybody)
    {
        int started = 0, others = 0;
        foreach (var row in rows)
        {
            if (SuspendedAt(population.Rows[row].Account) != Never)
                continue;
            others++;
            started += StartsAfter(ends, population.ProfileOf(row).FirstMs) ? 1 : 0;
        }

        if (others < 3)
            return double.NaN;
        return Math.Max(0, ((double)started / others) - everybody);
    }

    /// <summary>How many of the ascending times lie within a day after any of the ascending ends.</summary>
    private static int StartedAfter(long[] times, List<long> ends)
    {
        var count = 0;
        var end = 0;
        foreach (var time in times)
        {
            while (end + 1 < ends.Count && ends[end + 1] <= time)
                end++;
            count += ends[end] <= time && time - ends[end] <= Day ? 1 : 0;
        }

        return count;
    }

    private static bool StartsAfter(List<long> ends, long first)
    {
        var index = ends.BinarySearch(first);
        var before = index >= 0 ? index : ~index - 1;
        return before >= 0 && first - ends[before] <= Day;
    }
}
