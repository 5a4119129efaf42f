using Stillhound.Core.State;

namespace Stillhound.Core.ErrorControl;

/// <summary>
/// What each group of accounts has accrued over searches. Every search shares what the budget granted since the last one evenly
/// over the cohorts that it follows, times their e-values. The mean of all that honest cohorts accrue together is then at most what
/// was granted, whatever depends on what and whenever somebody looks, and so is the mean number of honest groups that ever
/// accrue 1.
/// </summary>
internal sealed class AccusationLedger : IKept
{
    /// <summary>Share of the smaller side that must be common for two cohorts to be one group.</summary>
    private const double SameShare = 0.4;

    private readonly List<Group> _groups = [];
    private double _least = double.PositiveInfinity;

    /// <summary>What the budget granted so far.</summary>
    public double Granted { get; private set; }

    /// <summary>Takes one search.</summary>
    /// <param name="granted">What the budget granted until now; not less than before.</param>
    /// <param name="followed">Cohorts that the search follows, those without evidence included.</param>
    /// <param name="cohorts">Those with an e-value above 0, the surest first.</param>
    /// <param name="falseDiscoveryRate">Share of the groups that pass that may be false, where they pass together.</param>
    public void Take(double granted, int followed, IEnumerable<(HashSet<int> Accounts, double EValue)> cohorts, double falseDiscoveryRate)
    {
        var share = (granted - Granted) / Math.Max(1, followed);
        Granted = granted;
        foreach (var group in _groups)
            group.Renewed = false;
        foreach (var (accounts, e) in cohorts)
        {
            var group = Find(accounts);
            if (group is null)
                _groups.Add(group = new Group(accounts));
            group.Accrued += share * e;
            // The surest cohort of a search says who the group is now.
            if (!group.Renewed)
                group.Accounts = accounts;
            group.Renewed = true;
        }

        _least = EValues.Threshold(_groups.Select(static g => g.Accrued), Math.Max(1, Granted / falseDiscoveryRate));
    }

    /// <summary>What the group that these accounts are has accrued, and whether that is enough.</summary>
    public (double Accrued, bool Passes) Of(HashSet<int> accounts) =>
        Find(accounts) is { } group ? (group.Accrued, group.Accrued >= _least) : (0, false);

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        Granted = state.Value(Granted);
        _least = state.Value(_least);
        state.List(_groups, Group.Keep);
    }

    private Group? Find(HashSet<int> accounts)
    {
        Group? found = null;
        var most = 0;
        foreach (var group in _groups)
        {
            var common = Common(group.Accounts, accounts);
            if (common > most && common >= SameShare * Math.Min(accounts.Count, group.Accounts.Count))
                (found, most) = (group, common);
        }

        return found;
    }

    private static int Common(HashSet<int> one, HashSet<int> other)
    {
        var (few, many) = one.Count < other.Count ? (one, other) : (other, one);
        var common = 0;
        foreach (var account in few)
            common += many.Contains(account) ? 1 : 0;
        return common;
    }

    private sealed class Group(HashSet<int> accounts)
    {
        public HashSet<int> Accounts { get; set; } = accounts;

        public double Accrued { get; set; }

        public bool Renewed { get; set; }

        public static Group Keep(StateStream state, Group? group) => new(state.Set(group?.Accounts))
        {
            Accrued = state.Value(group?.Accrued ?? 0),
            Renewed = state.Value(group?.Renewed ?? false),
        };
    }
}
