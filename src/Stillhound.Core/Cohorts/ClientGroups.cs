using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>Rows by client stack and parameters, for finding accounts that resemble a cohort.</summary>
[Scratch]
internal sealed class ClientGroups(TraitModel traits)
{
    private readonly RowGroups _groups = new();

    /// <summary>Groups the rows anew.</summary>
    public void Refresh(int rows) => _groups.Build(rows, new Client(traits));

    /// <summary>Gives the groups back until the next <see cref="Refresh"/>.</summary>
    public void Rest() => _groups.Release();

    /// <summary>Adds the rows of every group that a good part of the cohort is in, unless the group is larger than allowed.</summary>
    public void AddAlike(ReadOnlySpan<int> cohort, int largest, RowSet candidates)
    {
        // At most eight groups hold an eighth of the cohort each; those that do come up early (Misra and Gries, 1982).
        Span<int> groups = stackalloc int[8];
        Span<int> counts = stackalloc int[8];
        counts.Clear();
        foreach (var row in cohort)
        {
            if (_groups.GroupOf(row) >= 0)
                Vote(groups, counts, _groups.GroupOf(row));
        }

        for (var i = 0; i < groups.Length; i++)
        {
            if (counts[i] == 0 || _groups.RowsOf(groups[i]).Length > largest)
                continue;
            var inside = 0;
            foreach (var row in cohort)
                inside += _groups.GroupOf(row) == groups[i] ? 1 : 0;
            if (inside * 8 >= cohort.Length)
                candidates.Add(_groups.RowsOf(groups[i]));
        }
    }

    private static void Vote(Span<int> groups, Span<int> counts, int group)
    {
        var free = -1;
        for (var i = 0; i < groups.Length; i++)
        {
            if (counts[i] == 0)
                free = i;
            else if (groups[i] == group)
            {
                counts[i]++;
                return;
            }
        }

        if (free >= 0)
        {
            (groups[free], counts[free]) = (group, 1);
            return;
        }

        foreach (ref var count in counts)
            count--;
    }

    private readonly struct Client(TraitModel traits) : RowGroups.IKey
    {
        public ulong Of(int row) => Hash64.Combine(
            Hash64.Combine((ulong)traits.Top(row, (int)TraitKind.UserAgent), (ulong)traits.Top(row, (int)TraitKind.Tls)),
            (ulong)traits.Top(row, (int)TraitKind.MaxTokens));
    }
}
