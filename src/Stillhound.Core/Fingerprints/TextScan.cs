using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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

    /// <summary>Longest word that is hashed without a loop, in bytes.</summary>
    internal const int LongestShort = 16;

    private const ulong M0 = 0xA0761D6478BD642Ful;
    private const ulong M1 = 0xE7037ED1A0B428DBul;

    /// <summary>
    /// Appends the tokens of <paramref name="text"/> to <paramref name="tokens"/> until it is full.
    /// </summary>
    /// <param name="text">UTF-8; invalid sequences separate tokens.</param>
    /// <param name="folded">Scratch of at least <see cref="ScratchFor"/> the text's length.</param>
    /// <param name="tokens">Where tokens go.</param>
    /// <returns>Number of tokens written.</returns>
    public static int Tokenize(ReadOnlySpan<byte> text, Span<byte> folded, Span<ulong> tokens) =>
        folded.Length < ScratchFor(text.Length) ? UnicodeScan.TokenizeScalar(text, folded, tokens) : WordCutter.Cut(text, folded, tokens);

    /// <summary>
    /// Scratch that a text of a length needs: a few characters (U+023A) grow from two bytes to three when they are folded, a
    /// character that is a token gets separators, and whole vectors are written and read.
    /// </summary>
    public static int ScratchFor(int length) => (int)Math.Min(Array.MaxLength, (2 * (long)length) + 128);

    /// <summary>The token of a single word, for tables of words.</summary>
    public static ulong TokenOf(ReadOnlySpan<byte> word)
    {
        Span<byte> folded = stackalloc byte[ScratchFor(word.Length)];
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

    /// <summary>Folds a vector of ASCII; separators become 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<byte> Fold(Vector256<byte> bytes)
    {
        var lower = bytes | Vector256.Create((byte)0x20);
        var letter = Vector256.LessThan(lower - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        var digit = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        var underscore = Vector256.Equals(bytes, Vector256.Create((byte)'_'));
        return (letter & lower) | (digit & Vector256.Create((byte)'0')) | (underscore & bytes);
    }

    /// <summary>
    /// Hashes one folded word. Sixteen bytes are read from its start, which the scratch allows for; those past its end are
    /// masked off.
    /// </summary>
    internal static ulong HashWord(ref byte word, int length)
    {
        if (length > LongestShort)
        {
            var bytes = MemoryMarshal.CreateReadOnlySpan(ref word, length);
            return bytes.IndexOfAnyExcept((byte)'0') < 0 ? Number : Hash64.Of(bytes) | 1;
        }

        var hash = HashShort(ref word, length, out var first);
        return first == (byte)'0' && MemoryMarshal.CreateReadOnlySpan(ref word, length).IndexOfAnyExcept((byte)'0') < 0 ? Number : hash;
    }

    /// <summary>Hashes a word of at most <see cref="LongestShort"/> bytes that is no number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong HashShort(ref byte word, int length, out byte first)
    {
        // No branch on the length of short words: it is what a predictor cannot learn.
        var bits = length * 8;
        var rest = bits - 64;
        var a = Lowest(Load(ref word), bits);
        var b = Lowest(Load(ref Unsafe.Add(ref word, 8)), rest & ~(rest >> 31));
        first = (byte)a;
        return WideProduct.Fold(a ^ M0 ^ (uint)length, b ^ M1) | 1;
    }

    /// <summary>The lowest bits of a value; all of them from 64 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Lowest(ulong value, int bits) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(value, (uint)bits) : bits >= 64 ? value : value & ((1ul << bits) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte at) => Unsafe.ReadUnaligned<ulong>(ref at);
}
