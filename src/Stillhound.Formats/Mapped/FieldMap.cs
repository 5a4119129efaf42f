using Stillhound.Formats.Aliases;
using Stillhound.Formats.Framing;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Records;
using Stillhound.Formats.Values;

namespace Stillhound.Formats.Mapped;

/// <summary>
/// What the fields of a log in some other shape mean: source paths to native fields, and values that every record is
/// given; or names for fields of a format that is known. Read from YAML by <see cref="Load"/>.
/// </summary>
public sealed class FieldMap
{
    internal FieldMap(string name, bool isCsv, byte delimiter, TimeFormat time, PathNode paths)
    {
        Name = name;
        IsCsv = isCsv;
        Delimiter = delimiter;
        Time = time;
        Paths = paths;
    }

    /// <summary>File that it was read from, for messages.</summary>
    public string Name { get; }

    /// <summary>Names for fields of formats that are known; null in a map of a whole format, which has nothing else.</summary>
    public AttributeMap? Attributes { get; init; }

    internal bool IsCsv { get; }

    internal byte Delimiter { get; }

    internal TimeFormat Time { get; }

    internal PathNode Paths { get; }

    internal List<(NativeField Field, ConstantValue Value)> Constants { get; } = [];

    /// <summary>Reads a map.</summary>
    /// <param name="path">A YAML file.</param>
    /// <exception cref="InputException">It cannot be read, or says something wrong; names the key and the line.</exception>
    public static FieldMap Load(string path)
    {
        string yaml;
        try
        {
            yaml = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"cannot read {path}: {e.Message}", e);
        }

        return Parse(yaml, path);
    }

    /// <summary>Reads a map from YAML text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="name">Its name in messages.</param>
    /// <exception cref="InputException">It says something wrong; names the key and the line.</exception>
    public static FieldMap Parse(string yaml, string name) => FieldMapYaml.Parse(yaml, name);

    /// <summary>How a log that starts with <paramref name="start"/> is read through this map.</summary>
    /// <exception cref="InputException">A required column is missing from its header.</exception>
    internal RecordFormat FormatFor(ReadOnlySpan<byte> start, IFraming json, string path)
    {
        if (!IsCsv)
            return new RecordFormat("mapped", json, () => new MappedJsonReader(this));
        var columns = CsvColumns.FromHeader(this, start, path);
        return new RecordFormat("mapped", CsvFraming.Instance, () => new MappedCsvReader(this, columns), HasHeader: true);
    }
}
