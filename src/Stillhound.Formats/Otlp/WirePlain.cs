using System.Text.Unicode;

namespace Stillhound.Formats.Otlp;

/// <summary>Writes a protobuf <c>AnyValue</c> as plain JSON.</summary>
internal static class WirePlain
{
    /// <returns>False when it is not one, not UTF-8, or nested too deep.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> value, PlainJson plain, int depth)
    {
        if (depth > OtlpValue.MaxDepth)
            return false;
        var wire = new WireCursor(value);
        var written = false;
        while (!written && wire.Next())
        {
            written = true;
            switch (wire.Field)
            {
                case 1 or 7 when wire.Type == WireType.Bytes:
                    if (!Utf8.IsValid(wire.Bytes))
                        return false;
                    plain.AddText(wire.Bytes);
                    break;
                case 2 when wire.Type == WireType.Varint:
                    plain.Add(wire.Number != 0 ? "true"u8 : "false"u8);
                    break;
                case 3 when wire.Type == WireType.Varint:
                    plain.Add((long)wire.Number);
                    break;
                case 4 when wire.Type == WireType.Fixed64:
                    plain.Add(BitConverter.UInt64BitsToDouble(wire.Number));
                    break;
                case 5 or 6 when wire.Type == WireType.Bytes:
                    if (!TryList(wire.Bytes, wire.Field == 6, plain, depth))
                        return false;
                    break;
                default:
                    written = false;
                    break;
            }
        }

        if (!written)
            plain.Add("null"u8);
        return !wire.Failed;
    }

    private static bool TryList(ReadOnlySpan<byte> list, bool isMap, PlainJson plain, int depth)
    {
        plain.Add(isMap ? (byte)'{' : (byte)'[');
        var wire = new WireCursor(list);
        var first = true;
        while (wire.Next())
        {
            if (wire.Field != 1 || wire.Type != WireType.Bytes)
                continue;
            if (!first)
                plain.Add((byte)',');
            first = false;
            if (!(isMap ? TryPair(wire.Bytes, plain, depth) : TryWrite(wire.Bytes, plain, depth + 1)))
                return false;
        }

        plain.Add(isMap ? (byte)'}' : (byte)']');
        return !wire.Failed;
    }

    private static bool TryPair(ReadOnlySpan<byte> pair, PlainJson plain, int depth)
    {
        ReadOnlySpan<byte> key = default;
        ReadOnlySpan<byte> value = default;
        var wire = new WireCursor(pair);
        while (wire.Next())
        {
            if (wire.Type == WireType.Bytes && wire.Field == 1)
                key = wire.Bytes;
            else if (wire.Type == WireType.Bytes && wire.Field == 2)
                value = wire.Bytes;
        }

        if (wire.Failed || !Utf8.IsValid(key))
            return false;
        plain.AddText(key);
        plain.Add((byte)':');
        return TryWrite(value, plain, depth + 1);
    }
}
