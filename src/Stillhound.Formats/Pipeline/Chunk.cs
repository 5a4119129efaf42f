using Stillhound.Formats.Records;

namespace Stillhound.Formats.Pipeline;

/// <summary>A run of whole records at the start of a buffer, and what could not be read right after it.</summary>
/// <param name="Offset">Where it starts in the decompressed input.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct Chunk(long Offset, int Length)
{
    /// <summary>Whether it begins the input.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Why bytes after the records were not read, or <see cref="RejectReason.None"/>.</summary>
    public RejectReason Broken { get; init; }

    /// <summary>Where those bytes start.</summary>
    public long BrokenAt { get; init; }

    /// <summary>How many they are; 0 when not known.</summary>
    public long BrokenBytes { get; init; }

    /// <summary>Line ends among them.</summary>
    public int BrokenLines { get; init; }

    /// <summary>The first of them.</summary>
    public byte[]? BrokenExcerpt { get; init; }
}
