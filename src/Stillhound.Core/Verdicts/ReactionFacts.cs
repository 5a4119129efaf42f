using Stillhound.Core.Cohorts;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Verdicts;

/// <summary>What the provider did that accounts may react to, up to one event time.</summary>
internal sealed class ReactionFacts : IKept
{
    private const long Never = long.MinValue;

    /// <summary>A declared workload still explains what is at most so much younger: rhythm and activity are kept as long.</summary>
    private const long DeclaredFor = 14 * 86_400_000L;
    private readonly Dictionary<int, long> _suspendedAt = []; // by account

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
        _suspendedAt.TryAdd(account, timeMs);
    }

    /// <summary>When an account was first suspended, whether that was lifted since or not; null where it never was.</summary>
    public long? FirstSuspended(int account) => _suspendedAt.TryGetValue(account, out var time) ? time : null;

    /// <summary>Records that an organisation declared a workload, until a time.</summary>
    public void Declared(uint org, long untilMs) => _declared[org] = Math.Max(untilMs, _declared.GetValueOrDefault(org));

    /// <summary>Whether an account's organisation declared a workload that reaches into the last two weeks of the account's life.</summary>
    public bool IsDeclared(in Profile p) =>
        p.Org != 0 && _declared.TryGetValue(p.Org, out var until) && until >= Math.Max(p.FirstMs, p.LastMs - DeclaredFor);

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        state.Map(_suspendedAt);
        state.Map(_declared);
        FirstMs = state.Value(FirstMs);
        Released = state.Value(Released);
        AnySuspension = state.Value(AnySuspension);
    }

    /// <summary>
    /// Share of the members that were not suspended and that started within a day after a suspended member's end, less the
    /// share of everybody that started in those windows; NaN when no member was suspended.
    /// </summary>
    public double ReplacementShare(SearchContext context, int[] rows) =>
        WindowsOf(context.Population, rows) is { } windows ? windows.ShareOf(StartsOf(context.Population, rows), windows.ShareOfAll(context.FirstSeen)) : double.NaN;

    /// <summary>
    /// The same share of groups that have nothing to do with those suspensions: what starting then by chance, or for a reason that
    /// many share, comes to.
    /// </summary>
    /// <param name="context">The search.</param>
    /// <param name="rows">The members.</param>
    /// <param name="groups">What <see cref="StartsOf"/> gives of each group.</param>
    public double[] SharesAfter(SearchContext context, int[] rows, IReadOnlyList<long[]> groups)
    {
        if (WindowsOf(context.Population, rows) is not { } windows)
            return [];
        var everybody = windows.ShareOfAll(context.FirstSeen);
        return [.. groups.Select(starts => windows.ShareOf(starts, everybody)).Where(static share => !double.IsNaN(share))];
    }

    /// <summary>When the members of a group that were not suspended started, ascending.</summary>
    public long[] StartsOf(Population population, int[] rows)
    {
        var starts = new long[rows.Length];
        var count = 0;
        foreach (var row in rows)
        {
            if (SuspendedAt(population.Rows[row].Account) == Never)
                starts[count++] = population.ProfileOf(row).FirstMs;
        }

        Array.Resize(ref starts, count);
        Array.Sort(starts);
        return starts;
    }

    /// <summary>The days after members were suspended; null when too few were.</summary>
    private DayWindows? WindowsOf(Population population, int[] rows)
    {
        var ends = new List<long>();
        foreach (var row in rows)
        {
            var time = SuspendedAt(population.Rows[row].Account);
            if (time != Never)
                ends.Add(time);
        }

        // A suspension or two may happen to anybody.
        return ends.Count < 3 || ends.Count * 12 < rows.Length ? null : new DayWindows(ends);
    }

    private long SuspendedAt(int account) => _suspendedAt.GetValueOrDefault(account, Never);
}
