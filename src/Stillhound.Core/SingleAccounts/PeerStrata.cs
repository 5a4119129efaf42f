using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.SingleAccounts;

/// <summary>Which accounts are tested, and which are compared with each other.</summary>
internal sealed class PeerStrata
{
    /// <summary>Accounts with fewer exchanges tell too little by themselves.</summary>
    public const int FewestExchanges = 24;

    private const int SmallestVolume = 120;
    private const int MostVolumes = 24;
    private static readonly int PlanCount = Enum.GetValues<Plan>().Length;

    private readonly Population _population;
    private readonly int[] _edges; // exchanges from which the next volume begins

    /// <summary>Divides a population.</summary>
    /// <param name="population">The accounts.</param>
    /// <param name="isAccused">Rows that tell nothing of what is normal.</param>
    public PeerStrata(Population population, Func<int, bool> isAccused)
    {
        _population = population;
        Tested = [.. Enumerable.Range(0, population.Count).Where(row => population.Rows[row].Exchanges >= FewestExchanges)];
        var normal = Tested.Where(row => !isAccused(row)).ToArray();
        Array.Sort(normal, (a, b) => population.Rows[a].Exchanges != population.Rows[b].Exchanges
            ? population.Rows[a].Exchanges.CompareTo(population.Rows[b].Exchanges)
            : a.CompareTo(b));
        var size = Math.Max(SmallestVolume, (normal.Length + MostVolumes - 1) / MostVolumes);
        _edges = [.. Enumerable.Range(1, Math.Max(0, (normal.Length / size) - 1)).Select(i => population.Rows[normal[i * size]].Exchanges).Distinct()];
        Volumes = Divide(normal, _edges.Length + 1, VolumeOf);
        var everybody = Enumerable.Range(0, population.Count).Where(row => !isAccused(row)).ToArray();
        Plans = [.. Divide(everybody, PlanCount, row => (int)population.ProfileOf(row).Plan), everybody];
    }

    /// <summary>Rows that are tested, ascending.</summary>
    public int[] Tested { get; }

    /// <summary>Rows by volume, the fewest exchanges first.</summary>
    public IReadOnlyList<int[]> Volumes { get; }

    /// <summary>Rows by plan, and all of them last.</summary>
    public IReadOnlyList<int[]> Plans { get; }

    /// <summary>The volume that a row belongs to.</summary>
    public int VolumeOf(int row)
    {
        var at = Array.BinarySearch(_edges, _population.Rows[row].Exchanges);
        return at >= 0 ? at + 1 : ~at;
    }

    private static List<int[]> Divide(int[] rows, int parts, Func<int, int> partOf)
    {
        var divided = new List<int>[parts];
        for (var i = 0; i < parts; i++)
            divided[i] = [];
        foreach (var row in rows)
            divided[partOf(row)].Add(row);
        return [.. divided.Select(static d => d.ToArray())];
    }
}
