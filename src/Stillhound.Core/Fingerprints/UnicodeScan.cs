using System.Runtime.InteropServices;
using System.Text;

namespace Stillhound.Core.Fingerprints;

/// <summary>The tokeniser for text that is not pure ASCII: one code point at a time.</summary>
internal static class UnicodeScan
{
    /// <inheritdoc cref="TextScan.Tokenize"/>
    public static int Tokenize(ReadOnlySpan<byte> text, Span<byte> folded, Span<ulong> tokens)
    {
        var count = 0;
        var word = 0; // bytes of the word so far, at the start of the scratch
        ref var scratch = ref MemoryMarshal.GetReference(folded);
        while (!text.IsEmpty && count < tokens.Length)
        {
            var valid = Rune.DecodeFromUtf8(text, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            text = text[used..];
            var kind = valid ? Classify(ref rune) : Kind.Separator;
            if (kind == Kind.Letter)
            {
                word += rune.EncodeToUtf8(folded[word..]);
                continue;
            }

            if (kind == Kind.Skip)
                continue;
            if (word > 0)
            {
                tokens[count++] = TextScan.HashWord(ref scratch, word);
                word = 0;
            }

            if (kind == Kind.Ideograph && count < tokens.Length)
                tokens[count++] = TextScan.HashWord(ref scratch, rune.EncodeToUtf8(folded));
        }

        if (word > 0 && count < tokens.Length)
            tokens[count++] = TextScan.HashWord(ref scratch, word);
        return count;
    }

    private enum Kind
    {
        Separator,
        Letter,
        Ideograph,
        Skip,
    }

    private static Kind Classify(ref Rune rune)
    {
        var value = rune.Value;
        if (value is >= 0xFF01 and <= 0xFF5E) // full-width forms of ASCII
            value = value - 0xFF01 + 0x21;
        if (value < 0x80)
        {
            var folded = TextScan.FoldByte((byte)value);
            rune = new Rune(folded);
            return folded == 0 ? Kind.Separator : Kind.Letter;
        }

        // What Unicode calls default ignorable.
        if (value is 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F)
            or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0
            or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF))
            return Kind.Skip;
        if (value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF)
            or (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF))
            return Kind.Ideograph; // Han, kana, Thai, Lao, Burmese, Khmer: written without spaces
        if (Rune.IsDigit(rune))
        {
            rune = new Rune('0');
            return Kind.Letter;
        }

        if (!Rune.IsLetter(rune) && Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark))
            return Kind.Separator;
        rune = Rune.ToLowerInvariant(rune);
        return Kind.Letter;
    }
}
