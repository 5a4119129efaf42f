using System.Buffers;
using System.Runtime.CompilerServices;
using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// The output format that a prompt asks for, as one key: the set of tags (<c>&lt;answer&gt;</c>), fenced blocks and
/// bracketed block marks (<c>[[A]]</c>) that it names. Order and number do not matter.
/// </summary>
internal static class FormatMarkers
{
    private const int LongestTag = 32;
    private const int MostMarkers = 32;
    private static readonly SearchValues<byte> Openers = SearchValues.Create("<`["u8);

    /// <summary>Key of the markers in <paramref name="text"/>; 0 when it names none.</summary>
    [SkipLocalsInit]
    public static uint KeyOf(ReadOnlySpan<byte> text)
    {
        Span<ulong> seen = stackalloc ulong[MostMarkers];
        var count = 0;
        while (count < MostMarkers)
        {
            var at = text.IndexOfAny(Openers);
            if (at < 0 || at + 2 >= text.Length)
                break;
            var marker = Marker(text[at..], out var used);
            if (marker != 0 && !seen[..count].Contains(marker))
                seen[count++] = marker;
            text = text[(at + used)..];
        }

        var key = 0ul;
        foreach (var marker in seen[..count])
            key ^= marker;
        return ClientKeys.Fold(key);
    }

    private static ulong Marker(ReadOnlySpan<byte> text, out int used)
    {
        used = 1;
        switch (text[0])
        {
            case (byte)'<':
                var name = text[1] == (byte)'/' ? text[2..] : text[1..];
                var length = NameLength(name);
                if (length == 0 || length >= name.Length || name[length] is not ((byte)'>' or (byte)' ' or (byte)'/'))
                    return 0;
                used = 1 + length;
                return Hash64.Of(name[..length]);
            case (byte)'`':
                if (text.Length < 3 || text[1] != (byte)'`' || text[2] != (byte)'`')
                    return 0;
                used = 3 + NameLength(text[3..]);
                return Hash64.Mix(0x60);
            default:
                if (text[1] != (byte)'[')
                    return 0;
                used = 2 + NameLength(text[2..]);
                return Hash64.Of(text[..used]);
        }
    }

    private static int NameLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && length < LongestTag && (char.IsAsciiLetterOrDigit((char)text[length]) || text[length] is (byte)'_' or (byte)'-'))
            length++;
        return length;
    }
}
