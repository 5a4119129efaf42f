using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Text;

namespace Stillhound.Simulation.Clients;

/// <summary>The tools that a client offers to the model.</summary>
internal sealed class Toolbox
{
    private Toolbox(string[] names)
    {
        Names = names;
        foreach (var name in names)
            Key ^= Hash64.Of(Encoding.UTF8.GetBytes(name));
    }

    public static Toolbox None { get; } = new([]);

    public string[] Names { get; }

    /// <summary>XOR of the names' hashes, as an exchange carries it.</summary>
    public ulong Key { get; }

    public static Toolbox Draw(ref Rng rng, int count)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var pen = new Pen();
        var rule = Grammar.Shared.Id("tool.name");
        while (names.Count < count)
        {
            pen.Clear();
            pen.Say(rule, Manner.Free, rng.Next());
            names.Add(Encoding.UTF8.GetString(pen.Written));
        }

        return new Toolbox([.. names]);
    }
}
