using Stillhound.Simulation.Chance;
using Stillhound.Simulation.People;
using Stillhound.Simulation.Speaking;
using Stillhound.Simulation.Text;

namespace Stillhound.Simulation.Lone;

/// <summary>Somebody who writes the language of their country in a share of what they begin.</summary>
internal sealed class Tongue(Person person, double share, Voice otherwise) : Voice
{
    private readonly int _rule = person.Country.Language == "en" ? -1 : Grammar.Shared.Id("ask." + person.Country.Language);

    public override void Speak(Pen pen, ref Utterance utterance)
    {
        var rng = new Rng(Seeds.Mix(utterance.Seed));
        if (_rule < 0 || utterance.Turn > 1 || !rng.Chance(share))
        {
            otherwise.Speak(pen, ref utterance);
            return;
        }

        pen.Say(_rule, new Manner(person.Seed, 0.4f, 4, person.Seed, 0.4f, 6), rng.Next());
    }
}
