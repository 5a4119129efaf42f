using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Timing;

/// <summary>What the accounts of one campaign share in time.</summary>
/// <param name="Curve">Shape of the day.</param>
/// <param name="DayFactors">Load of each day relative to the mean, shared by all accounts.</param>
/// <param name="TickMinutes">Interval at which workers wake.</param>
/// <param name="Pauses">Outages in Unix milliseconds, in which nothing is sent.</param>
/// <param name="Jitter">0 keeps workers on the tick; 1 frees them of it.</param>
internal sealed record FleetPulse(DayCurve Curve, double[] DayFactors, double TickMinutes, (long From, long To)[] Pauses, double Jitter);

/// <summary>One worker of a fleet: a quota a day, laid evenly over the shared day.</summary>
/// <param name="pulse">What the fleet shares.</param>
/// <param name="evenness">1 gives every day the same number, 0 a Poisson number.</param>
/// <param name="again">Probability of another turn.</param>
internal sealed class FleetRhythm(FleetPulse pulse, double evenness, double again) : Rhythm
{
    public override void Plan(ref Rng rng, in DayFrame frame)
    {
        var mean = frame.Rate * (1 - again) * pulse.DayFactors[Math.Clamp(frame.Day, 0, pulse.DayFactors.Length - 1)];
        var count = rng.Chance(evenness) ? Draws.Round(ref rng, mean) : Draws.Poisson(ref rng, mean);
        var conversation = frame.FirstConversation;
        var tick = (long)(pulse.TickMinutes * 60_000);
        var phase = rng.Unit();
        for (var i = 0; i < count; i++)
        {
            var u = (i + phase + (pulse.Jitter * 4 * (rng.Unit() - 0.5))) / count;
            long time = pulse.Curve.At(u - Math.Floor(u));
            if (rng.Chance(1 - pulse.Jitter))
                time = (time / tick * tick) + (long)(tick * pulse.Jitter * rng.Unit()) + rng.Below(1500);
            time += frame.Start;
            if (!Paused(time))
                Talk(ref rng, frame, time, conversation++, again, 12);
        }
    }

    private bool Paused(long time)
    {
        foreach (var (from, to) in pulse.Pauses)
        {
            if (time >= from && time < to)
                return true;
        }

        return false;
    }
}
