using System.Text;
using System.Text.Json.Nodes;
using Stillhound.Simulation;
using Stillhound.Simulation.Writing;

namespace Stillhound.Formats.Tests.Sources;

/// <summary>The first native records of a simulated world, each as an object.</summary>
internal static class SimulatedLog
{
    public static List<JsonObject> Records(int count)
    {
        var world = World.Create(WorldPresets.Calm(11, 300) with { Days = 3 });
        using var log = new MemoryStream();
        using (var writer = new ExchangeWriter(log, world))
            world.Play(writer);
        return [.. Encoding.UTF8.GetString(log.ToArray()).Split('\n').Take(count).Select(WithTurn)];
    }

    // Where messages are written out, their number always says which turn it is.
    private static JsonObject WithTurn(string line)
    {
        var record = JsonNode.Parse(line)!.AsObject();
        record["turn"] ??= 1;
        return record;
    }

    /// <summary>A record with the fields that a source can carry, and no others.</summary>
    public static JsonObject Only(JsonObject native, IReadOnlySet<string> paths)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in native)
        {
            if (value is JsonObject group)
            {
                var inner = new JsonObject();
                foreach (var (member, item) in group)
                {
                    if (paths.Contains($"{name}.{member}"))
                        inner[member] = item?.DeepClone();
                }

                kept[name] = inner;
            }
            else if (paths.Contains(name))
            {
                kept[name] = value?.DeepClone();
            }
        }

        return kept;
    }
}
