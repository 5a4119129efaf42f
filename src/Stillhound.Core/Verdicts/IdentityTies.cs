using Stillhound.Core.Cohorts;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// Which share of a group is tied to another member of another organisation by a token that is far more common in the group
/// than outside it.
/// </summary>
internal sealed class IdentityTies
{
    private const double Lift = 5;

    public static readonly IdentityKind[] Identity = [IdentityKind.Payment, IdentityKind.Device, IdentityKind.Email];
    public static readonly IdentityKind[] Signup = [IdentityKind.SignupNetwork];
    public static readonly IdentityKind[] Traffic = [IdentityKind.TrafficNetwork];

    private readonly Population _population;
    private readonly Dictionary<uint, int>[] _everywhere = new Dictionary<uint, int>[IdentityTokens.Kinds.Length];

    public IdentityTies(Population population)
    {
        _population = population;
        for (var kind = 0; kind < _everywhere.Length; kind++)
        {
            var counts = _everywhere[kind] = [];
            for (var row = 0; row < population.Count; row++)
            {
                foreach (var token in IdentityTokens.Of(ref population.ProfileOf(row), (IdentityKind)kind))
                {
                    if (token != 0)
                        counts[token] = counts.GetValueOrDefault(token) + 1;
                }
            }
        }
    }

    /// <summary>Share of the rows that are tied by any of the kinds; NaN when too few rows show such tokens.</summary>
    public double Share(int[] rows, IdentityKind[] kinds)
    {
        var tied = new HashSet<int>();
        var carriers = new HashSet<int>();
        foreach (var kind in kinds)
        {
            foreach (var (token, holders) in Holders(rows, kind, carriers))
            {
                var outside = _everywhere[(int)kind].GetValueOrDefault(token) - holders.Count;
                var lift = holders.Count * (double)(_population.Count - rows.Length) / (rows.Length * (outside + 0.5));
                if (lift >= Lift && Strangers(holders))
                    tied.UnionWith(holders);
            }
        }

        return carriers.Count < Math.Max(5, rows.Length / 4) ? double.NaN : (double)tied.Count / carriers.Count;
    }

    private Dictionary<uint, List<int>> Holders(int[] rows, IdentityKind kind, HashSet<int> carriers)
    {
        var holders = new Dictionary<uint, List<int>>();
        foreach (var row in rows)
        {
            foreach (var token in IdentityTokens.Of(ref _population.ProfileOf(row), kind))
            {
                if (token == 0)
                    continue;
                carriers.Add(row);
                if (!holders.TryGetValue(token, out var list))
                    holders[token] = list = [];
                list.Add(row);
            }
        }

        return holders;
    }

    /// <summary>Two or more holders that do not all claim one organisation.</summary>
    private bool Strangers(List<int> holders)
    {
        if (holders.Count < 2)
            return false;
        var org = _population.ProfileOf(holders[0]).Org;
        return org == 0 || holders.Exists(row => _population.ProfileOf(row).Org != org);
    }
}
