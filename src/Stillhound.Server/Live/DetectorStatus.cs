namespace Stillhound.Server.Live;

/// <summary>How far the detector has come.</summary>
internal sealed record DetectorStatus
{
    /// <summary>Position of the journal up to which it has read.</summary>
    public long Position { get; init; }

    /// <summary>Watermark of the frame read last; <see cref="long.MinValue"/> before the first.</summary>
    public long Watermark { get; init; } = long.MinValue;

    /// <summary>Exchanges applied.</summary>
    public long Exchanges { get; init; }

    /// <summary>Exchanges that came later than the allowed lateness and were left out.</summary>
    public long Late { get; init; }

    /// <summary>Campaigns at tier review or above.</summary>
    public int Campaigns { get; init; }

    /// <summary>Event time up to which exchanges were applied; null before the first.</summary>
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>Event time of the last search; null before the first.</summary>
    public DateTimeOffset? LastSearch { get; init; }

    /// <summary>Erasures taken since the start: whoever keeps what the engine told has to let go of it when this changes.</summary>
    public long Erased { get; init; }

    /// <summary>Whether everything that was in the journal at the start has been read.</summary>
    public bool CaughtUp { get; init; }
}
