using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Text;

namespace Stillhound.Simulation.Speaking;

/// <summary>Rules for content, by capability.</summary>
internal static class Tasks
{
    private static readonly string[] Capabilities = ["task.coding", "task.maths", "task.reasoning", "task.data", "task.writing", "task.medicine", "task.law", "task.translation", "task.zh"];
    private static readonly string[] Askings = ["ask.coding", "ask.maths", "ask.reasoning", "ask.data", "ask.writing", "ask.everyday", "ask.medicine", "ask.law", "ask.translation", "ask.support", "ask.career", "ask.study", "ask.es", "ask.de", "ask.fr", "ask.zh", "ask.ja", "ask.ru"];

    /// <summary>Everything that people ask, in every language.</summary>
    public static int[] Everyday { get; } = [.. Askings.Select(Grammar.Shared.Id)];

    /// <summary>Every capability.</summary>
    public static int[] Wide { get; } = [.. Capabilities.Select(Grammar.Shared.Id)];

    /// <summary>A narrow choice of capabilities.</summary>
    public static int[] Draw(ref Rng rng, int count)
    {
        var rules = new HashSet<int>();
        while (rules.Count < count)
            rules.Add(Grammar.Shared.Id(rng.Pick(Capabilities)));
        return [.. rules];
    }

    public static int[] Only(params string[] names) => [.. names.Select(Grammar.Shared.Id)];

    /// <summary>Frames of one rule with wordings of their own.</summary>
    public static Frame[] Frames(ref Rng rng, string rule, int count, double rewording = 0)
    {
        var frames = new Frame[count];
        for (var i = 0; i < count; i++)
            frames[i] = new Frame(Grammar.Shared.Id(rule), Manner.Template(rng.Next(), rewording));
        return frames;
    }
}
