using Stillhound.Formats.Records;

namespace Stillhound.Formats.Rejects;

/// <summary>One record that was not read, as sampled for the operator.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Source">Name of the input.</param>
/// <param name="Line">Line on which the record starts, from 1.</param>
/// <param name="Offset">Byte at which the record starts in the decompressed input, from 0.</param>
/// <param name="Length">Bytes of the record; -1 where its end was not found.</param>
/// <param name="Excerpt">Its first bytes, at most <see cref="MaxExcerpt"/>, unescaped and hostile.</param>
public sealed record Reject(RejectReason Reason, string Source, long Line, long Offset, long Length, ReadOnlyMemory<byte> Excerpt)
{
    /// <summary>Bytes of a record that are kept.</summary>
    public const int MaxExcerpt = 256;

    /// <summary>What would have made it readable, in words; null where the reason says it.</summary>
    public string? Detail { get; init; }
}
