using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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

    private const int Block = 64;
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
        Ascii.IsValid(text) ? TokenizeAscii(text, folded, tokens) : UnicodeScan.Tokenize(text, folded, tokens);

    /// <summary>
    /// Scratch that a text of a length needs: a few characters (U+023A) grow from two bytes to three when they are folded, and
    /// whole vectors are written.
    /// </summary>
    public static int ScratchFor(int length) => (int)Math.Min(Array.MaxLength, length + ((long)length >> 1) + 64);

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

    private static int TokenizeAscii(ReadOnlySpan<byte> text, Span<byte> folded, Span<ulong> tokens)
    {
        ref var source = ref MemoryMarshal.GetReference(text);
        ref var target = ref MemoryMarshal.GetReference(folded);
        var count = 0;
        var wordStart = -1; // start of a word that runs over the block's end
        for (var block = 0; block < text.Length; block += Block)
        {
            ulong mask;
            if (block + Block <= text.Length)
            {
                mask = Fold(ref Unsafe.Add(ref source, block), ref Unsafe.Add(ref target, block))
                    | ((ulong)Fold(ref Unsafe.Add(ref source, block + 32), ref Unsafe.Add(ref target, block + 32)) << 32);
            }
            else
            {
                mask = FoldTail(text[block..], folded[block..]);
            }

            // Each change from one bit to the next starts or ends a word; the walk goes from change to change.
            var before = wordStart >= 0 ? 1ul : 0;
            var changes = mask ^ ((mask << 1) | before);
            if (before != 0 && changes != 0)
            {
                if (count == tokens.Length)
                    return count;
                var end = block + BitOperations.TrailingZeroCount(changes);
                tokens[count++] = HashWord(ref Unsafe.Add(ref target, wordStart), end - wordStart);
                changes &= changes - 1;
                wordStart = -1;
            }

            while (changes != 0)
            {
                var start = block + BitOperations.TrailingZeroCount(changes);
                changes &= changes - 1;
                if (changes == 0)
                {
                    wordStart = start; // goes on in the next block
                    break;
                }

                if (count == tokens.Length)
                    return count;
                var end = block + BitOperations.TrailingZeroCount(changes);
                changes &= changes - 1;
                tokens[count++] = HashWord(ref Unsafe.Add(ref target, start), end - start);
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

    [SkipLocalsInit]
    private static ulong FoldTail(ReadOnlySpan<byte> text, Span<byte> folded)
    {
        Span<byte> whole = stackalloc byte[Block];
        whole.Clear();
        text.CopyTo(whole);
        ref var source = ref MemoryMarshal.GetReference(whole);
        ref var target = ref MemoryMarshal.GetReference(folded);
        var low = Fold(ref source, ref target);
        return low | (text.Length <= 32 ? 0 : (ulong)Fold(ref Unsafe.Add(ref source, 32), ref Unsafe.Add(ref target, 32)) << 32);
    }

    /// <summary>
    /// Hashes one folded word. Sixteen bytes are read from its start, which the scratch allows for; those past its end are
    /// masked off.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong HashWord(ref byte word, int length)
    {
        if (length > 16)
            return HashLong(MemoryMarshal.CreateReadOnlySpan(ref word, length));

        // No branch on the length of short words: it is what a predictor cannot learn.
        var inFirst = Mask(Math.Min(length, 8));
        var a = Load(ref word) & inFirst;
        var b = Load(ref Unsafe.Add(ref word, 8)) & Mask(Math.Max(length - 8, 0));
        // All zeros of the folded form: digits alone. The second half is empty or all zeros too.
        if (a == (0x3030303030303030ul & inFirst) && b == (0x3030303030303030ul & Mask(Math.Max(length - 8, 0))))
            return Number;
        var high = Math.BigMul(a ^ M0 ^ (ulong)length, b ^ M1, out var low);
        return (high ^ low) | 1;
    }

    private static ulong HashLong(ReadOnlySpan<byte> word) =>
        word.IndexOfAnyExcept((byte)'0') < 0 ? Number : Hash64.Of(word) | 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(int bytes) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(ulong.MaxValue, (ulong)(bytes * 8)) : bytes >= 8 ? ulong.MaxValue : (1ul << (bytes * 8)) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte at) => Unsafe.ReadUnaligned<ulong>(ref at);
}
