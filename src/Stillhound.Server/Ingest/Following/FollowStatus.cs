using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Server.Ingest.Following;

/// <summary>How a followed file is getting on, for metrics and for whoever asks what is wrong. Counts begin with the process.</summary>
internal sealed record FollowStatus
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Whether there is a file to read.</summary>
    public bool Found { get; init; }

    /// <summary>How many files were begun before this one under the same path.</summary>
    public long Generation { get; init; }

    /// <summary>Bytes of it that were taken in or passed over.</summary>
    public long Offset { get; init; }

    /// <summary>Bytes that were written and not yet taken in, as far as they are in the file that is being read.</summary>
    public long Behind { get; init; }

    /// <summary>Lines that were taken in, read or refused.</summary>
    public long Lines { get; init; }

    /// <summary>Records that were read.</summary>
    public long Accepted { get; init; }

    /// <summary>Records that were not, by reason.</summary>
    public IReadOnlyDictionary<RejectReason, long> RejectedBy { get; init; } = new Dictionary<RejectReason, long>();

    /// <summary>The newest of them, a few, without what they say.</summary>
    public IReadOnlyList<Reject> Samples { get; init; } = [];

    /// <summary>Bytes that were seen in the file and were gone before they could be read, because it was cut or deleted.</summary>
    public long Lost { get; init; }

    /// <summary>Why nothing can be taken in; null while all is well.</summary>
    public string? LastError { get; init; }
}
