using System.Numerics;
using System.Runtime.InteropServices;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// Second route, for prompts that are reworded or relayed: accounts whose mean embeddings are near. Candidates come from
/// sign-bit buckets, near ones are compared, mutual neighbours form a graph, and its communities are cohorts. What counts as
/// near is read from random pairs of this population.
/// </summary>
[Scratch]
internal sealed class MeaningRoute(SearchContext context)
{
    private const int Tables = 10;
    private const int Neighbours = 8;
    private const int BucketTarget = 24;
    private const int LargestBucket = 96;
    private const int Samples = 4000;
    private const double NearQuantile = 0.995;

    // Each looks at all pairs, which are read in order, and keeps those of its rows, which are all over memory. What is kept does not
    // depend on how many there are.
    private static readonly int Keepers = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, 16));

    private readonly SignBuckets _buckets = new();
    private readonly List<List<Near>> _found = []; // pairs of the parts of a table
    private short[] _directions = [];
    private int[] _rows = [];
    private int _count;

    public List<Cohort> Propose(int smallest)
    {
        CopyDirections();
        var near = (int)(Nearness() * WholeDirections.Unit * WholeDirections.Unit);
        var bits = Math.Max(1, (int)Math.Log2(Math.Max(2, context.Population.Count / BucketTarget)));
        _buckets.Hash(_directions, _count, Tables, bits);
        var neighbours = new NeighbourLists(_count, Neighbours);
        for (var table = 0; table < Tables; table++)
            Scan(table, near, neighbours);
        // A third of a gigabyte for a million accounts, of use every few searches.
        _directions = [];
        if (Room.IsMuch(_count))
        {
            _buckets.Release();
            _found.Clear();
        }

        var edges = neighbours.MutualEdges();
        neighbours.Release();
        var cohorts = new List<Cohort>();
        foreach (var places in Communities.Find(_count, edges))
        {
            if (places.Length >= smallest)
                cohorts.Add(new Cohort(Array.ConvertAll(places, place => _rows[place]), CohortRoute.Meaning, "what they ask is nearer than random accounts are"));
        }

        if (Room.IsMuch(_count))
            _rows = [];
        return cohorts;
    }

    /// <summary>Takes the directions of the rows that have one.</summary>
    private void CopyDirections()
    {
        var rows = context.Population.Count;
        if (_rows.Length < rows)
            _rows = new int[Room.For(rows)];
        _count = 0;
        for (var row = 0; row < rows; row++)
        {
            if (context.Directions.Has(row))
                _rows[_count++] = row;
        }

        _directions = GC.AllocateUninitializedArray<short>(_count * Embedding.Dimensions);
        Parallel.For(0, (_count + 511) / 512, block =>
        {
            for (var place = block * 512; place < Math.Min(_count, (block + 1) * 512); place++)
                context.Directions.CopyTo(_rows[place], WholeDirections.Unit, _directions.AsSpan(place * Embedding.Dimensions, Embedding.Dimensions));
        });
    }

    /// <summary>The similarity that only a few of random pairs exceed.</summary>
    private float Nearness()
    {
        var samples = new List<float>();
        for (ulong i = 0; i < Samples && _count > 1; i++)
        {
            var a = (int)(Hash64.Mix((2 * i) + 1) % (ulong)_count);
            var b = (int)(Hash64.Mix((2 * i) + 2) % (ulong)_count);
            if (a != b)
                samples.Add(WholeDirections.Product(_directions, a, b) / (WholeDirections.Unit * WholeDirections.Unit));
        }

        return samples.Count < 50
            ? 0.5f
            : Math.Clamp(OrderStatistics.Select(CollectionsMarshal.AsSpan(samples), (int)(samples.Count * NearQuantile)), 0.2f, 0.9f);
    }

    /// <summary>Compares the rows of one table's buckets, and keeps the neighbours that each has found, in order; on all cores.</summary>
    private void Scan(int table, int near, NeighbourLists neighbours)
    {
        var order = _buckets.Order(table);
        const int Part = 1024;
        var parts = (_count + Part - 1) / Part;
        while (_found.Count < parts)
            _found.Add([]);
        Parallel.For(0, parts, part => Compare(order, part * Part, Math.Min(_count, (part + 1) * Part), near, _found[part]));
        Parallel.For(0, Keepers, keeper =>
        {
            foreach (var found in _found)
            {
                foreach (ref readonly var pair in CollectionsMarshal.AsSpan(found))
                    neighbours.Offer(pair.A, pair.B, pair.Similarity / (WholeDirections.Unit * WholeDirections.Unit), keeper, Keepers);
            }
        });
        foreach (var found in _found)
            found.Clear();
    }

    private void Compare(SignBuckets.Places order, int from, int to, int near, List<Near> found)
    {
        for (var i = from; i < to; i++)
        {
            // In a crowded bucket each row meets the ones after it in order; other tables bring it others.
            var a = order.At(i);
            var last = Math.Min(order.EndOfBucket(i), i + LargestBucket);
            for (var j = i + 1; j < last; j++)
            {
                var product = WholeDirections.Product(_directions, a, order.At(j));
                if (product >= near)
                    found.Add(new Near(a, order.At(j), product));
            }
        }
    }

    private readonly record struct Near(int A, int B, int Similarity);
}
