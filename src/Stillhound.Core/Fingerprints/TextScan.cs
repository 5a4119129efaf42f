using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// Turns text into token hashes. A token is a run of letters, digits and underscores, folded to lower case with every
/// digit as one class (a token of digits alone is the number token, however long); in scripts without spaces each
/// character is a token. Characters of no width are skipped and full-width forms are folded, so that they do not break
/// a phrase that looks the same.
/// </summary>
internal static class TextScan
{
    /// <summary>Token of any number.</summary>
    public const ulong Number = 0x9E3779B97F4A7C15ul;

    private const ulong M0 = 0xA0761D6478BD642Ful;
    private const ulong M1 = 0xE7037ED1A0B428DBul;

    /// <summary>
    /// Appends the tokens of <paramref name="text"/> to <paramref name="tokens"/> until it is full.
    /// </summary>
    /// <param name="text">UTF-8; invalid sequences separate tokens.</param>
    /// <param name="folded">Scratch of at least the text's length plus 64 bytes.</param>
    /// <param name="tokens">Where tokens go.</param>
    /// <returns>Number of tokens written.</returns>
    public static int Tokenize(ReadOnlySpan<byte> text, Span<byte> folded, Span<ulong> tokens) =>
        Ascii.IsValid(text) ? TokenizeAscii(text, folded, tokens) : UnicodeScan.Tokenize(text, folded, tokens);

    /// <summary>The token of a single word, for tables of words.</summary>
    public static ulong TokenOf(ReadOnlySpan<byte> word)
    {
        Span<byte> folded = stackalloc byte[word.Length + 64];
        Span<ulong> tokens = stackalloc ulong[8];
        return Tokenize(word, folded, tokens) == 0 ? 0 : tokens[0];
    }

    /// <summary>Scalar twin of <see cref="Fold"/>: one ASCII byte to its folded form; 0 for a separator.</summary>
    public static byte FoldByte(byte value) => value switch
    {
        >= (byte)'A' and <= (byte)'Z' => (byte)(value | 0x20),
        >= (byte)'a' and <= (byte)'z' or (byte)'_' => value,
        >= (byte)'0' and <= (byte)'9' => (byte)'0',
        _ => 0,
    };

    private static int TokenizeAscii(ReadOnlySpan<byte> text, Span<byte> folded, Span<ulong> tokens)
    {
        ref var source = ref MemoryMarshal.GetReference(text);
        ref var target = ref MemoryMarshal.GetReference(folded);
        var count = 0;
        var wordStart = -1; // start of a word that runs over the block's end
        for (var block = 0; block < text.Length; block += 32)
        {
            uint mask;
            if (block + 32 <= text.Length)
                mask = Fold(ref Unsafe.Add(ref source, block), ref Unsafe.Add(ref target, block));
            else
                mask = FoldTail(text[block..], folded[block..]);

            // Walk the runs of set bits; each run is a word or a part of one.
            var at = 0;
            while (true)
            {
                if (wordStart < 0)
                {
                    var rest = at < 32 ? mask >> at : 0;
                    if (rest == 0)
                        break;
                    at += BitOperations.TrailingZeroCount(rest);
                    wordStart = block + at;
                }

                var gap = at < 32 ? ~mask >> at : 0;
                var length = gap == 0 ? 32 - at : BitOperations.TrailingZeroCount(gap);
                at += length;
                if (at >= 32)
                    break; // the word may go on in the next block
                if (count == tokens.Length)
                    return count;
                tokens[count++] = HashWord(ref Unsafe.Add(ref target, wordStart), block + at - wordStart);
                wordStart = -1;
            }
        }

        if (wordStart >= 0 && count < tokens.Length)
            tokens[count++] = HashWord(ref Unsafe.Add(ref target, wordStart), text.Length - wordStart);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Fold(ref byte source, ref byte target)
    {
        var bytes = Vector256.LoadUnsafe(ref source);
        var lower = bytes | Vector256.Create((byte)0x20);
        var letter = Vector256.LessThan(lower - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        var digit = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        var underscore = Vector256.Equals(bytes, Vector256.Create((byte)'_'));
        var folded = Vector256.ConditionalSelect(letter, lower, bytes);
        folded = Vector256.ConditionalSelect(digit, Vector256.Create((byte)'0'), folded);
        folded.StoreUnsafe(ref target);
        return (letter | digit | underscore).ExtractMostSignificantBits();
    }

    private static uint FoldTail(ReadOnlySpan<byte> text, Span<byte> folded)
    {
        uint mask = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var value = FoldByte(text[i]);
            folded[i] = value;
            if (value != 0)
                mask |= 1u << i;
        }

        return mask;
    }

    /// <summary>
    /// Hashes one folded word. Eight bytes may be read past its end, which the scratch allows for; they are masked off.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong HashWord(ref byte word, int length)
    {
        ulong a, b;
        if (length <= 8)
        {
            a = Load(ref word) & Mask(length);
            if (a == (0x3030303030303030ul & Mask(length)))
                return Number;
            b = 0;
        }
        else if (length <= 16)
        {
            a = Load(ref word);
            b = Load(ref Unsafe.Add(ref word, 8)) & Mask(length - 8);
        }
        else
        {
            return HashLong(MemoryMarshal.CreateReadOnlySpan(ref word, length));
        }

        var high = Math.BigMul(a ^ M0 ^ (ulong)length, b ^ M1, out var low);
        return (high ^ low) | 1;
    }

    private static ulong HashLong(ReadOnlySpan<byte> word) =>
        word.IndexOfAnyExcept((byte)'0') < 0 ? Number : Hash64.Of(word) | 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(int bytes) => bytes >= 8 ? ulong.MaxValue : (1ul << (bytes * 8)) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte at) => Unsafe.ReadUnaligned<ulong>(ref at);
}
