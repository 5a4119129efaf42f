using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// Tells the script of a text by its first few hundred bytes. Text of ASCII alone costs one vectorised look. Code, names and
/// markup are Latin everywhere, so another script wins from a quarter of the Latin letters on.
/// </summary>
internal static class ScriptScan
{
    private const int MostBytes = 384;
    private const int LatinPerOther = 4;
    private const int HanPerKana = 6;

    /// <summary>The script of <paramref name="text"/>, UTF-8; what is not valid is skipped.</summary>
    public static Script Of(ReadOnlySpan<byte> text)
    {
        text = text[..Math.Min(text.Length, MostBytes)];
        var first = text.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        if (first < 0)
            return text.IndexOfAnyInRange((byte)'A', (byte)'z') < 0 ? Script.None : Script.Latin;
        return Count(text, first);
    }

    [SkipLocalsInit]
    private static Script Count(ReadOnlySpan<byte> text, int first)
    {
        Span<int> letters = stackalloc int[Scripts.Count + 1];
        letters.Clear();
        letters[(int)Script.Latin] = first; // near enough: nothing depends on blanks
        CountLetters(text, first, letters);
        var best = Script.Greek;
        for (var script = Script.Greek; script <= Script.Other; script++)
        {
            if (letters[(int)script] > letters[(int)best])
                best = script;
        }

        var latin = letters[(int)Script.Latin] + letters[(int)Script.MarkedLatin];
        if (letters[(int)best] == 0 || letters[(int)best] * LatinPerOther < latin)
            return letters[(int)Script.MarkedLatin] > 0 ? Script.MarkedLatin : latin > 0 ? Script.Latin : Script.None;
        return best == Script.Han && letters[(int)Script.Japanese] * HanPerKana >= letters[(int)Script.Han] ? Script.Japanese : best;
    }

    /// <summary>ASCII letters a vector at a time, and one by one the bytes with which other characters begin.</summary>
    [SkipLocalsInit]
    private static void CountLetters(ReadOnlySpan<byte> text, int from, Span<int> letters)
    {
        Span<byte> tail = stackalloc byte[Vector256<byte>.Count];
        for (var at = from; at < text.Length; at += Vector256<byte>.Count)
        {
            var rest = text[at..];
            if (rest.Length < Vector256<byte>.Count)
            {
                tail.Clear();
                rest.CopyTo(tail);
            }

            var bytes = Vector256.Create<byte>(rest.Length < Vector256<byte>.Count ? tail : rest);
            var letter = Vector256.LessThan((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
            letters[(int)Script.Latin] += BitOperations.PopCount(letter.ExtractMostSignificantBits());
            var leads = Vector256.GreaterThanOrEqual(bytes, Vector256.Create((byte)0xC2)).ExtractMostSignificantBits();
            for (; leads != 0; leads &= leads - 1)
            {
                var lead = at + BitOperations.TrailingZeroCount(leads);
                letters[(int)Lead(text[lead], lead + 1 < text.Length ? text[lead + 1] : (byte)0x80)]++;
            }
        }
    }

    /// <summary>The script of the character that two bytes begin; <see cref="Script.None"/> for what is no letter.</summary>
    private static Script Lead(byte lead, byte next) => lead switch
    {
        0xC2 => Script.None,
        0xC3 when next is 0x97 or 0xB7 => Script.None, // times and divided
        <= 0xC9 => Script.MarkedLatin,
        <= 0xCC => Script.None, // modifiers and marks
        0xCD => next >= 0xB0 ? Script.Greek : Script.None,
        <= 0xCF => Script.Greek,
        <= 0xD3 => Script.Cyrillic,
        0xD4 => next < 0xB0 ? Script.Cyrillic : Script.Other,
        0xD5 => Script.Other,
        0xD6 => next < 0x90 ? Script.Other : Script.Hebrew,
        0xD7 => Script.Hebrew,
        <= 0xDF => Script.Arabic,
        0xE0 => next < 0xA4 ? Script.Other : next < 0xB8 ? Script.Indic : Script.SoutheastAsian,
        0xE1 => next switch { 0x80 or 0x81 or 0x82 => Script.SoutheastAsian, >= 0x84 and <= 0x87 => Script.Korean, 0x9E or 0x9F => Script.SoutheastAsian, >= 0xB8 and <= 0xBB => Script.MarkedLatin, _ => Script.Other },
        0xE2 => Script.None, // punctuation and signs
        0xE3 => next switch { 0x80 => Script.None, >= 0x81 and <= 0x83 => Script.Japanese, >= 0x90 => Script.Han, _ => Script.None },
        <= 0xE9 => Script.Han,
        0xEA => next < 0xB0 ? Script.Other : Script.Korean,
        <= 0xED => Script.Korean,
        0xEF => next is >= 0xA4 and <= 0xAB ? Script.Han : Script.None,
        0xF0 => next >= 0xA0 ? Script.Han : Script.None, // below are pictures and rare scripts
        _ => Script.None,
    };
}
