using System.Numerics.Tensors;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// An even sample of the population's directions, close together in memory: every fit of a cohort asks how near others are to
/// what the cohort has in common.
/// </summary>
[Scratch]
internal sealed class Background(Population population, Directions directions)
{
    private const int Sample = 400;

    private readonly int[] _rows = new int[2 * Sample];
    private readonly short[] _directions = new short[2 * Sample * Embedding.Dimensions];
    private int _count;
    private float _median;

    /// <summary>Draws the sample anew.</summary>
    public void Refresh()
    {
        var stride = Math.Max(1, population.Count / Sample);
        _count = 0;
        for (var row = 0; row < population.Count; row += stride)
        {
            if (!directions.Has(row))
                continue;
            directions.CopyTo(row, WholeDirections.Unit, _directions.AsSpan(_count * Embedding.Dimensions, Embedding.Dimensions));
            _rows[_count++] = row;
        }

        var counts = new float[_count];
        for (var i = 0; i < _count; i++)
            counts[i] = population.ProfileOf(_rows[i]).EmbeddingCount;
        _median = _count == 0 ? 0 : OrderStatistics.Select(counts, _count / 2);
    }

    /// <summary>Whether a row has more texts than the median of the sample.</summary>
    /// <param name="row">The row.</param>
    public bool IsHeavy(int row) => population.ProfileOf(row).EmbeddingCount > _median;

    /// <summary>Where cosines of half of the sample to a direction lie, rows of a set left out.</summary>
    /// <param name="direction">The direction, of any length.</param>
    /// <param name="left">Rows that do not count.</param>
    /// <param name="leastWidth">Smallest width.</param>
    /// <param name="heavy">The half with more texts, or the one with fewer; see <see cref="IsHeavy"/>.</param>
    public Spread NearnessTo(ReadOnlySpan<float> direction, RowSet left, float leastWidth, bool heavy)
    {
        var length = TensorPrimitives.Norm(direction);
        if (length == 0)
            return default;
        Span<short> whole = stackalloc short[Embedding.Dimensions];
        for (var d = 0; d < whole.Length; d++)
            whole[d] = (short)(direction[d] * (WholeDirections.Unit / length));
        Span<int> bins = stackalloc int[CosineBins.Count];
        bins.Clear();
        var known = 0;
        for (var i = 0; i < _count; i++)
        {
            if (left.Contains(_rows[i]) || IsHeavy(_rows[i]) != heavy)
                continue;
            bins[CosineBins.Of(WholeDirections.Product(whole, _directions, i))]++;
            known++;
        }

        return CosineBins.SpreadOf(bins, known, leastWidth);
    }

    /// <summary>Cosines by thousandths: fine enough for percentiles, and counting is faster than sorting.</summary>
    private static class CosineBins
    {
        public const int Count = 2048;
        private const float Largest = WholeDirections.Unit * WholeDirections.Unit;

        /// <summary>The bin of a product of two directions of unit length.</summary>
        public static int Of(int product) => Math.Clamp((product + (int)Largest) / ((int)Largest / (Count / 2)), 0, Count - 1);

        public static Spread SpreadOf(ReadOnlySpan<int> bins, int known, float leastWidth)
        {
            if (known < Spread.Fewest)
                return default;
            int seen = 0, bin = -1;
            var low = At(bins, Spread.LowRank(known), ref bin, ref seen);
            var middle = At(bins, Spread.MiddleRank(known), ref bin, ref seen);
            var high = At(bins, Spread.HighRank(known), ref bin, ref seen);
            return new Spread(middle, Math.Max((high - low) / 2, leastWidth));
        }

        private static float At(ReadOnlySpan<int> bins, int rank, ref int bin, ref int seen)
        {
            while (seen <= rank)
                seen += bins[++bin];
            return ((bin + 0.5f) / (Count / 2)) - 1;
        }
    }
}
