using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// The tokeniser for text that is not pure ASCII. Runs of ASCII between other characters are folded a vector at a time; the
/// others are looked up by <see cref="UnicodeFold"/>.
/// </summary>
internal static class UnicodeScan
{
    private const int Block = 32;

    /// <inheritdoc cref="TextScan.Tokenize"/>
    /// <remarks>With too little scratch it falls back to checked writes.</remarks>
    public static int Tokenize(ReadOnlySpan<byte> text, Span<byte> folded, Span<ulong> tokens)
    {
        if (folded.Length < TextScan.ScratchFor(text.Length))
            return TokenizeScalar(text, folded, tokens);
        var count = 0;
        var word = 0; // bytes of the word so far, at the start of the scratch
        ref var scratch = ref MemoryMarshal.GetReference(folded);
        while (!text.IsEmpty && count < tokens.Length)
        {
            var ascii = TakeAscii(text, ref scratch, ref word, tokens, ref count);
            text = text[ascii..];
            if (ascii == Block || text.IsEmpty)
                continue;
            var kind = UnicodeFold.Take(text, folded[word..], out var used, out var written);
            text = text[used..];
            if (kind == CharacterKind.Letter)
            {
                word += written;
                continue;
            }

            if (kind == CharacterKind.Skip)
                continue;
            if (word > 0 && count < tokens.Length)
                tokens[count++] = TextScan.HashWord(ref scratch, word);
            if (kind == CharacterKind.Ideograph && count < tokens.Length)
                tokens[count++] = TextScan.HashWord(ref Unsafe.Add(ref scratch, word), written);
            word = 0;
        }

        if (word > 0 && count < tokens.Length)
            tokens[count++] = TextScan.HashWord(ref scratch, word);
        return count;
    }

    /// <summary>The definition, a code point at a time: the twin that the fast one is tested against.</summary>
    public static int TokenizeScalar(ReadOnlySpan<byte> text, Span<byte> folded, Span<ulong> tokens)
    {
        var count = 0;
        var word = 0;
        ref var scratch = ref MemoryMarshal.GetReference(folded);
        while (!text.IsEmpty && count < tokens.Length)
        {
            var valid = Rune.DecodeFromUtf8(text, out var rune, out var used) == OperationStatus.Done;
            text = text[used..];
            var kind = valid ? UnicodeFold.Classify(ref rune) : CharacterKind.Separator;
            if (kind == CharacterKind.Letter)
            {
                word += rune.EncodeToUtf8(folded[word..]);
                continue;
            }

            if (kind == CharacterKind.Skip)
                continue;
            if (word > 0)
            {
                tokens[count++] = TextScan.HashWord(ref scratch, word);
                word = 0;
            }

            if (kind == CharacterKind.Ideograph && count < tokens.Length)
                tokens[count++] = TextScan.HashWord(ref scratch, rune.EncodeToUtf8(folded));
        }

        if (word > 0 && count < tokens.Length)
            tokens[count++] = TextScan.HashWord(ref scratch, word);
        return count;
    }

    /// <summary>
    /// Takes the ASCII that the text starts with, at most a block of it. It is folded right behind the word so far, so that a
    /// run at its start goes on with that word and one at its end becomes the new one.
    /// </summary>
    /// <returns>Bytes taken.</returns>
    [SkipLocalsInit]
    private static int TakeAscii(ReadOnlySpan<byte> text, ref byte scratch, ref int word, Span<ulong> tokens, ref int count)
    {
        Span<byte> tail = stackalloc byte[Block];
        scoped ref var source = ref MemoryMarshal.GetReference(text);
        var length = Block;
        if (text.Length < Block)
        {
            length = text.Length;
            tail.Clear();
            text.CopyTo(tail);
            source = ref MemoryMarshal.GetReference(tail);
        }

        var foreign = Vector256.LoadUnsafe(ref source).ExtractMostSignificantBits();
        length = Math.Min(length, BitOperations.TrailingZeroCount(foreign));
        if (length == 0)
            return 0;
        var mask = TextScan.Fold(ref source, ref Unsafe.Add(ref scratch, word));
        if (length < Block)
            mask &= (1u << length) - 1;
        var start = 0; // of the word, from the start of the scratch
        var open = word > 0;
        var at = 0;
        while (true)
        {
            if (!open)
            {
                var rest = at < Block ? mask >> at : 0;
                if (rest == 0)
                {
                    word = 0;
                    return length;
                }

                at += BitOperations.TrailingZeroCount(rest);
                start = word + at;
                open = true;
            }

            var gap = at < Block ? ~mask >> at : 0;
            at += gap == 0 ? Block - at : BitOperations.TrailingZeroCount(gap);
            if (at >= length)
                break;
            if (count == tokens.Length)
                return length;
            tokens[count++] = TextScan.HashWord(ref Unsafe.Add(ref scratch, start), word + at - start);
            open = false;
        }

        var left = word + length - start;
        if (start > 0)
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref scratch, start), left).CopyTo(MemoryMarshal.CreateSpan(ref scratch, left));
        word = left;
        return length;
    }
}
