using Stillhound.Formats.Framing;

namespace Stillhound.Formats.Records;

/// <summary>How one file is to be taken apart and read.</summary>
/// <param name="Name">Its name on the command line: <c>native</c>.</param>
/// <param name="Framing">Where its records end.</param>
/// <param name="NewReader">Makes a reader for one thread.</param>
/// <param name="HasHeader">Whether its first record names columns and is no exchange.</param>
internal sealed record RecordFormat(string Name, IFraming Framing, Func<IRecordReader> NewReader, bool HasHeader = false)
{
    /// <summary>Makes a reader of records that hold several exchanges; null where each holds one.</summary>
    public Func<IGroupReader>? NewGroupReader { get; init; }

    /// <summary>What was looked for in a record that has no account; null where there is one name for it.</summary>
    public string? LookedFor { get; init; }

    /// <summary>Least limit on the bytes of one record, whatever the options say; 0 for none.</summary>
    public int LeastRecordLimit { get; init; }

    /// <summary>A format whose records hold several exchanges.</summary>
    public static RecordFormat OfGroups(string name, IFraming framing, Func<IGroupReader> newReader) =>
        new(name, framing, static () => throw new InvalidOperationException()) { NewGroupReader = newReader };
}
