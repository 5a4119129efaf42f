using System.Runtime.CompilerServices;
using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// Chooses which phrases of a prompt become keys. A phrase is a run of <see cref="Words"/> tokens. The first and the last
/// phrase are always kept (instructions stand at the ends); of the others the smallest two by hash, and further ones that
/// fall under a global threshold, so that the same phrase is kept in whatever prompt it stands (content-defined sampling:
/// Broder, "On the resemblance and containment of documents", 1997).
/// </summary>
internal static class PhraseSampler
{
    /// <summary>Tokens in a phrase.</summary>
    public const int Words = 5;

    /// <summary>Phrases under this hash are kept: one in sixteen.</summary>
    public const ulong Threshold = ulong.MaxValue / 16;

    private const int Samples = PhraseKeys.Capacity - 2;
    private const ulong Base = 0x9FB21C651E98DF25ul;
    private static readonly ulong Oldest = Power(Base, Words);

    /// <summary>Fills <paramref name="keys"/> and returns how many were set: 0 for no tokens, else at least one.</summary>
    [SkipLocalsInit]
    public static int Sample(ReadOnlySpan<ulong> tokens, ref PhraseKeys keys)
    {
        if (tokens.IsEmpty)
            return 0;
        Span<ulong> smallest = stackalloc ulong[Samples];
        smallest.Fill(ulong.MaxValue);
        var rolling = 0ul;
        var lead = Math.Min(tokens.Length, Words);
        for (var i = 0; i < lead; i++)
            rolling = (rolling * Base) + tokens[i];
        var first = Hash64.Mix(rolling);
        var last = first;
        if (tokens.Length >= Words)
        {
            var limit = Insert(smallest, first);
            for (var i = Words; i < tokens.Length; i++)
            {
                // What leaves the window is subtracted before the product's chain, which is the longest dependence here.
                rolling = (rolling * Base) + (tokens[i] - (tokens[i - Words] * Oldest));
                last = Hash64.Mix(rolling);
                if (last < limit)
                    limit = Insert(smallest, last);
            }
        }

        keys[0] = first;
        if (last == first)
            return Add(smallest, ref keys, 1);
        keys[1] = last;
        return Add(smallest, ref keys, 2);
    }

    private static int Add(ReadOnlySpan<ulong> smallest, ref PhraseKeys keys, int count)
    {
        var first = keys[0];
        var last = keys[count - 1];
        for (var i = 0; i < Samples; i++)
        {
            var key = smallest[i];
            if (key == ulong.MaxValue || (i >= 2 && key >= Threshold))
                break;
            if (key != first && key != last)
                keys[count++] = key;
        }

        return count;
    }

    /// <summary>Puts a key in its place, and returns the limit from which further keys cannot be kept.</summary>
    private static ulong Insert(Span<ulong> smallest, ulong key)
    {
        var at = Samples - 1;
        while (at > 0 && smallest[at - 1] > key)
            at--;
        if (at == 0 || smallest[at - 1] != key) // else a phrase that the prompt repeats
        {
            for (var i = Samples - 1; i > at; i--)
                smallest[i] = smallest[i - 1];
            smallest[at] = key;
        }

        return Math.Min(smallest[Samples - 1], Math.Max(smallest[1], Threshold));
    }

    private static ulong Power(ulong value, int exponent)
    {
        var result = 1ul;
        for (var i = 0; i < exponent; i++)
            result *= value;
        return result;
    }
}
