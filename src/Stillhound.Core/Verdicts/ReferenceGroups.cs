using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// The groups that a cohort is compared with: this population's own. Some are natural (the users of one system prompt, one
/// client, one country and plan, one mail domain, one network operator), some are drawn at random; all are also taken in
/// smaller samples, so that a small cohort meets groups of its size. Groups of people who share software are in it on
/// purpose: they are what a campaign must differ from.
/// </summary>
internal sealed class ReferenceGroups
{
    private const int RandomGroups = 24;
    private const int MostNatural = 120;
    private const int FewestNatural = 8;

    private static readonly (Partition Partition, int Most)[] Partitions =
    [
        (Partition.System, 30), (Partition.UserAgent, 12), (Partition.CountryAndPlan, 24), (Partition.EmailDomain, 12),
        (Partition.Asn, 12), (Partition.Country, 12), (Partition.Tools, 12), (Partition.Format, 6),
    ];

    private readonly List<Group> _groups = [];
    private readonly int _population;

    public ReferenceGroups(SearchContext context)
    {
        // Accounts in standing campaigns tell nothing of what is normal.
        int[] everybody = [.. Enumerable.Range(0, context.Population.Count).Where(row => !context.IsAccused(row))];
        _population = everybody.Length;
        var draw = new HashedDraw(context.Population, Sizes[^1]);
        for (var i = 0; i < RandomGroups; i++)
            _groups.Add(new Group(everybody, draw.From(everybody, (ulong)(i + 1))));
        foreach (var (partition, most) in Partitions)
        {
            context.Groups.Build(context.Population.Count, new Key(context, partition));
            AddLargest(context.Groups, most, draw);
        }
    }

    private enum Partition
    {
        System,
        UserAgent,
        CountryAndPlan,
        EmailDomain,
        Asn,
        Country,
        Tools,
        Format,
    }

    /// <summary>Sizes in which groups are measured; see <see cref="ClassOf"/>.</summary>
    public static ReadOnlySpan<int> Sizes => [14, 45, 160];

    /// <summary>Which of <see cref="Sizes"/> stands for a group of this size.</summary>
    public static int ClassOf(int size) => size < 25 ? 0 : size < 85 ? 1 : 2;

    /// <summary>All reference groups of a size class; each is ascending.</summary>
    public List<int[]> OfClass(int sizeClass)
    {
        var size = Sizes[sizeClass];
        var groups = new List<int[]>();
        for (var i = 0; i < RandomGroups && _population > size; i++)
            groups.Add(_groups[i].Sample(size));
        foreach (var natural in _groups.Skip(RandomGroups))
        {
            if (natural.Rows.Length >= size / 2)
                groups.Add(natural.Rows.Length <= size * 2 ? natural.Rows : natural.Sample(size));
            if (groups.Count >= MostNatural + RandomGroups)
                break;
        }

        return groups;
    }

    private void AddLargest(RowGroups groups, int most, HashedDraw draw)
    {
        var largest = new List<(int Size, int Group)>();
        for (var group = 0; group < groups.Count; group++)
        {
            if (groups.RowsOf(group).Length >= FewestNatural)
                largest.Add((-groups.RowsOf(group).Length, group)); // of equal groups the one with the first row comes first
        }

        largest.Sort();
        foreach (var (_, group) in largest.Take(most))
        {
            var rows = groups.RowsOf(group).ToArray();
            _groups.Add(new Group(rows, draw.From(rows, 7)));
        }
    }

    /// <summary>A group, and some of its rows in a random order; a sample is the first of them.</summary>
    private sealed record Group(int[] Rows, int[] Drawn)
    {
        public int[] Sample(int size)
        {
            var sample = Drawn[..Math.Min(size, Drawn.Length)];
            Array.Sort(sample);
            return sample;
        }
    }

    private readonly struct Key(SearchContext context, Partition partition) : RowGroups.IKey
    {
        public ulong Of(int row) => context.IsAccused(row) ? 0 : partition switch
        {
            Partition.System => (ulong)context.Traits.Top(row, (int)TraitKind.System),
            Partition.UserAgent => (ulong)context.Traits.Top(row, (int)TraitKind.UserAgent),
            Partition.CountryAndPlan => Hash64.Combine(context.Population.ProfileOf(row).ClaimedCountry, (ulong)context.Population.ProfileOf(row).Plan),
            Partition.EmailDomain => context.Population.ProfileOf(row).EmailDomain,
            Partition.Asn => (ulong)context.Traits.Top(row, (int)TraitKind.Asn),
            Partition.Country => (ulong)context.Traits.Top(row, (int)TraitKind.Country),
            Partition.Tools => (ulong)context.Traits.Top(row, (int)TraitKind.Tools),
            _ => (ulong)context.Traits.Top(row, (int)TraitKind.Format),
        };
    }
}
