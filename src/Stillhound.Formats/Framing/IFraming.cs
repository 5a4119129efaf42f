namespace Stillhound.Formats.Framing;

/// <summary>
/// Finds where records end in a stream of bytes. Has no state: every chunk begins between two records, so a chunk can
/// be cut by one thread and taken apart by another.
/// </summary>
internal interface IFraming
{
    /// <summary>Length of the longest prefix that ends between two records; 0 when the first record is not whole.</summary>
    int Cut(ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Finds the next record at or after <paramref name="at"/> and moves <paramref name="at"/> past it. The chunk's last
    /// record may end with the chunk.
    /// </summary>
    /// <returns>False when only filling is left.</returns>
    bool Next(ReadOnlySpan<byte> chunk, ref int at, out Range record);

    /// <summary>
    /// Looks for the end of a record that is too long to hold, a buffer at a time from its start. What looks like the
    /// end of it need not be; what follows is read as records again either way.
    /// </summary>
    /// <returns>Index just past the end, or -1 when <paramref name="bytes"/> has none.</returns>
    int SkipRecord(ReadOnlySpan<byte> bytes, ref SkipState state);
}

/// <summary>Where in a record skipping it has come to.</summary>
internal struct SkipState
{
    /// <summary>Open brackets.</summary>
    public int Depth;

    /// <summary>Whether inside a string.</summary>
    public bool InString;

    /// <summary>Whether the next byte is escaped.</summary>
    public bool Escaped;
}
