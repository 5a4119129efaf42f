using Stillhound.Simulation.Chance;
using Stillhound.Simulation.Text;

namespace Stillhound.Simulation.Speaking;

/// <summary>One fixed wording around content.</summary>
internal readonly record struct Frame(int Rule, Manner Manner);

/// <summary>A program that puts content into one of its frames.</summary>
/// <param name="frames">The frames; empty sends the bare content.</param>
/// <param name="source">Where content comes from.</param>
/// <param name="follow">Rule of later turns; below 0 when a later turn is new content.</param>
/// <param name="ownFrames">Number of frames that one stream keeps to; 0 uses them all.</param>
internal sealed class FramedVoice(Frame[] frames, Source source, int follow, int ownFrames = 0) : Voice
{
    private static readonly int Bare = Grammar.Shared.Id("bare");

    public override void Speak(Pen pen, ref Utterance utterance)
    {
        var rng = new Rng(utterance.Seed);
        if (utterance.Turn > 1 && follow >= 0)
        {
            pen.Say(follow, new Manner(utterance.StreamSeed, 0.3f, 4, utterance.ConversationSeed, 0.5f, 4), rng.Next());
            return;
        }

        source.Fill(pen, ref utterance);
        if (frames.Length == 0)
        {
            pen.Say(Bare, Manner.Free, rng.Next());
            return;
        }

        var which = ownFrames == 0
            ? rng.Below(frames.Length)
            : (int)(Seeds.Of(utterance.StreamSeed, (ulong)rng.Below(ownFrames)) % (ulong)frames.Length);
        var frame = frames[which];
        pen.Say(frame.Rule, frame.Manner, rng.Next());
    }
}
