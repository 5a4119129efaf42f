using System.Numerics.Tensors;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// Hours of the day that belong to an account: the intraclass correlation of hours, 0 where an account's hours are anybody's of the
/// group; NaN where fewer than asked for show any.
/// </summary>
internal static class HourHabits
{
    /// <summary>Sittings from which on an account shows hours at which it comes.</summary>
    private const int FewestSittings = 3;

    /// <summary>Of the hours of all exchanges.</summary>
    public static double Of(Population population, ReadOnlySpan<int> rows, int fewest)
    {
        Span<float> sum = stackalloc float[24];
        sum.Clear();
        var hours = new Hours(sum);
        foreach (var row in rows)
        {
            ref readonly var p = ref population.ProfileOf(row);
            var shares = HourShares.Of(p);
            hours.Add(shares, p.Exchanges);
        }

        return hours.Individuality(fewest);
    }

    /// <summary>Of the hours at which sittings begin: what a sitting holds says nothing of when it came.</summary>
    public static double OfSittings(Population population, ReadOnlySpan<int> rows, int fewest)
    {
        Span<float> sum = stackalloc float[24];
        Span<float> shares = stackalloc float[24];
        sum.Clear();
        var hours = new Hours(sum);
        foreach (var row in rows)
        {
            ref readonly var p = ref population.ProfileOf(row);
            float sittings = 0;
            for (var hour = 0; hour < shares.Length; hour++)
                sittings += shares[hour] = p.HourSittings[hour];
            if (sittings < FewestSittings)
                continue;
            TensorPrimitives.Divide(shares, sittings, shares);
            hours.Add(shares, sittings);
        }

        return hours.Individuality(fewest);
    }

    /// <summary>How alike the hours of accounts are within each and between them.</summary>
    private ref struct Hours(Span<float> sum)
    {
        private readonly Span<float> _sum = sum;
        private double _within;
        private double _squares;
        private int _known;

        /// <summary>Adds an account by the share of its so many times that falls in each hour.</summary>
        public void Add(scoped ReadOnlySpan<float> shares, float times)
        {
            TensorPrimitives.Add(_sum, shares, _sum);
            double square = TensorPrimitives.SumOfSquares(shares);
            _squares += square;
            _within += ((square * times) - 1) / (times - 1);
            _known++;
        }

        public readonly double Individuality(int fewest) => _known < fewest ? double.NaN
            : GroupMeasure.Individuality(_within / _known, (TensorPrimitives.SumOfSquares<float>(_sum) - _squares) / (_known * (_known - 1.0)));
    }
}
