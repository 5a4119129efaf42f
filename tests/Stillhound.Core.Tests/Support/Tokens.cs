using System.Text;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Tests.Support;

internal static class Tokens
{
    public static ulong[] Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static ulong[] Of(ReadOnlySpan<byte> text, int most = 4096) => Of(text, most, out _);

    /// <summary>Scratch is filled with rubbish first: what an earlier prompt left there must not matter.</summary>
    public static ulong[] Of(ReadOnlySpan<byte> text, int most, out byte[] scratch)
    {
        scratch = new byte[TextScan.ScratchFor(text.Length)];
        Array.Fill(scratch, (byte)'x');
        var tokens = new ulong[most];
        var count = TextScan.Tokenize(text, scratch, tokens);
        return tokens[..count];
    }

    /// <summary>Tokens of words that are all different: uniform 64-bit numbers, odd as those of the tokeniser.</summary>
    public static ulong[] Random(Random random, int count)
    {
        var tokens = new ulong[count];
        for (var i = 0; i < count; i++)
            tokens[i] = ((ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 32)) | 1;
        return tokens;
    }
}
