namespace Stillhound.Core.Verdicts;

/// <summary>
/// What a benign explanation accounts for: a family or one measurement, and how often groups that it holds for look there as
/// one operator's accounts do. A measurement's own chance goes before its family's, whichever comes first.
/// </summary>
internal readonly struct Cover
{
    private readonly int _measurement;
    private readonly Family _family;
    private readonly double _chance;

    private Cover(Family family)
    {
        _measurement = -1;
        _family = family;
        _chance = 1;
    }

    /// <summary>One measurement, with the chance that the explanation gives what one operator would give, 0 to 1.</summary>
    public Cover(int measurement, double chance)
    {
        _measurement = measurement;
        _chance = chance;
    }

    /// <summary>A whole family, always.</summary>
    public static implicit operator Cover(Family family) => new(family);

    /// <summary>The chance for each measurement; 0 where nothing covers it.</summary>
    public static double[] Chances(ReadOnlySpan<Cover> covers)
    {
        var chances = new double[Measurements.All.Length];
        foreach (var cover in covers)
        {
            for (var m = 0; cover._measurement < 0 && m < chances.Length; m++)
            {
                if (Measurements.All[m].Family == cover._family)
                    chances[m] = cover._chance;
            }
        }

        foreach (var cover in covers)
        {
            if (cover._measurement >= 0)
                chances[cover._measurement] = cover._chance;
        }

        return chances;
    }

    /// <summary>The families of which anything is covered, one bit each.</summary>
    public static int FamiliesOf(ReadOnlySpan<Cover> covers)
    {
        var families = 0;
        foreach (var cover in covers)
            families |= 1 << (int)(cover._measurement < 0 ? cover._family : Measurements.All[cover._measurement].Family);
        return families;
    }
}
