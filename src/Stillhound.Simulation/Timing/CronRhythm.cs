using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Timing;

/// <summary>A schedule: the same minutes every day, a batch of calls at each.</summary>
/// <param name="minutes">Minutes of the day, UTC.</param>
/// <param name="gapSeconds">Median pause between the calls of a batch.</param>
/// <param name="spread">Spread of a batch's size.</param>
/// <param name="weekend">Load on Saturday and Sunday, relative to other days.</param>
internal sealed class CronRhythm(int[] minutes, double gapSeconds, double spread, double weekend) : Rhythm
{
    public override void Plan(ref Rng rng, in DayFrame frame)
    {
        var week = (5 + (2 * weekend)) / 7;
        var each = frame.Rate * (Weekend(frame.Weekday) ? weekend : 1) / week / minutes.Length;
        var conversation = frame.FirstConversation;
        foreach (var minute in minutes)
        {
            var time = frame.Start + (minute * 60_000L) + rng.Below(4000);
            var count = Draws.Round(ref rng, each * Draws.Around1(ref rng, spread));
            for (var i = 0; i < count; i++)
            {
                frame.Add(time, conversation++, 1);
                time += (long)(1000 * Draws.LogNormal(ref rng, gapSeconds, 0.8));
            }
        }
    }

    /// <summary>A schedule of runs a day, at round minutes more often than not.</summary>
    public static CronRhythm Draw(ref Rng rng, double weekend)
    {
        var runs = rng.Pick([1, 1, 2, 3, 4, 8, 24]);
        var first = rng.Chance(0.6) ? rng.Below(24) * 60 : rng.Below(1440);
        var minutes = new int[runs];
        for (var i = 0; i < runs; i++)
            minutes[i] = (first + (i * 1440 / runs)) % 1440;
        return new CronRhythm(minutes, rng.LogRange(0.5, 20), rng.Range(0, 0.7), weekend);
    }
}
