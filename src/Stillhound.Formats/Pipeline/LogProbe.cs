using Stillhound.Formats.Inputs;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Pipeline;

/// <summary>
/// A look at the start of an input: what its format is and when it begins. The input is closed again, so that a
/// thousand daily files are not all open at once; one that can be read only once stays open and keeps what was seen.
/// </summary>
internal sealed class LogProbe
{
    private ByteSource? _kept;

    public required LogFile File { get; init; }

    /// <summary>How to read it; null when it is empty or must be left out.</summary>
    public RecordFormat? Format { get; init; }

    /// <summary>Smallest time of its first records; the smallest of all when none of those looked at could be read.</summary>
    public long FirstTime { get; init; } = long.MinValue;

    /// <summary>Why the whole input is left out, or <see cref="RejectReason.None"/>.</summary>
    public RejectReason LeftOut { get; init; }

    /// <summary>Its first bytes.</summary>
    public ReadOnlyMemory<byte> Start { get; init; }

    /// <summary>How the format was told, in words.</summary>
    public string Recognised { get; init; } = "";

    /// <summary>Keeps the open source of an input that cannot be opened again.</summary>
    public void Keep(ByteSource source) => _kept = source;

    /// <summary>Opens the input at its first byte.</summary>
    public ByteSource Open()
    {
        var kept = _kept;
        _kept = null;
        return kept ?? File.Open(out _);
    }
}
