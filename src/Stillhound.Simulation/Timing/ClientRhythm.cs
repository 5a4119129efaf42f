using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Timing;

/// <summary>A program: gamma gaps of the given variation, laid over a day curve.</summary>
/// <param name="curve">The day's shape.</param>
/// <param name="variation">Coefficient of variation of the gaps; 1 is Poisson, above it bursts.</param>
/// <param name="daySigma">Spread of the daily load.</param>
/// <param name="weekend">Load on Saturday and Sunday, relative to other days.</param>
/// <param name="again">Probability of another turn.</param>
internal sealed class ClientRhythm(DayCurve curve, double variation, double daySigma, double weekend, double again) : Rhythm
{
    private const int MostADay = 400_000;

    public override void Plan(ref Rng rng, in DayFrame frame)
    {
        var week = (5 + (2 * weekend)) / 7;
        var mean = frame.Rate * (1 - again) * (Weekend(frame.Weekday) ? weekend : 1) / week * Draws.Around1(ref rng, daySigma);
        var count = Math.Min(MostADay, variation < 0.5 ? Draws.Round(ref rng, mean) : Draws.Poisson(ref rng, mean));
        var conversation = frame.FirstConversation;
        var shape = 1 / Math.Max(variation * variation, 0.02);
        var offset = rng.Unit();
        var position = 0.0;
        for (var i = 0; i < count; i++)
        {
            position += Draws.Gamma1(ref rng, shape) / count;
            var u = position + offset;
            Talk(ref rng, frame, frame.Start + curve.At(u - Math.Floor(u)), conversation++, again, 6);
        }
    }
}
