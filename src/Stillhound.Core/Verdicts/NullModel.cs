using Stillhound.Core.State;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// Where each measurement lies for this population's own groups, by size class: median and robust spread. Up to nearly half
/// of the groups may be campaigns before the median follows them.
/// </summary>
internal sealed class NullModel
{
    private const int FewestGroups = 12;

    /// <summary>Of how many groups one is asked what has to be asked for every cohort anew.</summary>
    private const int AskedOf = 3;

    private readonly Level[][] _levels; // by class and measurement
    private readonly List<int[]>[] _asked; // of each class the groups that are asked

    /// <summary>Reads them.</summary>
    /// <param name="reference">The groups.</param>
    /// <param name="measure">Measures a group.</param>
    public NullModel(ReferenceGroups reference, Func<int[], double[]> measure)
    {
        _levels = new Level[ReferenceGroups.Sizes.Length][];
        _asked = new List<int[]>[ReferenceGroups.Sizes.Length];
        for (var size = 0; size < ReferenceGroups.Sizes.Length; size++)
        {
            var groups = reference.OfClass(size);
            _asked[size] = [.. groups.Where(static (_, i) => i % AskedOf == 0)];
            var measured = new double[groups.Count][];
            Parallel.For(0, groups.Count, i => measured[i] = measure(groups[i]));
            _levels[size] = new Level[Measurements.All.Length];
            for (var m = 0; m < Measurements.All.Length; m++)
                _levels[size][m] = LevelOf(measured.Select(values => values[m]), m);
        }
    }

    private NullModel(Level[][] levels, List<int[]>[] asked) => (_levels, _asked) = (levels, asked);

    /// <summary>Hands nulls over.</summary>
    public static NullModel Keep(StateStream state, NullModel? nulls)
    {
        var (levels, asked) = (new Level[ReferenceGroups.Sizes.Length][], new List<int[]>[ReferenceGroups.Sizes.Length]);
        for (var size = 0; size < levels.Length; size++)
        {
            levels[size] = state.Array(nulls?._levels[size]);
            asked[size] = nulls?._asked[size] ?? [];
            state.List(asked[size], static (state, group) => state.Array(group));
        }

        return new NullModel(levels, asked);
    }

    /// <summary>The null of a measurement for a group of this size; <see cref="Level.Groups"/> is 0 when there is none.</summary>
    public Level LevelFor(int measurement, int size)
    {
        // A class that has too few groups leans on the next smaller one, whose spread is larger; a group smaller than its
        // class has more noise than the class.
        for (var c = ReferenceGroups.ClassOf(size); c >= 0; c--)
        {
            var level = _levels[c][measurement];
            if (level.Groups >= FewestGroups)
                return level with { Spread = level.Spread * Math.Sqrt(Math.Max(1, (double)ReferenceGroups.Sizes[c] / size)) };
        }

        return default;
    }

    /// <summary>
    /// The groups of which it is asked what has to be asked for every cohort anew: what is read from the cohort's own history.
    /// </summary>
    /// <param name="size">Accounts of the cohort.</param>
    public List<int[]> AskedFor(int size)
    {
        var c = ReferenceGroups.ClassOf(size);
        while (c > 0 && _asked[c].Count < FewestGroups)
            c--;
        return _asked[c];
    }

    /// <summary>
    /// How often the null gives a value at least as near to the campaign's side. Groups are few and their tails unknown, so the
    /// null is a Student t with five degrees of freedom, whose tail has a closed form.
    /// </summary>
    public static double PValue(double distance)
    {
        var angle = Math.Atan(distance / Math.Sqrt(5));
        var (sine, cosine) = Math.SinCos(angle);
        return 0.5 - ((angle + (sine * cosine * (1 + (2 * cosine * cosine / 3)))) / Math.PI);
    }

    /// <summary>Density of the null at a distance in spreads.</summary>
    public static double Density(double distance)
    {
        var wide = 1 + (distance * distance / 5);
        return 8 / (3 * Math.PI * Math.Sqrt(5) * wide * wide * wide);
    }

    /// <summary>The null that the values of groups make.</summary>
    public static Level LevelOf(IEnumerable<double> groups, int measurement)
    {
        var values = groups.Where(static value => !double.IsNaN(value)).ToList();
        if (values.Count < FewestGroups)
            return default;
        values = values.ConvertAll(Measurements.All[measurement].Scaled);
        values.Sort();
        var middle = values[values.Count / 2];
        var low = values[(int)(values.Count * 0.16)];
        var high = values[(int)(values.Count * 0.84)];
        // The side that campaigns lie on may be full of them; the honest side bounds the spread from below.
        var spread = Math.Max((high - low) / 2, Measurements.All[measurement].LeastSpread);
        return new Level(middle, spread, values.Count);
    }

    /// <summary>The null of one measurement, on the scale on which it is compared (<see cref="Measurement.Scaled"/>).</summary>
    /// <param name="Middle">Median of the groups.</param>
    /// <param name="Spread">Half the distance between the 16th and 84th percentile.</param>
    /// <param name="Groups">Groups that it was read from.</param>
    public readonly record struct Level(double Middle, double Spread, long Groups); // no int: what would fill the space after it is written to saved states too
}
