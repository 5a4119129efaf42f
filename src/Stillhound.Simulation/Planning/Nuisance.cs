using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Planning;

/// <summary>
/// What differs from one provider to the next and says nothing about campaigns. Each world draws its own, over broad
/// ranges, so that nobody can tune to one of them.
/// </summary>
internal sealed record Nuisance
{
    public required float TopicLoyalty { get; init; }

    public required float StyleLoyalty { get; init; }

    public required double RateMedian { get; init; }

    public required double RateSigma { get; init; }

    public required double OneShots { get; init; }

    public required double MultiTurn { get; init; }

    public required double Diurnal { get; init; }

    public required double StackSpread { get; init; }

    public required double ToolSharedStack { get; init; }

    public required double NoFacts { get; init; }

    public required double NoFactField { get; init; }

    public required double Pasting { get; init; }

    public required double Edu { get; init; }

    public required double Suspensions { get; init; }

    public required double Foreign { get; init; }

    public required double TopicBreadth { get; init; }

    /// <summary>Probability that an account's records lack a field, by bit of <see cref="RecordField"/>.</summary>
    public required double[] Absence { get; init; }

    public static Nuisance Draw(ulong seed)
    {
        var rng = new Rng(seed);
        return new Nuisance
        {
            TopicLoyalty = (float)rng.Range(0.03, 0.9),
            StyleLoyalty = (float)rng.Range(0.1, 0.7),
            TopicBreadth = rng.LogRange(2, 14),
            RateMedian = rng.LogRange(0.8, 2.5),
            RateSigma = rng.Range(0.8, 1.4),
            OneShots = rng.Range(0.04, 0.3),
            MultiTurn = rng.Range(0.15, 0.6),
            Diurnal = rng.Range(0.35, 1),
            StackSpread = rng.Range(0.2, 1),
            ToolSharedStack = rng.Range(0, 1),
            NoFacts = rng.Range(0.05, 0.1),
            NoFactField = rng.Range(0.02, 0.25),
            Pasting = rng.Range(0.02, 0.25),
            Edu = rng.Range(0.02, 0.12),
            Suspensions = rng.Range(0.002, 0.012),
            Foreign = rng.Range(0.1, 0.8),
            Absence = [.. Enumerable.Range(0, 25).Select(_ => DrawAbsence(ref rng))],
        };
    }

    /// <summary>Most fields are nearly always there, some often missing, a few missing everywhere.</summary>
    private static double DrawAbsence(ref Rng rng) => rng.Unit() switch
    {
        < 0.55 => rng.Range(0, 0.06),
        < 0.85 => rng.Range(0.06, 0.4),
        < 0.95 => rng.Range(0.4, 0.9),
        _ => 1,
    };
}
