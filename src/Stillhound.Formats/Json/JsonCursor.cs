using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Stillhound.Formats.Json;

/// <summary>
/// A strict forward reader over one JSON text. It accepts what RFC 8259 accepts, up to <see cref="MaxDepth"/> levels,
/// and unlike <c>Utf8JsonReader</c> says no by a result instead of an exception: a log may be hostile in every line.
/// UTF-8 is not checked here; the caller has checked the whole text.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    /// <summary>Levels of nesting that may be skipped below the value where skipping starts.</summary>
    public const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;

    /// <summary>Where the next byte is read, or where reading failed.</summary>
    public readonly int Position => _at;

    /// <summary>Whether the text turned out not to be JSON. Nothing more can be read then.</summary>
    public bool Failed { get; private set; }

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(_json), _at), _json.Length - _at);
    }

    /// <summary>Steps over bytes of <see cref="Rest"/> that the caller knows to be a separator, a name and its colon.</summary>
    public void Advance(int length) => _at += length;

    /// <summary>Reads a scalar wholly, or the opening bracket of a container.</summary>
    public JsonKind ReadValue(out JsonText text)
    {
        var first = SkipSpace();
        if (first == '"')
            return ReadString(out text) ? JsonKind.String : JsonKind.Invalid;
        text = default;
        switch (first)
        {
            case (byte)'{':
                _at++;
                return JsonKind.Object;
            case (byte)'[':
                _at++;
                return JsonKind.Array;
            case (byte)'t':
                return Literal("true"u8, JsonKind.True);
            case (byte)'f':
                return Literal("false"u8, JsonKind.False);
            case (byte)'n':
                return Literal("null"u8, JsonKind.Null);
            default:
                var length = JsonNumber.Measure(_json, _at);
                if (length == 0)
                {
                    Fail();
                    return JsonKind.Invalid;
                }

                text = new JsonText(_json.Slice(_at, length), escaped: false);
                _at += length;
                return JsonKind.Number;
        }
    }

    /// <summary>Moves to the next member of the object just entered and reads its name up to the colon.</summary>
    /// <returns>False at the end of the object, or on failure.</returns>
    public bool NextMember(ref bool first, out JsonText name)
    {
        name = default;
        var next = SkipSpace();
        if (next == '}')
        {
            _at++;
            return false;
        }

        if (!first)
        {
            if (next != ',')
                return Fail();
            _at++;
            next = SkipSpace();
        }

        first = false;
        if (next != '"')
            return Fail();
        if (!ReadString(out name))
            return false;
        if (SkipSpace() != ':')
            return Fail();
        _at++;
        return true;
    }

    /// <summary>Moves to the next element of the array just entered.</summary>
    /// <returns>False at the end of the array, or on failure.</returns>
    public bool NextElement(ref bool first)
    {
        var next = SkipSpace();
        if (next == ']')
        {
            _at++;
            return false;
        }

        if (!first)
        {
            if (next != ',')
                return Fail();
            _at++;
        }

        first = false;
        return true;
    }

    /// <summary>Skips one value of any kind, checking it.</summary>
    public bool SkipValue()
    {
        var kind = ReadValue(out _);
        return kind is JsonKind.Object or JsonKind.Array ? SkipRest(kind) : !Failed;
    }

    /// <summary>Skips the rest of the container whose opening bracket was just read, checking it.</summary>
    public bool SkipRest(JsonKind container)
    {
        // One bit a level, lowest is the innermost: set for an object.
        ulong levels = container == JsonKind.Object ? 1u : 0u;
        var depth = 1;
        var first = true;
        while (true)
        {
            var inObject = (levels & 1) != 0;
            var more = inObject ? NextMember(ref first, out _) : NextElement(ref first);
            if (Failed)
                return false;
            if (!more)
            {
                if (--depth == 0)
                    return true;
                levels >>= 1;
                first = false;
                continue;
            }

            var kind = ReadValue(out _);
            if (kind == JsonKind.Invalid)
                return false;
            if (kind is JsonKind.Object or JsonKind.Array)
            {
                if (++depth > MaxDepth)
                    return Fail();
                levels = (levels << 1) | (kind == JsonKind.Object ? 1u : 0u);
                first = true;
            }
        }
    }

    /// <summary>Whether nothing but white space is left.</summary>
    public bool AtEnd()
    {
        SkipSpace();
        return _at == _json.Length;
    }

    /// <summary>Whether it has no text at all.</summary>
    public readonly bool IsNone => _json.IsEmpty;

    /// <summary>Whether an object comes next; moves to its opening bracket.</summary>
    public bool AtObject() => SkipSpace() == '{';

    /// <summary>Everything from <paramref name="start"/> to the current position, as it stands in the text.</summary>
    public readonly ReadOnlySpan<byte> Since(int start) => _json[start.._at];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte SkipSpace()
    {
        // Most logs are compact or have one space after a separator.
        while ((uint)_at < (uint)_json.Length)
        {
            var b = _json[_at];
            if (b > ' ')
                return b;
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return 0;
            _at++;
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool ReadString(out JsonText text)
    {
        var start = _at + 1;
        var end = StringScan.FindNear(_json, start);
        if ((uint)end < (uint)_json.Length && _json[end] == '"')
        {
            text = new JsonText(_json[start..end], escaped: false);
            _at = end + 1;
            return true;
        }

        return ReadEscapedString(start, end, out text);
    }

    private bool ReadEscapedString(int start, int at, out JsonText text)
    {
        text = default;
        while ((uint)at < (uint)_json.Length)
        {
            var b = _json[at];
            if (b == '"')
            {
                text = new JsonText(_json[start..at], escaped: true);
                _at = at + 1;
                return true;
            }

            var length = b == '\\' ? JsonEscape.Measure(_json[at..]) : 0;
            if (length == 0)
                break;
            at = StringScan.Find(_json, at + length);
        }

        _at = Math.Min(at, _json.Length);
        return Fail();
    }

    private JsonKind Literal(ReadOnlySpan<byte> word, JsonKind kind)
    {
        if (!_json[_at..].StartsWith(word))
        {
            Fail();
            return JsonKind.Invalid;
        }

        _at += word.Length;
        return kind;
    }

    private bool Fail()
    {
        Failed = true;
        return false;
    }
}
