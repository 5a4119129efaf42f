namespace Stillhound.Core.Verdicts;

/// <summary>
/// Turns measurements of a cohort into likelihood ratios. Under the null the value lies where this population's groups lie
/// (Student's t around their median); under one operator it lies anywhere between there and the value that interchangeable
/// hands give. Within a family ratios are averaged, which keeps an average of e-values an e-value (Vovk and Wang,
/// "E-values: calibration, combination and applications", 2021), and mixed with the chance that a campaign does not show the
/// family at all: its absence is then weak evidence, as it should be.
/// </summary>
internal static class Weigher
{
    private const double MostFor = 2.5;
    private const double MostAgainst = -1.5;

    /// <summary>Share of campaigns whose accounts do nothing else.</summary>
    private const double Pure = 0.5;

    /// <summary>
    /// Spreads from the null's middle at which a value on the side away from campaigns speaks against one as clearly as any. Further out, neither
    /// strangers nor one operator's accounts lie, and which of the two is likelier there says nothing but how tails were chosen.
    /// </summary>
    private const double Clear = -2.2;

    /// <summary>Weighs the measurements of a group.</summary>
    /// <param name="values">The measurements; NaN where blind.</param>
    /// <param name="nulls">What they are compared with.</param>
    /// <param name="size">Accounts of the group.</param>
    /// <param name="replacement">The null of <see cref="Measurements.Replacement"/>, which depends on the group.</param>
    /// <param name="handover">The null of <see cref="Measurements.Handover"/>, which does too.</param>
    /// <param name="errors">Standard errors of values that were read from too little to leave them out; 0 for others, empty for none.</param>
    public static Weight[] Weigh(double[] values, NullModel nulls, int size, NullModel.Level replacement = default, NullModel.Level handover = default, ReadOnlySpan<double> errors = default)
    {
        var weights = new Weight[values.Length];
        for (var m = 0; m < values.Length; m++)
        {
            var level = m == Measurements.Replacement ? replacement : m == Measurements.Handover ? handover : nulls.LevelFor(m, size);
            weights[m] = double.IsNaN(values[m]) || level.Groups == 0
                ? new Weight(values[m], level, double.NaN, double.NaN)
                : !errors.IsEmpty && errors[m] > 0 ? WeighBlurred(Measurements.All[m], values[m], level, errors[m])
                : WeighOne(Measurements.All[m], values[m], level);
        }

        return weights;
    }

    /// <summary>Log-10 likelihood ratio a family; NaN where the family was blind.</summary>
    /// <param name="weights">The weighed measurements.</param>
    /// <param name="chances">
    /// For each measurement how often an explanation gives what one operator would give; empty to compare with strangers.
    /// </param>
    public static double[] ByFamily(Weight[] weights, ReadOnlySpan<Chance> chances = default)
    {
        var families = new double[Families.Count];
        ByFamily(Ratios(weights), chances, families);
        return families;
    }

    /// <summary>Likelihood ratio a measurement; NaN where it was not weighed.</summary>
    public static double[] Ratios(Weight[] weights) => Array.ConvertAll(weights, static w => double.IsNaN(w.Log10Ratio) ? double.NaN : Math.Pow(10, w.Log10Ratio));

    /// <summary>Writes the log-10 ratio of each family, or of those of a set.</summary>
    /// <param name="ratios">The ratios of the measurements.</param>
    /// <param name="chances">As above.</param>
    /// <param name="families">Where they go.</param>
    /// <param name="set">One bit for each family that is wanted.</param>
    public static void ByFamily(ReadOnlySpan<double> ratios, ReadOnlySpan<Chance> chances, Span<double> families, int set = ~0)
    {
        Span<double> sums = stackalloc double[Families.Count];
        Span<double> parts = stackalloc double[Families.Count];
        sums.Clear();
        parts.Clear();
        for (var m = 0; m < ratios.Length; m++)
        {
            var measurement = Measurements.All[m];
            if (double.IsNaN(ratios[m]) || (set >> (int)measurement.Family & 1) == 0)
                continue;
            sums[(int)measurement.Family] += measurement.Share * (chances.IsEmpty ? ratios[m] : chances[m].Left(ratios[m]));
            parts[(int)measurement.Family] += measurement.Share;
        }

        for (var f = 0; f < Families.Count; f++)
        {
            if ((set >> f & 1) == 0)
                continue;
            var shown = Families.ShownBy((Family)f);
            families[f] = parts[f] == 0 ? double.NaN : Math.Min(Math.Log10(1 - shown + (shown * sums[f] / parts[f])), MostFor);
        }
    }

    internal static Weight WeighOne(Measurement measurement, double value, NullModel.Level level)
    {
        // In units of the null's spread, positive towards one operator.
        var together = measurement.Scaled(measurement.Together);
        var towards = together > level.Middle ? 1 : -1;
        var distance = towards * (measurement.Scaled(value) - level.Middle) / level.Spread;
        var bounded = !double.IsInfinity(together);
        var reach = bounded ? towards * (together - level.Middle) / level.Spread : 6;
        if (reach < 1)
            return new Weight(value, level, 0, 0); // the population itself lies where a campaign would: nothing to tell
        var seen = Math.Max(distance, Clear);
        var alternative = Between(seen, reach);
        if (bounded)
            alternative = (Pure * At(seen, reach)) + ((1 - Pure) * alternative);
        var ratio = alternative / NullModel.Density(seen);
        return new Weight(value, level, Math.Clamp(Math.Log10(ratio), MostAgainst, MostFor + 0.5), distance);
    }

    /// <summary>
    /// Weighs a value that was measured with an error. Where values are compared by their logarithm, what lies within the error is one
    /// and the same, so it is the size of the measure's own noise.
    /// </summary>
    private static Weight WeighBlurred(Measurement measurement, double value, NullModel.Level level, double error)
    {
        if (measurement.Floor == 0)
            return WeighOne(measurement, value, level with { Spread = Math.Sqrt((level.Spread * level.Spread) + (error * error)) }) with { Level = level };
        var blurred = measurement with { Floor = measurement.Floor + error };
        var (low, middle, high) = (At(-level.Spread), At(0), At(level.Spread));
        var spread = Math.Max((high - low) / 2, measurement.LeastSpread);
        var noise = error / Math.Exp(middle);
        return WeighOne(blurred, value, level with { Middle = middle, Spread = Math.Sqrt((spread * spread) + (noise * noise)) }) with { Level = level };

        double At(double off) => blurred.Scaled(measurement.Unscaled(level.Middle + off));
    }

    /// <summary>A campaign mixed with other traffic: even between the null's middle and the value of one operator, with soft edges.</summary>
    private static double Between(double distance, double reach)
    {
        var rise = 1 / (1 + Math.Exp(-2.5 * (distance - 0.6)));
        var fall = 1 / (1 + Math.Exp(2.5 * (distance - reach - 0.5)));
        return Math.Max(1e-3, rise * fall) / reach;
    }

    /// <summary>A campaign and nothing else: the value of one operator, with one spread of error.</summary>
    private static double At(double distance, double reach)
    {
        var off = Math.Min(distance, reach) - reach;
        return Math.Exp(-0.5 * off * off) / Math.Sqrt(2 * Math.PI);
    }
}

/// <summary>One measurement weighed.</summary>
/// <param name="Value">The measured value; NaN when its input was missing.</param>
/// <param name="Level">The null.</param>
/// <param name="Log10Ratio">Log-10 likelihood ratio; NaN when not weighed.</param>
/// <param name="Distance">How far it lies from the null's middle towards one operator, in its spreads; NaN when not weighed.</param>
internal readonly record struct Weight(double Value, NullModel.Level Level, double Log10Ratio, double Distance)
{
    /// <summary>How often the null gives as much; NaN when not weighed. Worked out for those who read it, who are few.</summary>
    public double PValue => NullModel.PValue(Distance);
}
