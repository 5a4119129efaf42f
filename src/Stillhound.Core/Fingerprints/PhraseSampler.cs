using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    private const int Samples = SmallestKeys.Capacity;
    private const int Stretch = 256;
    private const ulong Base = 0x9FB21C651E98DF25ul;
    private static readonly ulong Oldest = Power(Base, Words);

    /// <summary>Fills <paramref name="keys"/> and returns how many were set: 0 for no tokens, else at least one.</summary>
    [SkipLocalsInit]
    public static int Sample(ReadOnlySpan<ulong> tokens, ref PhraseKeys keys)
    {
        if (tokens.IsEmpty)
            return 0;
        Span<ulong> smallest = stackalloc ulong[Samples];
        var rolling = 0ul;
        foreach (var token in tokens[..Math.Min(tokens.Length, Words)])
            rolling = (rolling * Base) + token;
        var first = Hash64.Mix(rolling);
        var last = first;
        var kept = SmallestKeys.None;
        if (tokens.Length >= Words)
        {
            Span<ulong> hashes = stackalloc ulong[Stretch];
            kept.AddIfBelow(first, Threshold);
            for (var from = Words; from < tokens.Length; from += Stretch)
            {
                var to = Math.Min(tokens.Length, from + Stretch);
                var under = Roll(tokens[(from - Words)..to], ref rolling, hashes);
                last = Hash64.Mix(rolling);
                foreach (var hash in hashes[..under])
                    kept.Add(hash);
            }

            // The smallest two are kept wherever they lie; short prompts often have none under the threshold.
            if (kept.Count < 2)
                kept = Smallest(tokens);
        }

        kept.CopyTo(smallest);
        keys[0] = first;
        if (last == first)
            return Add(smallest, ref keys, 1);
        keys[1] = last;
        return Add(smallest, ref keys, 2);
    }

    /// <summary>Rolls the window over the tokens behind the first <see cref="Words"/> and lists the hashes under the threshold.</summary>
    /// <returns>How many there are.</returns>
    private static int Roll(ReadOnlySpan<ulong> tokens, ref ulong rolling, Span<ulong> under)
    {
        ref var oldest = ref MemoryMarshal.GetReference(tokens);
        ref var to = ref MemoryMarshal.GetReference(under);
        var sum = rolling;
        nint count = 0;
        foreach (var token in tokens[Words..])
        {
            // What leaves the window is subtracted before the product's chain, which is the longest dependence here.
            sum = (sum * Base) + (token - (oldest * Oldest));
            oldest = ref Unsafe.Add(ref oldest, 1);
            var hash = Hash64.Mix(sum);
            // Written whether it is kept or not: which are is nothing that a predictor can learn.
            Unsafe.Add(ref to, count) = hash;
            count += Unsafe.BitCast<bool, byte>(hash < Threshold);
        }

        rolling = sum;
        return (int)count;
    }

    /// <summary>The smallest hashes of all phrases, without regard to the threshold.</summary>
    private static SmallestKeys Smallest(ReadOnlySpan<ulong> tokens)
    {
        var kept = SmallestKeys.None;
        for (var i = 0; i + Words <= tokens.Length; i++)
        {
            var sum = 0ul;
            foreach (var token in tokens.Slice(i, Words))
                sum = (sum * Base) + token;
            kept.Add(Hash64.Mix(sum));
        }

        return kept;
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

    private static ulong Power(ulong value, int exponent)
    {
        var result = 1ul;
        for (var i = 0; i < exponent; i++)
            result *= value;
        return result;
    }
}
