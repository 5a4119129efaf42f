using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Stillhound.Core.Fingerprints;

/// <summary>What a character is to the tokeniser.</summary>
internal enum CharacterKind : byte
{
    /// <summary>Ends a word.</summary>
    Separator,

    /// <summary>Goes on with a word.</summary>
    Letter,

    /// <summary>A token by itself.</summary>
    Ideograph,

    /// <summary>As if it were not there.</summary>
    Skip,
}

/// <summary>
/// Folds characters beyond ASCII. Those of two bytes (Latin, Greek, Cyrillic, Hebrew, Arabic) come from a table made once from
/// the definition, those of the large ideographic blocks are told by their range, and the others by the definition itself.
/// </summary>
internal static class UnicodeFold
{
    private const int FirstOfTable = 0x80;
    private const int EndOfTable = 0x800;

    // A folded character in UTF-8, its length in bits 32 to 39 and its kind above.
    private static readonly ulong[] TwoBytes = BuildTable();

    /// <summary>Takes one character and writes what it folds to.</summary>
    /// <param name="text">Starts with a byte that is not ASCII; may be no UTF-8.</param>
    /// <param name="into">At least as long as <paramref name="text"/>, plus 8.</param>
    /// <param name="used">Bytes of the character.</param>
    /// <param name="written">Bytes written; only letters and ideographs are.</param>
    public static CharacterKind Take(ReadOnlySpan<byte> text, Span<byte> into, out int used, out int written)
    {
        var lead = text[0];
        if (lead is >= 0xC2 and <= 0xDF && text.Length >= 2 && (text[1] & 0xC0) == 0x80)
        {
            used = 2;
            var entry = TwoBytes[(((lead & 0x1F) << 6) | (text[1] & 0x3F)) - FirstOfTable];
            BinaryPrimitives.WriteUInt32LittleEndian(into, (uint)entry);
            written = (byte)(entry >> 32);
            return (CharacterKind)(entry >> 40);
        }

        // U+4000 to U+8FFF, wholly within the ideographs; the definition decides for the blocks that are mixed.
        if (lead is >= 0xE4 and <= 0xE8 && text.Length >= 3 && (text[1] & 0xC0) == 0x80 && (text[2] & 0xC0) == 0x80)
        {
            text[..3].CopyTo(into);
            used = written = 3;
            return CharacterKind.Ideograph;
        }

        var valid = Rune.DecodeFromUtf8(text, out var rune, out used) == OperationStatus.Done;
        var kind = valid ? Classify(ref rune) : CharacterKind.Separator;
        written = kind is CharacterKind.Letter or CharacterKind.Ideograph ? rune.EncodeToUtf8(into) : 0;
        return kind;
    }

    /// <summary>The definition: what a character is, and what it folds to.</summary>
    public static CharacterKind Classify(ref Rune rune)
    {
        var value = rune.Value;
        if (value is >= 0xFF01 and <= 0xFF5E) // full-width forms of ASCII
            value = value - 0xFF01 + 0x21;
        if (value < 0x80)
        {
            var folded = TextScan.FoldByte((byte)value);
            rune = new Rune(folded);
            return folded == 0 ? CharacterKind.Separator : CharacterKind.Letter;
        }

        // What Unicode calls default ignorable.
        if (value is 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F)
            or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0
            or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF))
            return CharacterKind.Skip;
        if (value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF)
            or (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF))
            return CharacterKind.Ideograph; // Han, kana, Thai, Lao, Burmese, Khmer: written without spaces
        if (Rune.IsDigit(rune))
        {
            rune = new Rune('0');
            return CharacterKind.Letter;
        }

        if (!Rune.IsLetter(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            return CharacterKind.Separator;
        rune = Rune.ToLowerInvariant(rune);
        return CharacterKind.Letter;
    }

    private static ulong[] BuildTable()
    {
        var table = new ulong[EndOfTable - FirstOfTable];
        Span<byte> bytes = stackalloc byte[4];
        for (var value = FirstOfTable; value < EndOfTable; value++)
        {
            var rune = new Rune(value);
            var kind = Classify(ref rune);
            bytes.Clear();
            var length = kind is CharacterKind.Letter or CharacterKind.Ideograph ? rune.EncodeToUtf8(bytes) : 0;
            table[value - FirstOfTable] = BinaryPrimitives.ReadUInt32LittleEndian(bytes) | ((ulong)length << 32) | ((ulong)kind << 40);
        }

        return table;
    }
}
