using System.Text;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;
using Stillhound.Formats.Values;

namespace Stillhound.Formats.Facts;

/// <summary>The scalar members of one small JSON object, by name. Of a name that occurs twice the last counts.</summary>
internal sealed class FactMembers
{
    // Longer values are no name, hash or date, and would let one line hold much memory for as long as its account lives.
    private const int MaxTextBytes = 1024;
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly TextScratch _scratch = new();

    public RejectReason Read(ReadOnlySpan<byte> record)
    {
        _texts.Clear();
        _scratch.Reset(record.Length);
        var json = new JsonCursor(record);
        var kind = json.ReadValue(out _);
        if (kind == JsonKind.Object)
            ReadMembers(ref json);
        else if (kind == JsonKind.Array)
            json.SkipRest(kind);
        if (json.Failed || !json.AtEnd())
            return RejectReason.NotJson;
        return kind == JsonKind.Object ? RejectReason.None : RejectReason.NotAnObject;
    }

    /// <summary>The text of a string, or the digits of a number; null when absent or empty.</summary>
    public string? Text(string name) => _texts.GetValueOrDefault(name);

    /// <summary>A moment, as exchanges write it.</summary>
    public DateTimeOffset? Time(string name, out bool unreadable)
    {
        unreadable = false;
        if (Text(name) is not { } text)
            return null;
        var bytes = Encoding.UTF8.GetBytes(text);
        unreadable = !InstantText.TryIso(bytes, out var unixMs) && !InstantText.TryEpoch(bytes, out unixMs);
        return unreadable ? null : DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
    }

    private void ReadMembers(ref JsonCursor json)
    {
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var name = _scratch.Text(member);
            var kind = json.ReadValue(out var text);
            if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
            var value = kind is JsonKind.String or JsonKind.Number ? _scratch.Text(text) : default;
            if (name.Length > MaxTextBytes)
                continue;
            if (value.Length is 0 or > MaxTextBytes)
                _texts.Remove(Encoding.UTF8.GetString(name));
            else
                _texts[Encoding.UTF8.GetString(name)] = Encoding.UTF8.GetString(value);
        }
    }
}
