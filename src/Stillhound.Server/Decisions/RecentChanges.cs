using Stillhound.Server.Decisions.Deciding;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Decisions;

/// <summary>
/// Which accounts the last snapshots touched, so that those who poll are told what changed and not everything. Bounded: who was away for too
/// long begins again.
/// </summary>
internal sealed class RecentChanges(long floor)
{
    private const int MostVersions = 1024;
    private const long MostAccounts = 4_000_000;

    private readonly Queue<(long Version, IReadOnlyList<Touched> Touched)> _recent = new();
    private long _floor = floor;
    private long _accounts;

    /// <summary>Notes what a snapshot touched.</summary>
    public void Add(long version, IReadOnlyList<Touched> touched)
    {
        _recent.Enqueue((version, touched));
        _accounts += Size(touched);
        while (_recent.Count > MostVersions || (_accounts > MostAccounts && _recent.Count > 1))
        {
            var (oldest, gone) = _recent.Dequeue();
            _floor = oldest;
            _accounts -= Size(gone);
        }
    }

    /// <summary>What changed between a version and the current one; null when that is too long ago or was never given.</summary>
    public DecisionChanges? Since(long version, DecisionSnapshot current)
    {
        if (version < _floor || version > current.Version)
            return null;
        var last = new Dictionary<string, Decision>(StringComparer.Ordinal);
        var changed = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (at, touched) in _recent)
        {
            if (at > version)
                Collect(touched, current, last, changed);
        }

        var added = new List<AccountDecision>();
        var removed = new List<AccountDecision>();
        foreach (var account in changed.Keys)
        {
            if (current.Find(account) is { } stands)
                added.Add(new AccountDecision(account, stands));
            else
                removed.Add(new AccountDecision(account, last[account]));
        }

        return new DecisionChanges(current.Version, added, removed);
    }

    private static void Collect(IReadOnlyList<Touched> touched, DecisionSnapshot current, Dictionary<string, Decision> last, Dictionary<string, bool> changed)
    {
        foreach (var (decision, accounts, _) in touched)
        {
            foreach (var account in accounts)
            {
                // What a stronger decision covered all the while changed for nobody.
                var stands = current.Find(account);
                if (stands is not null && stands.Id != decision.Id && DecisionRank.Compare(stands, decision) > 0 && !changed.ContainsKey(account))
                    continue;
                changed[account] = true;
                last[account] = decision;
            }
        }
    }

    private static long Size(IReadOnlyList<Touched> touched) => touched.Sum(static t => (long)t.Accounts.Count);
}

/// <summary>Of several decisions about one account the strongest counts: what is carried out before what is simulated, then the rung, the limit and the newest.</summary>
internal static class DecisionRank
{
    public static int Compare(Decision one, Decision other)
    {
        if (one.Simulated != other.Simulated)
            return one.Simulated ? -1 : 1;
        var byStep = new Policies.LadderStep(one.Action, one.TokensPerDay, one.RequestsPerMinute).StrengthBeside(new(other.Action, other.TokensPerDay, other.RequestsPerMinute));
        return byStep != 0 ? byStep : string.CompareOrdinal(one.Id, other.Id);
    }
}
