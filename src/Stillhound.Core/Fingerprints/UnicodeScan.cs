using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Stillhound.Core.Fingerprints;

/// <summary>The tokeniser's scalar form, which defines what tokens are: <see cref="WordCutter"/> is tested against it.</summary>
internal static class UnicodeScan
{
    /// <summary>Takes a code point at a time. With too little scratch its writes are checked and throw.</summary>
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
}
