using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Corpora;
using Stillhound.Simulation.Text;

namespace Stillhound.Simulation.Speaking;

/// <summary>A person: own habits of wording, favourite subjects with their own vocabulary, follow-ups, pasted text.</summary>
/// <param name="rules">Subjects, the favourite ones first.</param>
/// <param name="favourites">How many of them are favourites.</param>
/// <param name="loyalty">Probability of a favourite subject.</param>
/// <param name="manner">Habits.</param>
/// <param name="pasting">Probability that text is pasted along.</param>
/// <param name="rows">Real messages, where a corpus was given.</param>
internal sealed class PersonVoice(int[] rules, int favourites, double loyalty, Manner manner, double pasting, CorpusSlice rows) : Voice
{
    private static readonly int Follow = Grammar.Shared.Id("follow");
    private static readonly int Sentence = Grammar.Shared.Id("sentence");

    public override void Speak(Pen pen, ref Utterance utterance)
    {
        var rng = new Rng(utterance.Seed);
        if (utterance.Turn > 1)
        {
            // Later turns stay with the words of the conversation.
            pen.Say(Follow, manner with { TopicSeed = utterance.ConversationSeed, TopicLoyalty = 0.6f, TopicBreadth = 4 }, rng.Next());
            return;
        }

        if (rows.Count > 0 && rng.Chance(0.8))
        {
            pen.Write(rows[(int)(rng.Next() % (ulong)rows.Count)].Span);
            return;
        }

        var rule = rng.Chance(loyalty) ? rules[rng.Below(favourites)] : rules[rng.Below(rules.Length)];
        pen.Say(rule, manner, rng.Next());
        if (!rng.Chance(pasting))
            return;
        var sentences = (int)Draws.LogNormal(ref rng, 4, 0.9);
        for (var i = 0; i < Math.Min(sentences, 60); i++)
        {
            pen.Write(i % 5 == 0 ? "\n"u8 : " "u8);
            pen.Say(Sentence, manner, rng.Next());
        }
    }
}
