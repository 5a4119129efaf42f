using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Timing;

/// <summary>A person: sessions at the hours of their own day, conversations of several turns, good and bad days.</summary>
/// <param name="curve">The person's day.</param>
/// <param name="again">Probability that a message is followed by another turn.</param>
/// <param name="weekend">Activity on Saturday and Sunday, relative to other days.</param>
/// <param name="moodSigma">Spread of a day's activity.</param>
internal sealed class SessionRhythm(DayCurve curve, double again, double weekend, double moodSigma) : Rhythm
{
    public override void Plan(ref Rng rng, in DayFrame frame)
    {
        var week = (5 + (2 * weekend)) / 7;
        var rate = frame.Rate * (Weekend(frame.Weekday) ? weekend : 1) / week * Draws.Around1(ref rng, moodSigma);
        // Half of the conversations continue a session, so a session holds two on average.
        var sessions = Draws.Poisson(ref rng, rate * (1 - again) / 2);
        var conversation = frame.FirstConversation;
        for (var s = 0; s < sessions; s++)
        {
            var time = frame.Start + curve.At(rng.Unit());
            var talks = Draws.Runs(ref rng, 0.5, 12);
            for (var t = 0; t < talks; t++)
            {
                Talk(ref rng, frame, time, conversation++, again, 75);
                time += (long)(1000 * Draws.LogNormal(ref rng, 420, 0.9));
            }
        }
    }
}
