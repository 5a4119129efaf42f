using System.Runtime.CompilerServices;

namespace Stillhound.Core.Fingerprints;

/// <summary>What the words of a prompt hint at: the capability that it is after, and what it asks for.</summary>
/// <param name="Capability">The capability with the most words.</param>
/// <param name="Flags">Requests that at least two words name.</param>
internal readonly record struct PromptHints(Capability Capability, ExchangeFlags Flags)
{
    private const int Stretch = 512;

    /// <summary>Reads the hints of a prompt's tokens.</summary>
    [SkipLocalsInit]
    public static PromptHints Of(ReadOnlySpan<ulong> tokens)
    {
        Span<byte> votes = stackalloc byte[32];
        votes.Clear();
        Span<ulong> likely = stackalloc ulong[Stretch];
        var lexicon = Lexicon.Shared;
        while (!tokens.IsEmpty)
        {
            var stretch = tokens[..Math.Min(tokens.Length, Stretch)];
            tokens = tokens[stretch.Length..];
            foreach (var token in likely[..lexicon.Sift(stretch, likely)])
            {
                var hint = lexicon.Find(token);
                if (votes[hint] < byte.MaxValue)
                    votes[hint]++;
            }
        }

        votes[0] = 0;
        var best = 0;
        for (var i = 1; i < CapabilityNames.Count; i++)
        {
            if (votes[i] > votes[best] || (best == 0 && votes[i] > 0))
                best = i;
        }

        var flags = ExchangeFlags.None;
        if (votes[Lexicon.Reasoning] >= 2)
            flags |= ExchangeFlags.AsksReasoning;
        if (votes[Lexicon.Grading] >= 2)
        {
            flags |= ExchangeFlags.AsksGrading;
            if (votes[Lexicon.Grading] >= votes[best])
                best = (int)Capability.Grading;
        }

        if (votes[Lexicon.Tasks] >= 2)
            flags |= ExchangeFlags.AsksTasks;
        return new PromptHints((Capability)best, flags);
    }
}
