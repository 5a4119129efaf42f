using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Enrichment;

/// <summary>Exchanges in which two lists, or a list and the record, contradict each other. Sums, so the order does not matter.</summary>
internal sealed class ListConflicts
{
    /// <summary>Most lists of addresses.</summary>
    public const int MostLists = 32;

    /// <summary>Exchanges whose address was looked up.</summary>
    public long LookedUp { get; set; }

    /// <summary>Exchanges whose address could not be read.</summary>
    public long Unreadable { get; set; }

    /// <summary>Lookups that ended in a malformed part of a database.</summary>
    public long Unusable { get; set; }

    /// <summary>By the list whose country counts and the one that names another.</summary>
    public long[,] Country { get; } = new long[MostLists, MostLists];

    /// <summary>The same for autonomous systems.</summary>
    public long[,] Asn { get; } = new long[MostLists, MostLists];

    /// <summary>By the label that holds and the one of its kind that does not, although its list covers the address.</summary>
    public long[,] Kind { get; } = new long[ContextLabel.Most, ContextLabel.Most];

    /// <summary>By the list that names another country than the record.</summary>
    public long[] CountryOfRecord { get; } = new long[MostLists];

    /// <summary>By the list that names another autonomous system than the record.</summary>
    public long[] AsnOfRecord { get; } = new long[MostLists];

    /// <summary>Adds another's counts.</summary>
    public void Add(ListConflicts other)
    {
        LookedUp += other.LookedUp;
        Unreadable += other.Unreadable;
        Unusable += other.Unusable;
        Add(Country, other.Country);
        Add(Asn, other.Asn);
        Add(Kind, other.Kind);
        for (var list = 0; list < MostLists; list++)
        {
            CountryOfRecord[list] += other.CountryOfRecord[list];
            AsnOfRecord[list] += other.AsnOfRecord[list];
        }
    }

    /// <summary>What occurred, with names, the most frequent first.</summary>
    public IReadOnlyList<ListConflict> Report(IReadOnlyList<ContextLabel> labels, IReadOnlyList<IAddressList> lists)
    {
        var conflicts = new List<ListConflict>();
        for (var first = 0; first < lists.Count; first++)
        {
            for (var second = 0; second < lists.Count; second++)
            {
                conflicts.Add(new ListConflict("country", lists[first].Name, lists[second].Name, Country[first, second]));
                conflicts.Add(new ListConflict("asn", lists[first].Name, lists[second].Name, Asn[first, second]));
            }

            conflicts.Add(new ListConflict("country", lists[first].Name, "record", CountryOfRecord[first]));
            conflicts.Add(new ListConflict("asn", lists[first].Name, "record", AsnOfRecord[first]));
        }

        for (var first = 0; first < labels.Count; first++)
        {
            for (var second = 0; second < labels.Count; second++)
                conflicts.Add(new ListConflict(KindName.Of(labels[first].Kind), labels[first].List, labels[second].List, Kind[first, second]));
        }

        return [.. conflicts.Where(static c => c.Exchanges > 0).OrderByDescending(static c => c.Exchanges)
            .ThenBy(static c => c.What, StringComparer.Ordinal).ThenBy(static c => c.First, StringComparer.Ordinal).ThenBy(static c => c.Second, StringComparer.Ordinal)];
    }

    private static void Add(long[,] to, long[,] from)
    {
        for (var i = 0; i < to.GetLength(0); i++)
        {
            for (var j = 0; j < to.GetLength(1); j++)
                to[i, j] += from[i, j];
        }
    }
}
