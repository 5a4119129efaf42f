using System.Numerics.Tensors;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// Second route, for prompts that are reworded or relayed: accounts whose mean embeddings are near. Candidates come from
/// sign-bit buckets, near ones are compared exactly, mutual neighbours form a graph, and its communities are cohorts.
/// What counts as near is read from random pairs of this population.
/// </summary>
internal static class MeaningRoute
{
    private const int Tables = 10;
    private const int Neighbours = 8;
    private const int BucketTarget = 24;
    private const int LargestBucket = 96;
    private const int FewestEmbedded = 6;
    private const double NearQuantile = 0.995;

    public static List<Cohort> Propose(SearchContext context, int smallest)
    {
        var population = context.Population;
        var vectors = context.Vectors;
        var near = Nearness(population, vectors);
        var neighbours = new NeighbourLists(population.Count, Neighbours);
        foreach (var row in Enumerable.Range(0, Tables))
            Scan(population, vectors, row, near, neighbours);
        var edges = neighbours.MutualEdges();
        var communities = Communities.Find(population.Count, edges);
        var cohorts = new List<Cohort>();
        foreach (var rows in communities)
        {
            if (rows.Length >= smallest)
                cohorts.Add(new Cohort(rows, CohortRoute.Meaning, "what they ask is nearer than random accounts are"));
        }

        return cohorts;
    }

    /// <summary>Rows' means less the population's, at unit length; zero for rows with too little text.</summary>
    internal static float[] Centered(Population population)
    {
        var vectors = new float[population.Means.Length];
        for (var row = 0; row < population.Count; row++)
        {
            if (population.Rows[row].Embedded < FewestEmbedded)
                continue;
            var vector = vectors.AsSpan(row * Embedding.Dimensions, Embedding.Dimensions);
            TensorPrimitives.Subtract(population.MeanOf(row), population.Center, vector);
            var norm = TensorPrimitives.Norm(vector);
            if (norm > 0)
                TensorPrimitives.Divide(vector, norm, vector);
        }

        return vectors;
    }

    /// <summary>The similarity that only a few of random pairs exceed.</summary>
    private static float Nearness(Population population, float[] vectors)
    {
        var samples = new List<float>();
        for (ulong i = 0; i < 4000 && population.Count > 1; i++)
        {
            var a = (int)(Hash64.Mix((2 * i) + 1) % (ulong)population.Count);
            var b = (int)(Hash64.Mix((2 * i) + 2) % (ulong)population.Count);
            if (a != b && population.Rows[a].Embedded >= FewestEmbedded && population.Rows[b].Embedded >= FewestEmbedded)
                samples.Add(Similarity(vectors, a, b));
        }

        if (samples.Count < 50)
            return 0.5f;
        samples.Sort();
        return Math.Clamp(samples[(int)(samples.Count * NearQuantile)], 0.2f, 0.9f);
    }

    private static float Similarity(float[] vectors, int a, int b) => TensorPrimitives.Dot(
        vectors.AsSpan(a * Embedding.Dimensions, Embedding.Dimensions), vectors.AsSpan(b * Embedding.Dimensions, Embedding.Dimensions));

    private static void Scan(Population population, float[] vectors, int table, float near, NeighbourLists neighbours)
    {
        var bits = Math.Max(1, (int)Math.Log2(Math.Max(2, population.Count / BucketTarget)));
        var order = new List<(ulong Bucket, int Row)>();
        for (var row = 0; row < population.Count; row++)
        {
            if (population.Rows[row].Embedded >= FewestEmbedded)
                order.Add((BucketOf(vectors, row, table, bits), row));
        }

        order.Sort();
        for (var from = 0; from < order.Count;)
        {
            var to = from;
            while (to < order.Count && order[to].Bucket == order[from].Bucket)
                to++;
            for (var i = from; i < to; i++)
            {
                // In a crowded bucket each row meets the ones after it in order; other tables bring it others.
                for (var j = i + 1; j < Math.Min(to, i + LargestBucket); j++)
                {
                    var similarity = Similarity(vectors, order[i].Row, order[j].Row);
                    if (similarity >= near)
                        neighbours.Offer(order[i].Row, order[j].Row, similarity);
                }
            }

            from = to;
        }
    }

    /// <summary>Signs of sums of a few components chosen by table and bit, so that tables are independent.</summary>
    private static ulong BucketOf(float[] vectors, int row, int table, int bits)
    {
        var vector = vectors.AsSpan(row * Embedding.Dimensions, Embedding.Dimensions);
        var bucket = 0ul;
        for (var bit = 0; bit < bits; bit++)
        {
            var choice = Hash64.Mix((ulong)((table * 64) + bit + 1));
            float sum = 0;
            for (var part = 0; part < 6; part++)
            {
                var at = (int)(choice >> (part * 8)) & (Embedding.Dimensions - 1);
                sum += (choice >> ((part * 8) + 7) & 1) == 0 ? vector[at] : -vector[at];
            }

            bucket |= (sum > 0 ? 1ul : 0) << bit;
        }

        return bucket;
    }
}
