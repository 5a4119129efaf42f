namespace Stillhound.Core.ErrorControl;

/// <summary>
/// How fast scores of honest groups become rare, beyond the score from which a cohort is followed at all. Scores are log-10 odds, and
/// those of a likelihood ratio become ten times rarer with every unit (Markov's inequality): that is where the model starts, as if
/// ten decoys had shown it. Decoys make the tail heavier where theirs is, and never lighter. Beyond the threshold the tail is
/// exponential (peaks over threshold: Pickands, "Statistical inference using extreme order statistics", 1975, with shape 0).
/// </summary>
/// <param name="Decades">Units of log-10 odds over which scores become ten times rarer; at least 1.</param>
/// <param name="Beyond">Decoys beyond the threshold that it was read from.</param>
internal readonly record struct DecoyTail(double Decades, int Beyond)
{
    /// <summary>Scores below this are not followed: searches forget such cohorts until they change.</summary>
    public const double From = -1.5;

    private const double Assumed = 10;

    /// <summary>The tail before any decoy was seen.</summary>
    public static DecoyTail Law => new(1, 0);

    /// <summary>
    /// Reads the tail. Decoys at or above <paramref name="censor"/> count as being there: a campaign that is not known yet may be
    /// among them.
    /// </summary>
    public static DecoyTail Of(IEnumerable<double> scores, double censor)
    {
        var sum = 0.0;
        int beyond = 0, seen = 0;
        foreach (var score in scores)
        {
            if (!(score >= From))
                continue;
            beyond++;
            seen += score < censor ? 1 : 0;
            sum += Math.Min(score, Math.Max(censor, From)) - From;
        }

        // The scale that is most likely for an exponential tail of which some values are known to lie above the bound only.
        var perDecade = 1 / Math.Log(10);
        return new DecoyTail(Math.Max(1, ((Assumed * perDecade) + sum) / (Assumed + seen) / perDecade), beyond);
    }

    /// <summary>How often an honest cohort that is followed scores at least this much, by the model.</summary>
    public double PValue(double score) => score <= From ? 1 : Math.Pow(10, (From - score) / Decades);
}
