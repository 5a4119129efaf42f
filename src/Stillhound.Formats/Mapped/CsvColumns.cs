using System.Text;
using Stillhound.Formats.Framing;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Mapped;

/// <summary>Which native field each column of one CSV file sets; none for columns that the map does not name.</summary>
internal static class CsvColumns
{
    /// <summary>Reads the header.</summary>
    /// <exception cref="InputException">No column gives the time or the account, and no constant does.</exception>
    public static NativeField[] FromHeader(FieldMap map, ReadOnlySpan<byte> start, string path)
    {
        var columns = new List<NativeField>();
        var names = new List<string>();
        var at = 0;
        if (CsvFraming.Instance.Next(start, ref at, out var range))
        {
            var header = start[range];
            for (var i = 0; i <= header.Length;)
            {
                if (!CsvRow.Next(header, map.Delimiter, ref i, out var name, out _))
                    throw new InputException($"{path}: its first row is not a well-formed CSV header");
                columns.Add(map.Paths.Find(name.Trim((byte)' '))?.Field ?? NativeField.None);
                names.Add(Encoding.UTF8.GetString(name));
            }
        }

        foreach (var required in (ReadOnlySpan<NativeField>)[NativeField.Time, NativeField.Account])
        {
            if (!columns.Contains(required) && !map.Constants.Exists(constant => constant.Field == required))
            {
                var has = ReadableExcerpt.Of(Encoding.UTF8.GetBytes(string.Join(", ", names.Take(20))));
                throw new InputException($"{path}: no column gives {NativeNames.Path(required)} through {map.Name}; its columns are {has}");
            }
        }

        return [.. columns];
    }
}
