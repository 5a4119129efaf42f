using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Timing;

/// <summary>Work towards a moment: everything falls between the stream's first and last moment, thicker near the end.</summary>
/// <param name="pull">How strongly the end attracts; 1 is even, 3 is a deadline, below 1 the start attracts.</param>
/// <param name="again">Probability of another turn.</param>
/// <param name="curve">The day's shape; null for round the clock.</param>
internal sealed class BurstRhythm(double pull, double again, DayCurve? curve) : Rhythm
{
    public override void Plan(ref Rng rng, in DayFrame frame)
    {
        // Planned whole on the day it begins; the plan carries the rest over.
        if (frame.From < frame.Start || frame.From >= frame.Start + DayLength)
            return;
        var life = frame.To - frame.From;
        var expected = frame.Rate * life / DayLength * (1 - again);
        var count = Math.Max(1, Draws.Poisson(ref rng, expected));
        var conversation = frame.FirstConversation;
        for (var i = 0; i < count; i++)
        {
            var time = frame.From + (long)(life * Math.Pow(rng.Unit(), 1 / pull));
            if (curve is not null && life > DayLength)
                time = time - (time % DayLength) + curve.At(rng.Unit());
            Talk(ref rng, frame, Math.Clamp(time, frame.From, frame.To - 1), conversation++, again, 60);
        }
    }
}
