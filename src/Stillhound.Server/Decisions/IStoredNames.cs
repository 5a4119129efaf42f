namespace Stillhound.Server.Decisions;

/// <summary>Under which names an account that the gateway names may be stored: plain, or hashed with the key of today or an older one.</summary>
public interface IStoredNames
{
    /// <summary>Longest name that <see cref="Candidate"/> writes; at most 256.</summary>
    const int Longest = 256;

    /// <summary>How many candidates a name has; at least 1.</summary>
    int Candidates { get; }

    /// <summary>One candidate, the likeliest first. Allocates nothing.</summary>
    /// <param name="which">From 0 to below <see cref="Candidates"/>.</param>
    /// <param name="raw">The gateway's name in UTF-8.</param>
    /// <param name="room">Room of <see cref="Longest"/> bytes to write it to.</param>
    /// <returns>The stored name: <paramref name="raw"/> itself or a part of <paramref name="room"/>; empty when this one does not apply.</returns>
    ReadOnlySpan<byte> Candidate(int which, ReadOnlySpan<byte> raw, Span<byte> room);
}

/// <summary>Names that are stored as they are.</summary>
public sealed class PlainNames : IStoredNames
{
    /// <inheritdoc/>
    public int Candidates => 1;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Candidate(int which, ReadOnlySpan<byte> raw, Span<byte> room) => raw;
}
