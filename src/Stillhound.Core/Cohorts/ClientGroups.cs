using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Cohorts;

/// <summary>Rows by client stack and parameters, for finding accounts that resemble a cohort. Built once a search.</summary>
internal sealed class ClientGroups
{
    private readonly Dictionary<ulong, List<int>> _groups = [];
    private readonly ulong[] _keys;

    public ClientGroups(int rows, TraitModel traits)
    {
        _keys = new ulong[rows];
        for (var row = 0; row < rows; row++)
        {
            var key = Hash64.Combine(
                Hash64.Combine((ulong)traits.Top(row, (int)TraitKind.UserAgent), (ulong)traits.Top(row, (int)TraitKind.Tls)),
                (ulong)traits.Top(row, (int)TraitKind.MaxTokens));
            _keys[row] = key;
            if (key == 0)
                continue;
            if (!_groups.TryGetValue(key, out var group))
                _groups[key] = group = [];
            group.Add(row);
        }
    }

    /// <summary>Adds the rows of every group that a good part of the cohort is in, unless the group is larger than allowed.</summary>
    public void AddAlike(int[] cohort, int largest, SortedSet<int> candidates)
    {
        foreach (var group in cohort.GroupBy(row => _keys[row]))
        {
            if (group.Key != 0 && group.Count() * 8 >= cohort.Length && _groups[group.Key].Count <= largest)
                candidates.UnionWith(_groups[group.Key]);
        }
    }
}
