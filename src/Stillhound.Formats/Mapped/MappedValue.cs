using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;
using Stillhound.Formats.Values;

namespace Stillhound.Formats.Mapped;

/// <summary>
/// Sets fields from logs whose types are not the native ones: in CSV everything is text, and exporters write numbers and
/// flags as strings.
/// </summary>
internal static class MappedValue
{
    public static FieldRead Set(ref Exchange exchange, NativeField field, JsonKind kind, JsonText value, TimeFormat time, TextScratch scratch)
    {
        if (field == NativeField.Time)
        {
            if (kind is JsonKind.String or JsonKind.Number && value.Raw.Length > 0)
                return time.TryRead(scratch.Text(value), out exchange.Time) ? FieldRead.Read : FieldRead.Ignored;
            return kind is JsonKind.Null or JsonKind.String ? FieldRead.Absent : FieldRead.Ignored;
        }

        if (field == NativeField.Tools && kind == JsonKind.String)
            return Tools(ref exchange, scratch.Text(value));
        if (kind == JsonKind.String && !value.Escaped)
            kind = Retype(field, ref value);
        return FieldValue.Set(ref exchange, field, kind, value, scratch);
    }

    private static JsonKind Retype(NativeField field, ref JsonText value)
    {
        var text = value.Raw.Trim((byte)' ');
        switch (field)
        {
            case NativeField.Turn or NativeField.MaxTokens or NativeField.N or NativeField.InputTokens or NativeField.OutputTokens
                or NativeField.ReasoningTokens or NativeField.CachedTokens or NativeField.Status or NativeField.LatencyMs
                or NativeField.Temperature or NativeField.TopP or NativeField.RttTcpMs or NativeField.RttTlsMs or NativeField.Asn:
                if (field == NativeField.Asn && text.Length > 2 && (text[0] | 0x20) == 'a' && (text[1] | 0x20) == 's')
                    text = text[2..];
                if (!NumberText.TryDouble(text, out _))
                    return JsonKind.String;
                value = new JsonText(text, escaped: false);
                return JsonKind.Number;
            case NativeField.Logprobs or NativeField.Stream:
                return Flag(text);
            default:
                return JsonKind.String;
        }
    }

    private static JsonKind Flag(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("1"u8) || Ascii.EqualsIgnoreCase(text, "true"u8) || Ascii.EqualsIgnoreCase(text, "yes"u8))
            return JsonKind.True;
        if (text.SequenceEqual("0"u8) || Ascii.EqualsIgnoreCase(text, "false"u8) || Ascii.EqualsIgnoreCase(text, "no"u8))
            return JsonKind.False;
        return JsonKind.String;
    }

    // Names in one cell, apart by blanks, commas, semicolons or bars.
    private static FieldRead Tools(ref Exchange exchange, ReadOnlySpan<byte> names)
    {
        exchange.ToolsKey = 0;
        exchange.ToolCount = 0;
        foreach (var range in names.SplitAny(" ,;|"u8))
        {
            var name = names[range];
            if (name.IsEmpty)
                continue;
            exchange.ToolsKey ^= Hash64.Of(name);
            exchange.ToolCount++;
        }

        return exchange.ToolCount > 0 ? FieldRead.Read : FieldRead.Absent;
    }
}
