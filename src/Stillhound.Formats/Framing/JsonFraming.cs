using System.Buffers;
using Stillhound.Formats.Json;

namespace Stillhound.Formats.Framing;

/// <summary>
/// JSON objects one after another, whatever stands between them: the elements of an array, or objects that run over
/// several lines. Only brackets and strings are followed; whether an object is JSON is for its reader to say.
/// </summary>
internal sealed class JsonFraming : IFraming
{
    public static readonly JsonFraming Instance = new();

    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"{}"u8);
    private static readonly SearchValues<byte> Filling = SearchValues.Create(" \t\r\n,[]}"u8);

    public int Cut(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        var cut = 0;
        while (TryNext(bytes, ref at, out _, out var whole) && whole)
            cut = at;
        return cut;
    }

    public bool Next(ReadOnlySpan<byte> chunk, ref int at, out Range record) => TryNext(chunk, ref at, out record, out _);

    private static bool TryNext(ReadOnlySpan<byte> bytes, ref int at, out Range record, out bool whole)
    {
        record = default;
        whole = false;
        var skip = bytes[at..].IndexOfAnyExcept(Filling);
        if (skip < 0)
        {
            at = bytes.Length;
            return false;
        }

        var start = at + skip;
        var end = bytes[start] == '{' ? ObjectEnd(bytes, start) : GarbageEnd(bytes, start);
        whole = end >= 0;
        at = whole ? end : bytes.Length;
        record = start..at;
        return true;
    }

    /// <summary>Index just past the object that starts at <paramref name="start"/>, or -1 when it does not end.</summary>
    public static int ObjectEnd(ReadOnlySpan<byte> bytes, int start)
    {
        var depth = 0;
        var at = start;
        while (true)
        {
            var found = bytes[at..].IndexOfAny(Marks);
            if (found < 0)
                return -1;
            at += found;
            switch (bytes[at++])
            {
                case (byte)'{':
                    depth++;
                    break;
                case (byte)'}':
                    if (--depth == 0)
                        return at;
                    break;
                default:
                    at = StringEnd(bytes, at);
                    if (at < 0)
                        return -1;
                    break;
            }
        }
    }

    private static int StringEnd(ReadOnlySpan<byte> bytes, int at)
    {
        while ((at = StringScan.Find(bytes, at)) < bytes.Length)
        {
            if (bytes[at] == '"')
                return at + 1;
            at += bytes[at] == '\\' ? 2 : 1;
        }

        return -1;
    }

    private static int GarbageEnd(ReadOnlySpan<byte> bytes, int start)
    {
        var length = bytes[start..].IndexOf((byte)'\n');
        return length < 0 ? -1 : start + length + 1;
    }

    public int SkipRecord(ReadOnlySpan<byte> bytes, ref SkipState state)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            var b = bytes[at];
            if (state.Escaped)
                state.Escaped = false;
            else if (state.InString && b == '\\')
                state.Escaped = true;
            else if (b == '"')
                state.InString = !state.InString;
            else if (!state.InString && b == '{')
                state.Depth++;
            else if (!state.InString && b == '}' && --state.Depth <= 0)
                return at + 1;
            else if (state.Depth == 0 && b == '\n')
                return at + 1;
        }

        return -1;
    }
}
