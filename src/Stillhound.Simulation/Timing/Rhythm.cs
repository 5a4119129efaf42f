using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation.Timing;

/// <summary>When a stream sends. A rhythm has no state: a day's plan follows from the stream's seed and the day.</summary>
internal abstract class Rhythm
{
    protected const long DayLength = 86_400_000;

    /// <summary>Adds a stream's exchanges of one day. The plan drops what falls outside the stream's life.</summary>
    public abstract void Plan(ref Rng rng, in DayFrame frame);

    protected static bool Weekend(int weekday) => weekday is 0 or 6;

    /// <summary>Adds one conversation that starts at the given time; later turns follow after a pause.</summary>
    protected static void Talk(ref Rng rng, in DayFrame frame, long time, int conversation, double again, double pauseSeconds)
    {
        var turns = again <= 0 ? 1 : Draws.Runs(ref rng, again, 40);
        for (var turn = 1; turn <= turns; turn++)
        {
            frame.Add(time, conversation, turn);
            time += (long)(1000 * Draws.LogNormal(ref rng, pauseSeconds, 1.0));
        }
    }
}

/// <summary>One day of one stream, as its rhythm sees it.</summary>
/// <param name="Plan">Where exchanges go.</param>
/// <param name="Stream">The stream's number.</param>
/// <param name="Day">Days since the world's start.</param>
/// <param name="Start">Midnight UTC of the day, in Unix milliseconds.</param>
/// <param name="Weekday">0 is Sunday.</param>
/// <param name="From">The stream's first moment.</param>
/// <param name="To">The moment after its last.</param>
/// <param name="Rate">Exchanges a day that the stream is meant to send.</param>
internal readonly record struct DayFrame(DayPlan Plan, int Stream, int Day, long Start, int Weekday, long From, long To, double Rate)
{
    /// <summary>Share of the day that the stream is alive.</summary>
    public double Alive => Math.Max(0, Math.Min(To, Start + 86_400_000) - Math.Max(From, Start)) / 86_400_000.0;

    /// <summary>The conversations of one day are numbered apart from those of the next.</summary>
    public int FirstConversation => Day << 20;

    public void Add(long time, int conversation, int turn)
    {
        if (time >= From && time < To)
            Plan.Add(time, new Slot(Stream, conversation, turn));
    }
}
