using Stillhound.Core.Cohorts;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// What can be said of a group whose accounts have sent an exchange or a few. What is the same however long one looks is left as it
/// was measured; what everybody shows who has only begun is taken out, so that it speaks neither way; topics, loads, sittings and
/// turns are measured over all exchanges together, with the error that so few of them leave.
/// </summary>
internal sealed class YoungMeasure(SearchContext context, AccountTable accounts)
{
    // A beginner's items are new, addresses and hours few, days none, lengths noise. Beginners were chosen for having started
    // lately; when they were made is another thing, which tells what is new from what many take up.
    private static readonly int[] Unknown =
    [
        Measurements.Freshness, Measurements.DailyEvenness, Measurements.HourIndividuality,
        Measurements.StartTogether, Measurements.EndTogether, Measurements.TimeInUse,
        Measurements.AddressChurn, Measurements.SameLength, Measurements.Replacement, Measurements.SharedSwings,
    ];

    /// <summary>Puts measured values right, and tells the standard errors of those that have one worth telling.</summary>
    public double[] Correct(int[] rows, double[] values)
    {
        var population = context.Population;
        var errors = new double[values.Length];
        foreach (var measurement in Unknown)
            values[measurement] = double.NaN;
        new BeginnerStats(accounts, Array.ConvertAll(rows, row => population.Rows[row].Account), population.NowMs).Write(values, errors);
        return errors;
    }
}
