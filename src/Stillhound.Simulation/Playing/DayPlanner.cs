using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Planning;
using Stillhound.Simulation.Timing;

namespace Stillhound.Simulation.Playing;

/// <summary>Plans a world's days one after the other; the census and the player see the same plan.</summary>
internal sealed class DayPlanner(WorldPlan plan)
{
    public DayPlan Today { get; } = new();

    public int Days { get; } = (int)((plan.End - plan.Start) / WorldBuilder.Day);

    public void Plan(int day)
    {
        var start = plan.Start + (day * WorldBuilder.Day);
        var weekday = (int)DateTimeOffset.FromUnixTimeMilliseconds(start).DayOfWeek;
        Today.Begin(start, WorldBuilder.Day);
        foreach (var stream in plan.Streams)
        {
            if (stream.From >= start + WorldBuilder.Day || stream.To <= start)
                continue;
            var rng = new Rng(Seeds.Of(stream.Seed, (ulong)day));
            stream.Rhythm.Plan(ref rng, new DayFrame(Today, stream.Index, day, start, weekday, stream.From, stream.To, stream.Rate));
        }

        Today.Sort();
    }
}
