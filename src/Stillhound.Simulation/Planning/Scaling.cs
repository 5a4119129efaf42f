namespace Stillhound.Simulation.Planning;

/// <summary>Scales honest rates so that a world has about the exchanges asked for.</summary>
internal static class Scaling
{
    public static void Meet(WorldPlan plan, long target)
    {
        double kept = 0, free = 0;
        foreach (var stream in plan.Streams)
        {
            var expected = stream.Rate * Math.Max(0, stream.To - stream.From) / WorldBuilder.Day;
            if (stream.Scalable)
                free += expected;
            else
                kept += expected;
        }

        // A target below what the campaigns send leaves some honest traffic all the same.
        var factor = Math.Max(0.05, (target - kept) / Math.Max(free, 1));
        foreach (var stream in plan.Streams)
        {
            if (stream.Scalable)
                stream.Rate *= factor;
        }
    }
}
