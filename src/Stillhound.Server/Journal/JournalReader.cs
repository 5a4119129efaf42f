using System.Globalization;
using System.Text.Json;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Server.Journal;

/// <summary>Reads frames in the journal's order up to its durable end. For one thread at a time; any number of readers may read one journal.</summary>
internal sealed class JournalReader : IDisposable
{
    private readonly IJournalFrames _journal;
    private readonly bool _skipDamage;
    private Segment? _segment;
    private SegmentCursor? _cursor;

    internal JournalReader(IJournalFrames journal, long position, bool skipDamage) =>
        (_journal, Position, Start, _skipDamage) = (journal, position, position, skipDamage);

    /// <summary>Where the frame read last begins.</summary>
    public long Start { get; private set; }

    /// <summary>Position after the frame read last: where a reader begins that is to go on from here.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes that were damaged or missing and that it went past; 0 unless damage is skipped.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>What the frame holds.</summary>
    public FrameKind Kind => Header.Kind;

    /// <summary>How many exchanges, facts or events it holds.</summary>
    public int Items => Header.Items;

    /// <summary>The watermark at which it was accepted, milliseconds since the epoch.</summary>
    public long Watermark => Header.Watermark;

    /// <summary>The payload; valid until the next frame is read.</summary>
    public ReadOnlySpan<byte> Payload => _cursor!.Payload;

    /// <summary>The identities of its exchanges, 0 for none; empty when none has any. Valid until the next frame is read.</summary>
    public ReadOnlySpan<ulong> Identities => Kind == FrameKind.Exchanges ? ExchangeCodec.Identities(Payload) : [];

    private FrameHeader Header => _cursor!.Header;

    /// <summary>Reads the next frame.</summary>
    /// <returns>False at the durable end.</returns>
    /// <exception cref="JournalDamagedException">It is damaged, and damage is not skipped.</exception>
    /// <exception cref="JournalLayoutException">Another build wrote it.</exception>
    /// <exception cref="JournalException">It was forgotten or cannot be read.</exception>
    public bool TryRead()
    {
        var durable = _journal.DurablePosition;
        while (Position < durable)
        {
            var segment = Enter();
            if (segment is null)
                continue;
            var limit = Math.Min(durable, segment.End);
            if (_cursor!.TryRead(limit))
            {
                Start = Position;
                Position = _cursor.Position;
                return true;
            }

            Skip(segment, limit);
        }

        return false;
    }

    /// <summary>Waits for more.</summary>
    /// <returns>False when the journal was closed and everything has been read.</returns>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation = default) => _journal.WaitAsync(Position, cancellation);

    /// <summary>Adds the exchanges of the frame to a batch.</summary>
    public void ReadExchanges(FingerprintBatch into)
    {
        try
        {
            ExchangeCodec.Read(Payload, Items, into);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Malformed();
        }
    }

    /// <summary>The account facts of the frame.</summary>
    public IReadOnlyList<AccountFacts> ReadFacts()
    {
        try
        {
            return FactCodec.ReadFacts(Payload);
        }
        catch (JsonException)
        {
            throw Malformed();
        }
    }

    /// <summary>The provider event of the frame.</summary>
    public ProviderEvent ReadEvent()
    {
        try
        {
            return FactCodec.ReadEvent(Payload);
        }
        catch (JsonException)
        {
            throw Malformed();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cursor?.Dispose();

    /// <summary>Opens the segment that the position is in; null when the position had to be moved first.</summary>
    private Segment? Enter()
    {
        if (_segment is not null && Position < _segment.End)
            return _segment;
        _cursor?.Dispose();
        (_cursor, _segment) = (null, null);
        if (_journal.Find(Position) is not { } found)
        {
            // Bytes between two segments are missing, or the segment was forgotten while this reader was behind.
            var next = _journal.Segments.FirstOrDefault(s => s.Base > Position);
            if (Position < _journal.OldestPosition || next is null)
                throw new JournalException(string.Create(CultureInfo.InvariantCulture, $"{_journal.Folder}: position {Position} was forgotten while it was being read"));
            SkippedBytes += next.Base - Position;
            Position = next.Base;
            return null;
        }

        if (found.IsDamaged && _skipDamage)
        {
            SkippedBytes += found.End - Position;
            Position = found.End;
            return null;
        }

        if (!found.IsReadable)
            throw found.Unreadable();
        try
        {
            _cursor = new SegmentCursor(found, Position);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"{found.Path}: cannot be read: {e.Message}", e);
        }

        return _segment = found;
    }

    private void Skip(Segment segment, long limit)
    {
        if (!_skipDamage)
            throw new JournalDamagedException(segment.Path, segment.OffsetOf(Position), "no whole frame here");
        var from = Position;
        Position = _cursor!.SkipToWhole(Position + 8, limit) ? _cursor.Position : limit;
        _cursor.Restart(Position);
        SkippedBytes += Position - from;
    }

    private JournalDamagedException Malformed() => new(_segment!.Path, _segment.OffsetOf(Start), "the frame is whole, and what it holds is not");
}
