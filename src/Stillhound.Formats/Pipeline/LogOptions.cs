using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Mapped;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Pipeline;

/// <summary>How logs are read.</summary>
public sealed record LogOptions
{
    /// <summary>Format of every file.</summary>
    public LogFormat Format { get; init; }

    /// <summary>What the fields of a mapped log mean, required with <see cref="LogFormat.Mapped"/>; or names for fields of other formats.</summary>
    public FieldMap? Map { get; init; }

    /// <summary>The map of a whole format.</summary>
    internal FieldMap? FieldMap => Map?.Attributes is null ? Map : null;

    /// <summary>Threads that parse, 1 to 256.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Bytes of one chunk, 1 to 64 MiB; null for 1 MiB, less with hundreds of files. One batch is made of one chunk, so it is
    /// also what bounds a batch.
    /// </summary>
    public int? ChunkBytes { get; init; }

    /// <summary>Longest record in bytes, 1 to 256 MiB; a longer one is refused.</summary>
    public int MaxRecordBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>What lists say of addresses; null asks none.</summary>
    public Enricher? Enricher { get; init; }

    /// <summary>Where sampled rejects go; null to only count them.</summary>
    public IRejectSink? Rejects { get; init; }

    /// <summary>Rejects sampled at most; the others are counted.</summary>
    public int MaxRejectSamples { get; init; } = 1000;

    internal int ChunkBytesFor(int files)
    {
        const long Budget = 256L * 1024 * 1024;
        // Each file that overlaps in time holds at least one batch, so many files must mean small batches.
        return ChunkBytes ?? (int)Math.Clamp(Budget / Math.Max(1, files), 64 * 1024, 1024 * 1024);
    }

    internal void Check()
    {
        InRange(nameof(Workers), Workers, 1, 256);
        InRange(nameof(MaxRecordBytes), MaxRecordBytes, 1, 256 * 1024 * 1024);
        InRange(nameof(ChunkBytes), ChunkBytes ?? 1, 1, 64 * 1024 * 1024);
        InRange(nameof(MaxRejectSamples), MaxRejectSamples, 0, int.MaxValue);
    }

    private static void InRange(string option, int value, int least, int most)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(nameof(value), value, $"{option} must be {least} to {most}");
    }
}
