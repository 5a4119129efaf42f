namespace Stillhound.Core.Verdicts;

/// <summary>
/// What a benign explanation accounts for: a family or one measurement, and how often groups that it holds for look there as
/// one operator's accounts do. A measurement's own chance goes before its family's, whichever comes first.
/// </summary>
internal readonly struct Cover
{
    private readonly int _measurement;
    private readonly Family _family;
    private readonly Chance _chance;

    private Cover(Family family)
    {
        _measurement = -1;
        _family = family;
        _chance = 1;
    }

    /// <summary>One measurement.</summary>
    /// <param name="measurement">Its place among <see cref="Measurements"/>.</param>
    /// <param name="share">How often the explanation gives what one operator would give, 0 to 1.</param>
    /// <param name="most">The likelihood ratio up to which it does.</param>
    public Cover(int measurement, double share, double most = double.PositiveInfinity)
    {
        _measurement = measurement;
        _chance = new Chance(share, most);
    }

    /// <summary>A whole family, always.</summary>
    public static implicit operator Cover(Family family) => new(family);

    /// <summary>The chance for each measurement; 0 where nothing covers it.</summary>
    public static Chance[] Chances(ReadOnlySpan<Cover> covers)
    {
        var chances = new Chance[Measurements.All.Length];
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

    /// <summary>The families that chances cover, one bit each: those covered as a whole and always, and those covered in part.</summary>
    public static (int Whole, int Partly) FamiliesOf(ReadOnlySpan<Chance> chances)
    {
        int whole = (1 << Families.Count) - 1, any = 0;
        for (var m = 0; m < chances.Length; m++)
        {
            var family = 1 << (int)Measurements.All[m].Family;
            any |= chances[m].Share > 0 ? family : 0;
            whole &= chances[m].IsWhole ? ~0 : ~family;
        }

        return (whole & any, any & ~whole);
    }
}
