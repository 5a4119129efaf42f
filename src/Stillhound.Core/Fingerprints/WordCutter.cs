using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// The tokeniser's fast form. A stretch of text is folded into scratch with a zero byte for every separator, the places where
/// words start and end are taken from a bit mask of it, and only then are the words hashed: three loops without a branch that
/// depends on how long a word is, which is what a predictor cannot learn.
/// </summary>
internal static class WordCutter
{
    private const int Stretch = 1024; // bytes of text folded at a time
    private const int Vector = 32;
    private const int Block = 64; // bits of a mask

    // A stretch ends within a vector, folds to at most twice its length, and begins and ends in the middle of blocks. Edges are
    // written by eights.
    private const int MostEdges = (2 * (Stretch + Vector)) + (4 * Block);

    /// <inheritdoc cref="TextScan.Tokenize"/>
    /// <remarks>The scratch must be as long as <see cref="TextScan.ScratchFor"/> says.</remarks>
    [SkipLocalsInit]
    public static int Cut(ReadOnlySpan<byte> text, Span<byte> folded, Span<ulong> tokens)
    {
        Span<int> edges = stackalloc int[MostEdges];
        ref var edge = ref MemoryMarshal.GetReference(edges);
        ref var scratch = ref MemoryMarshal.GetReference(folded);
        var count = 0;
        var open = 0; // 1 when a word is open, whose start is the first edge
        var at = 0; // in the text
        var filled = 0; // of the scratch
        var cut = 0; // blocks before this are cut
        while (at < text.Length)
        {
            Fold(text, ref at, folded, ref filled);
            var whole = filled - Block;
            if (at == text.Length)
            {
                // Zeros end the last word, if need be in a block of their own.
                Vector256<byte>.Zero.StoreUnsafe(ref scratch, (nuint)filled);
                Vector256<byte>.Zero.StoreUnsafe(ref scratch, (nuint)filled + Vector);
                whole = filled;
            }

            var found = open;
            for (; cut <= whole; cut += Block)
            {
                var mask = WordBytes(ref Unsafe.Add(ref scratch, cut));
                // Each change from one bit to the next starts or ends a word.
                var changes = mask ^ ((mask << 1) | (uint)open);
                open = (int)(mask >> (Block - 1));
                found = WriteEdges(changes, cut, ref edge, found);
            }

            var words = Math.Min(found >> 1, tokens.Length - count);
            HashWords(ref scratch, ref edge, tokens.Slice(count, words));
            count += words;
            if (count == tokens.Length)
                break;
            if (open != 0)
                edge = Unsafe.Add(ref edge, found - 1);
        }

        return count;
    }

    /// <summary>Folds a stretch of text behind what is <paramref name="filled"/>: ASCII by vectors, the rest a character at a time.</summary>
    [SkipLocalsInit]
    private static void Fold(ReadOnlySpan<byte> text, ref int at, Span<byte> folded, ref int filled)
    {
        Span<byte> tail = stackalloc byte[Vector];
        ref var scratch = ref MemoryMarshal.GetReference(folded);
        var from = at;
        var to = filled;
        var end = Math.Min(text.Length, from + Stretch);
        while (from < end)
        {
            scoped ref var source = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), from);
            var length = Vector;
            if (from + Vector > text.Length)
            {
                length = text.Length - from;
                tail.Clear();
                text[from..].CopyTo(tail);
                source = ref MemoryMarshal.GetReference(tail);
            }

            var bytes = Vector256.LoadUnsafe(ref source);
            TextScan.Fold(bytes).StoreUnsafe(ref scratch, (nuint)to);
            var foreign = bytes.ExtractMostSignificantBits();
            if (foreign == 0)
            {
                from += length;
                to += length;
                continue;
            }

            length = BitOperations.TrailingZeroCount(foreign);
            from += length;
            to += length;
            from += FoldForeign(text[from..], folded, ref to);
        }

        at = from;
        filled = to;
    }

    /// <summary>Folds one character that is not ASCII.</summary>
    /// <returns>Its bytes.</returns>
    private static int FoldForeign(ReadOnlySpan<byte> text, Span<byte> folded, ref int to)
    {
        var kind = UnicodeFold.Take(text, folded[to..], out var used, out var written);
        switch (kind)
        {
            case CharacterKind.Letter:
                to += written;
                break;
            case CharacterKind.Ideograph:
                if (to > 0 && folded[to - 1] != 0)
                {
                    UnicodeFold.Take(text, folded[(to + 1)..], out _, out _);
                    folded[to++] = 0;
                }

                to += written;
                folded[to++] = 0;
                break;
            case CharacterKind.Separator:
                folded[to++] = 0;
                break;
            default:
                break;
        }

        return used;
    }

    /// <summary>One bit a byte, set where it belongs to a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WordBytes(ref byte scratch)
    {
        var low = Vector256.Equals(Vector256.LoadUnsafe(ref scratch), Vector256<byte>.Zero).ExtractMostSignificantBits();
        var high = Vector256.Equals(Vector256.LoadUnsafe(ref scratch, Vector), Vector256<byte>.Zero).ExtractMostSignificantBits();
        return ~(low | ((ulong)high << 32));
    }

    /// <summary>Writes where bits are set, eight at a time whether there are so many or not; the next ones go over the surplus.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteEdges(ulong bits, int block, ref int edges, int found)
    {
        ref var to = ref Unsafe.Add(ref edges, found);
        found += BitOperations.PopCount(bits);
        while (bits != 0)
        {
            bits = WriteEdge(bits, block, ref to);
            bits = WriteEdge(bits, block, ref Unsafe.Add(ref to, 1));
            bits = WriteEdge(bits, block, ref Unsafe.Add(ref to, 2));
            bits = WriteEdge(bits, block, ref Unsafe.Add(ref to, 3));
            bits = WriteEdge(bits, block, ref Unsafe.Add(ref to, 4));
            bits = WriteEdge(bits, block, ref Unsafe.Add(ref to, 5));
            bits = WriteEdge(bits, block, ref Unsafe.Add(ref to, 6));
            bits = WriteEdge(bits, block, ref Unsafe.Add(ref to, 7));
            to = ref Unsafe.Add(ref to, 8);
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WriteEdge(ulong bits, int block, ref int to)
    {
        to = block + BitOperations.TrailingZeroCount(bits);
        return bits & (bits - 1);
    }

    [SkipLocalsInit]
    private static void HashWords(ref byte scratch, ref int edges, Span<ulong> tokens)
    {
        Span<int> rare = stackalloc int[MostEdges / 2];
        ref var to = ref MemoryMarshal.GetReference(rare);
        ref var edge = ref edges;
        nint count = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var start = edge;
            var length = Unsafe.Add(ref edge, 1) - start;
            tokens[i] = TextScan.HashShort(ref Unsafe.Add(ref scratch, (nint)(uint)start), length, out var first);
            // Numbers and long words are seen to below; a call here would have everything else wait in memory.
            Unsafe.Add(ref to, count) = i;
            count += Unsafe.BitCast<bool, byte>((length > TextScan.LongestShort) | (first == (byte)'0'));
            edge = ref Unsafe.Add(ref edge, 2);
        }

        foreach (var i in rare[..(int)count])
        {
            var start = Unsafe.Add(ref edges, 2 * i);
            tokens[i] = TextScan.HashWord(ref Unsafe.Add(ref scratch, start), Unsafe.Add(ref edges, (2 * i) + 1) - start);
        }
    }
}
