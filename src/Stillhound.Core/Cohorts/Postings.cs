using System.Runtime.InteropServices;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// The link keys that enough accounts use, each with the rows that use it. Built from the keys that profiles list, in one
/// sort: popular keys cost no more than rare ones.
/// </summary>
internal sealed class Postings
{
    private static readonly TraitKind[] LinkingTraits = [TraitKind.System, TraitKind.Tools, TraitKind.Format];

    private Postings(uint[] keys, int[] starts, int[] rows)
    {
        Keys = keys;
        _starts = starts;
        _rows = rows;
    }

    private readonly int[] _starts;
    private readonly int[] _rows;

    /// <summary>The keys, ascending.</summary>
    public uint[] Keys { get; }

    /// <summary>The rows that use a key, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int key) => _rows.AsSpan(_starts[key], _starts[key + 1] - _starts[key]);

    /// <summary>Collects the keys that at least <paramref name="fewest"/> rows use.</summary>
    public static Postings Collect(Population population, int fewest)
    {
        var pairs = new List<ulong>(population.Count * 8);
        for (var row = 0; row < population.Count; row++)
            AddRow(pairs, population, row);
        var sorted = CollectionsMarshal.AsSpan(pairs);
        sorted.Sort();
        var keys = new List<uint>();
        var starts = new List<int>();
        var rows = new List<int>();
        for (var from = 0; from < sorted.Length;)
        {
            var key = (uint)(sorted[from] >> 32);
            var to = from;
            while (to < sorted.Length && (uint)(sorted[to] >> 32) == key)
                to++;
            if (to - from >= fewest)
            {
                keys.Add(key);
                starts.Add(rows.Count);
                for (var i = from; i < to; i++)
                {
                    var row = (int)(uint)sorted[i];
                    if (rows.Count == starts[^1] || rows[^1] != row)
                        rows.Add(row);
                }
            }

            from = to;
        }

        starts.Add(rows.Count);
        return new Postings([.. keys], [.. starts], [.. rows]);
    }

    /// <summary>The key under which a trait's value is listed.</summary>
    public static uint TraitKey(TraitKind kind, uint value) => ClientKeys.Fold(Exchanges.Hash64.Combine((ulong)kind + 1, value));

    private static void AddRow(List<ulong> pairs, Population population, int row)
    {
        ref var p = ref population.ProfileOf(row);
        var keys = p.Phrases.Keys;
        var counts = p.Phrases.KeyCounts;
        var least = LeastUses(p.Exchanges);
        for (var i = 0; i < keys.Length; i++)
        {
            if (counts[i] >= least && keys[i] != 0)
                pairs.Add(((ulong)keys[i] << 32) | (uint)row);
        }

        foreach (var kind in LinkingTraits)
        {
            var values = p.Traits.ValuesOf(kind);
            var uses = p.Traits.CountsOf(kind);
            for (var i = 0; i < values.Length; i++)
            {
                if (uses[i] >= least && values[i] != 0)
                    pairs.Add(((ulong)TraitKey(kind, values[i]) << 32) | (uint)row);
            }
        }
    }

    /// <summary>A key that an account used once among many exchanges says nothing of the account.</summary>
    private static int LeastUses(int exchanges) => exchanges < 12 ? 1 : Math.Max(2, exchanges / 16);
}
