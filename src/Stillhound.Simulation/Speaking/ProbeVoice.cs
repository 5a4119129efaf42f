using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Text;

namespace Stillhound.Simulation.Speaking;

/// <summary>
/// Looks for a wording that gets through: many variants of one intent, most of them refused; later the few that were
/// answered carry real items.
/// </summary>
internal sealed class ProbeVoice(ulong seed, Source items, int survivors) : Voice
{
    private static readonly int Bypass = Grammar.Shared.Id("bypass");
    private static readonly int Intent = Grammar.Shared.Id("intent");

    public override void Speak(Pen pen, ref Utterance utterance)
    {
        var rng = new Rng(utterance.Seed);
        if (rng.Chance(Math.Max(0.05, 1.3 * (utterance.Progress - 0.25))))
        {
            items.Fill(pen, ref utterance);
            pen.Say(Bypass, Manner.Template(Seeds.Of(seed, (ulong)rng.Below(survivors)), 0.1), rng.Next());
            utterance.Refusals = 0.12;
            return;
        }

        pen.Content(Intent, Manner.Template(seed, 0.15), rng.Next());
        pen.Say(Bypass, Manner.Free, rng.Next());
        utterance.Refusals = 0.72;
    }
}
