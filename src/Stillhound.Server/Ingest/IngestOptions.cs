using Stillhound.Formats.Inputs;
using Stillhound.Formats.Mapped;
using Stillhound.Server.Configuration;

namespace Stillhound.Server.Ingest;

/// <summary>What is taken in, and how much of it at a time.</summary>
public sealed record IngestOptions
{
    /// <summary>Largest body of a request in bytes, after it is unpacked. From 64 KB to 1 GB; default 32 MB.</summary>
    public long LargestBody { get; init; } = 32L << 20;

    /// <summary>Longest record in bytes. From 1 KB to 256 MB; default 8 MB.</summary>
    public int LongestRecord { get; init; } = 8 << 20;

    /// <summary>
    /// Bytes of the journal that may wait for the detector before senders are asked to come back later. From 16 MB to 1 TB; default 4 GB.
    /// </summary>
    public long LongestQueue { get; init; } = 4L << 30;

    /// <summary>How far ahead of the clock a record's time may move the watermark. From zero to a day; default 5 minutes.</summary>
    public TimeSpan AheadOfClock { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Requests that are read at a time. From 1 to 4096; default 64.</summary>
    public int Concurrent { get; init; } = 64;

    /// <summary>What is kept of records that could not be read.</summary>
    public RejectLogOptions Rejects { get; init; } = new();

    /// <summary>The operator's own names for fields of OTLP and of gateways' logs; null for those that come with the program.</summary>
    public FieldMap? Attributes { get; init; }

    /// <summary>Files that are followed.</summary>
    public IReadOnlyList<FollowedFile> Files { get; init; } = [];

    /// <summary>Reads the section <c>ingest</c>.</summary>
    /// <exception cref="ConfigurationException">A key or value is wrong.</exception>
    internal static IngestOptions Read(YamlSection section)
    {
        var options = new IngestOptions();
        options = options with
        {
            LargestBody = section.Size("largest_body", options.LargestBody, 64 << 10, 1L << 30),
            LongestRecord = (int)section.Size("longest_record", options.LongestRecord, 1 << 10, 256 << 20),
            LongestQueue = section.Size("longest_queue", options.LongestQueue, 16 << 20, 1L << 40),
            AheadOfClock = section.Duration("ahead_of_clock", options.AheadOfClock, TimeSpan.Zero, TimeSpan.FromDays(1)),
            Concurrent = (int)section.Whole("concurrent", options.Concurrent, 1, 4096),
            Rejects = RejectLogOptions.Read(section.Section("rejects")),
            Attributes = section.PathOfPart("map") is { } map ? Load(section, map) : null,
            Files = [.. section.Sections("files").Select(FollowedFile.Read)],
        };
        section.RefuseOthers();
        return options;
    }

    private static FieldMap Load(YamlSection section, string path)
    {
        try
        {
            return FieldMap.Load(path);
        }
        catch (InputException e)
        {
            throw section.Wrong("map", e.Message);
        }
    }
}
