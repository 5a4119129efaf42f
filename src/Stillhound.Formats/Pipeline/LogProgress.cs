using Stillhound.Formats.Records;

namespace Stillhound.Formats.Pipeline;

/// <summary>How far a reader has come. Taken at any time from any thread.</summary>
public sealed record LogProgress
{
    /// <summary>Bytes read from disks and pipes, compressed where they are.</summary>
    public long StoredBytes { get; init; }

    /// <summary>Bytes of all inputs as stored; null when one of them has no known length.</summary>
    public long? TotalStoredBytes { get; init; }

    /// <summary>Bytes of text taken apart, after decompression.</summary>
    public long TextBytes { get; init; }

    /// <summary>Records read; after the run, also the number delivered.</summary>
    public long Records { get; init; }

    /// <summary>Records refused, for any reason.</summary>
    public long Rejected { get; init; }

    /// <summary>Records refused, by reason; reasons that did not occur are left out.</summary>
    public required IReadOnlyDictionary<RejectReason, long> RejectedBy { get; init; }

    /// <summary>Records that are no call of a model, such as other spans of a trace; nothing is wrong with them.</summary>
    public long Skipped { get; init; }

    /// <summary>Inputs read to their end.</summary>
    public int FilesDone { get; init; }

    /// <summary>Inputs in all.</summary>
    public int Files { get; init; }
}
