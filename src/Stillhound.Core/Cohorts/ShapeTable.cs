using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// A few numbers of every account, by column, with where the population lies on each. Built once a search. Rates, rhythms and
/// times of sign-up are left out on purpose: members that were chosen for being alike in them could not be judged by them.
/// </summary>
internal sealed class ShapeTable
{
    /// <summary>Number of columns.</summary>
    public const int Columns = 3;

    private readonly float[][] _values = new float[Columns][];

    public ShapeTable(Population population)
    {
        for (var column = 0; column < Columns; column++)
        {
            var values = _values[column] = new float[population.Count];
            var known = new List<float>(population.Count);
            for (var row = 0; row < population.Count; row++)
            {
                values[row] = Read(population.Rows[row], column);
                if (!float.IsNaN(values[row]))
                    known.Add(values[row]);
            }

            Everybody[column] = Spread.Of(known, LeastSpread[column]);
        }
    }

    /// <summary>Where the population lies on each column.</summary>
    public Spread[] Everybody { get; } = new Spread[Columns];

    /// <summary>Smallest spread that a cohort is given on each column.</summary>
    public static ReadOnlySpan<float> LeastSpread => [0.08f, 0.15f, 0.2f];

    /// <summary>The value of a row; NaN when unknown.</summary>
    public float this[int column, int row] => _values[column][row];

    private static float Read(in AccountRow r, int column) => column switch
    {
        0 => r.FirstTurns,
        1 => r.LogWords,
        _ => r.LogOutput,
    };
}

/// <summary>Middle and spread of some numbers by percentiles, which a few odd values do not move.</summary>
/// <param name="Middle">Median.</param>
/// <param name="Width">Half the distance between the 16th and the 84th percentile; 0 when there were too few numbers.</param>
internal readonly record struct Spread(float Middle, float Width)
{
    private const int Fewest = 6;

    /// <summary>Measures the numbers, which are sorted in place.</summary>
    public static Spread Of(List<float> values, float leastWidth)
    {
        if (values.Count < Fewest)
            return default;
        values.Sort();
        var low = values[(int)(values.Count * 0.16f)];
        var high = values[Math.Min(values.Count - 1, (int)(values.Count * 0.84f))];
        return new Spread(values[values.Count / 2], Math.Max((high - low) / 2, leastWidth));
    }

    /// <summary>
    /// Natural-log ratio of two normal curves at a value, this one over the other, bounded; 0 for NaN or without curves.
    /// </summary>
    public float ScoreAgainst(Spread other, float value, float bound)
    {
        if (float.IsNaN(value) || Width == 0 || other.Width == 0)
            return 0;
        var zi = (value - Middle) / Width;
        var zo = (value - other.Middle) / other.Width;
        // Far from both curves neither says anything.
        var score = (0.5f * (Math.Min(zo * zo, 16) - Math.Min(zi * zi, 16))) - MathF.Log(Width / other.Width);
        return Math.Clamp(score, -bound, bound);
    }
}
