using System.Text;

namespace Stillhound.Formats.Enrichment.Mmdb;

/// <summary>
/// A whole record as objects: dictionaries, lists, texts, numbers. For people and tests; a scan never needs it. What is
/// made is bounded, since a small file of pointers to maps of pointers can stand for more than any memory holds.
/// </summary>
internal static class MmdbDecoder
{
    private const int MostDepth = 64;
    private const int MostValues = 1 << 20;

    /// <summary>Decodes a value with everything below it.</summary>
    /// <exception cref="MmdbException">It is malformed, deeper than 64 levels, or of more than a million values.</exception>
    public static object Decode(MmdbValue value)
    {
        var left = MostValues;
        return Decode(value, 0, ref left, out _);
    }

    private static object Decode(MmdbValue value, int depth, ref int left, out int end)
    {
        if (depth > MostDepth)
            throw new MmdbException($"the data is nested deeper than {MostDepth} levels");
        if (--left < 0)
            throw new MmdbException($"the record holds more than {MostValues} values");
        end = -1;
        return value.Kind switch
        {
            MmdbKind.Text => Encoding.UTF8.GetString(value.Bytes),
            MmdbKind.Bytes => value.Bytes.ToArray(),
            MmdbKind.Double => value.AsDouble(),
            MmdbKind.Float => (float)value.AsDouble(),
            MmdbKind.UInt16 => (ushort)value.AsUInt128(),
            MmdbKind.UInt32 => (uint)value.AsUInt128(),
            MmdbKind.UInt64 => (ulong)value.AsUInt128(),
            MmdbKind.UInt128 => value.AsUInt128(),
            MmdbKind.Int32 => value.AsInt32(),
            MmdbKind.Boolean => value.IsTrue,
            MmdbKind.Array => Items(value, depth, ref left, out end),
            _ => Entries(value, depth, ref left, out end),
        };
    }

    private static List<object> Items(MmdbValue value, int depth, ref int left, out int at)
    {
        var items = new List<object>();
        at = value.Start;
        for (var i = 0; i < value.Count; i++)
            items.Add(Next(value.Section, ref at, depth, ref left));
        return items;
    }

    private static Dictionary<string, object> Entries(MmdbValue value, int depth, ref int left, out int at)
    {
        var entries = new Dictionary<string, object>(StringComparer.Ordinal);
        at = value.Start;
        for (var i = 0; i < value.Count; i++)
        {
            if (Next(value.Section, ref at, depth, ref left) is not string key)
                throw new MmdbException($"a key of the map at byte {value.Start} of the data is no text");
            entries[key] = Next(value.Section, ref at, depth, ref left);
        }

        return entries;
    }

    private static object Next(ReadOnlySpan<byte> section, ref int at, int depth, ref int left)
    {
        var item = MmdbValue.At(section, at, out var end);
        var decoded = Decode(item, depth + 1, ref left, out var inside);
        // A container that stands here ends where its last entry does; one behind a pointer ends elsewhere.
        at = end >= 0 ? end : inside;
        return decoded;
    }
}
