using Stillhound.Simulation.Text;

namespace Stillhound.Simulation.Speaking;

/// <summary>Says the newest user message of an exchange.</summary>
internal abstract class Voice
{
    public abstract void Speak(Pen pen, ref Utterance utterance);
}

/// <summary>One message to be said.</summary>
internal ref struct Utterance
{
    /// <summary>Decides this message alone.</summary>
    public ulong Seed;

    /// <summary>Decides what the whole conversation is about.</summary>
    public ulong ConversationSeed;

    /// <summary>Number of the conversation: the day in the upper bits, its position in the day in the lower 20.</summary>
    public int Conversation;

    /// <summary>Belongs to the stream that speaks.</summary>
    public ulong StreamSeed;

    /// <summary>Position in the conversation, from 1.</summary>
    public int Turn;

    /// <summary>Share of the world's time that has passed.</summary>
    public double Progress;

    /// <summary>Counters of the queues that accounts draw from together.</summary>
    public Span<long> Queues;

    /// <summary>Set by the voice when the message makes a refusal likely; below 0 when it has no opinion.</summary>
    public double Refusals;
}
