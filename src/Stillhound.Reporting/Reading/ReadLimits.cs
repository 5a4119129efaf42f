namespace Stillhound.Reporting.Reading;

/// <summary>How much is read of a folder that anybody may have written to. What goes beyond is refused.</summary>
internal sealed record ReadLimits
{
    /// <summary>Largest file of JSON, in bytes. Reading takes several times as much memory.</summary>
    public long JsonBytes { get; init; } = 128L << 20;

    /// <summary>Largest list of members, in bytes.</summary>
    public long CsvBytes { get; init; } = 512L << 20;

    /// <summary>Most rows of members.</summary>
    public long Members { get; init; } = 5_000_000;

    /// <summary>Longest field of a row, in characters.</summary>
    public int LongestField { get; init; } = 1 << 20;

    /// <summary>Most buckets of one activity series; an engine keeps 100,001.</summary>
    public int Buckets { get; init; } = 200_000;
}
