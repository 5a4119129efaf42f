using System.Numerics.Tensors;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// Rows' mean embeddings less the population's, at unit length. They are not stored: the centre moves with every search, but a
/// product with a centred mean is a product with the mean itself and two numbers.
/// </summary>
[Scratch]
internal sealed class Directions(Population population)
{
    /// <summary>Exchanges with text below which a row has no direction.</summary>
    private const int FewestEmbedded = 6;

    private const int Block = 512;

    private float[] _perLength = [];

    /// <summary>One over the length of a row's centred mean; 0 for a row without direction.</summary>
    public float PerLength(int row) => _perLength[row];

    /// <summary>Whether a row has a direction.</summary>
    public bool Has(int row) => _perLength[row] > 0;

    /// <summary>Takes the population's new means and centre.</summary>
    public void Refresh()
    {
        if (_perLength.Length < population.Count)
            _perLength = new float[Room.For(population.Count)];
        Parallel.For(0, (population.Count + Block - 1) / Block, block =>
        {
            for (var row = block * Block; row < Math.Min(population.Count, (block + 1) * Block); row++)
                _perLength[row] = Measure(row);
        });
    }

    /// <summary>Gives the lengths back until the next <see cref="Refresh"/>.</summary>
    public void Rest() => _perLength = [];

    /// <summary>Sum of the directions of rows.</summary>
    public void Sum(ReadOnlySpan<int> rows, Span<float> sum)
    {
        sum.Clear();
        var centre = 0f;
        foreach (var row in rows)
        {
            if (!Has(row))
                continue;
            MeanEmbedding.AddTo(population.ProfileOf(row), PerLength(row), sum);
            centre += PerLength(row);
        }

        TensorPrimitives.MultiplyAdd(population.Center, -centre, sum, sum);
    }

    /// <summary>What <see cref="Along"/> needs to know of a vector once.</summary>
    public float CentreAlong(ReadOnlySpan<float> vector) => TensorPrimitives.Dot(population.Center, vector);

    /// <summary>Product of a row's direction with a vector; 0 for a row without direction.</summary>
    public float Along(int row, ReadOnlySpan<float> vector, float centreAlong) =>
        Has(row) ? (MeanEmbedding.Dot(population.ProfileOf(row), vector) - centreAlong) * PerLength(row) : 0;

    /// <summary>Writes a row's direction in whole numbers of 1 / <paramref name="unit"/>.</summary>
    public void CopyTo(int row, float unit, Span<short> direction) =>
        MeanEmbedding.CopyTo(population.ProfileOf(row), population.Center, unit * PerLength(row), direction);

    private float Measure(int row)
    {
        if (population.Rows[row].Embedded < FewestEmbedded)
            return 0;
        var distance = MeanEmbedding.Distance(population.ProfileOf(row), population.Center);
        return distance > 0 ? 1 / distance : 0;
    }
}
