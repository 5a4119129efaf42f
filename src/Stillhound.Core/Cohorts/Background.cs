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

    private readonly int[] _rows = new int[2 * Sample]; // those with fewer texts first
    private readonly short[] _directions = new short[2 * Sample * Embedding.Dimensions];
    private int _light;
    private int _count;
    private float _median;

    /// <summary>Draws the sample anew.</summary>
    public void Refresh()
    {
        var stride = Math.Max(1, population.Count / Sample);
        Span<float> counts = stackalloc float[2 * Sample];
        var known = 0;
        for (var row = 0; row < population.Count; row += stride)
        {
            if (directions.Has(row))
                counts[known++] = population.Rows[row].Embedded;
        }

        _median = known == 0 ? 0 : OrderStatistics.Select(counts[..known], known / 2);
        _light = Add(0, stride, heavy: false);
        _count = Add(_light, stride, heavy: true);
    }

    /// <summary>Whether a row has more texts than the median of the sample.</summary>
    /// <param name="row">The row.</param>
    public bool IsHeavy(int row) => population.Rows[row].Embedded > _median;

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
        for (var i = heavy ? _light : 0; i < (heavy ? _count : _light); i++)
        {
            if (left.Contains(_rows[i]))
                continue;
            bins[CosineBins.Of(WholeDirections.Product(whole, _directions, i))]++;
            known++;
        }

        return CosineBins.SpreadOf(bins, known, leastWidth);
    }

    private int Add(int at, int stride, bool heavy)
    {
        for (var row = 0; row < population.Count; row += stride)
        {
            if (!directions.Has(row) || IsHeavy(row) != heavy)
                continue;
            directions.CopyTo(row, WholeDirections.Unit, _directions.AsSpan(at * Embedding.Dimensions, Embedding.Dimensions));
            _rows[at++] = row;
        }

        return at;
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
