using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Server.Journal;

/// <summary>
/// A frame that is to be appended. Filled by its owner on any thread, so that the one thread that writes only has to copy; used
/// again after the append is over, and then allocates nothing.
/// </summary>
internal sealed class JournalFrame : IValueTaskSource<long>
{
    private const string Busy = "The frame is still being appended.";
    private byte[] _bytes = new byte[4096];
    private int _length;
    private FrameHeader _header = new(0, FrameKind.Tick, 0, 0, 0, 0);
    private ManualResetValueTaskSourceCore<long> _done = new() { RunContinuationsAsynchronously = true };
    private int _busy;

    /// <summary>Bytes of the whole frame.</summary>
    public int Size => FrameHeader.Size + _length;

    /// <summary>What it holds.</summary>
    public FrameKind Kind => _header.Kind;

    /// <summary>How many exchanges, facts or events it holds.</summary>
    public int Items => _header.Items;

    /// <summary>The payload.</summary>
    public ReadOnlySpan<byte> Payload => _bytes.AsSpan(FrameHeader.Size, _length);

    /// <summary>Makes it a frame of exchanges.</summary>
    /// <param name="batch">The exchanges.</param>
    /// <param name="identities">The identity of each (see <see cref="RecordIdentity"/>), 0 for none; empty when none has any.</param>
    /// <param name="watermark">Milliseconds since the epoch.</param>
    /// <param name="left">True for each exchange that is left out; empty when none is.</param>
    /// <exception cref="ArgumentException">It would be too large for a frame.</exception>
    public void SetExchanges(FingerprintBatch batch, ReadOnlySpan<ulong> identities, long watermark, ReadOnlySpan<bool> left = default)
    {
        if ((!identities.IsEmpty && identities.Length != batch.Count) || (!left.IsEmpty && left.Length != batch.Count))
            throw new ArgumentException("As many identities and marks as exchanges, or none.", nameof(identities));
        var room = Room(ExchangeCodec.MostBytes(batch));
        Seal(FrameKind.Exchanges, ExchangeCodec.Write(room, batch, identities, left, out var items), items, watermark);
    }

    /// <summary>Makes it a frame of account facts.</summary>
    /// <exception cref="ArgumentException">It would be too large for a frame.</exception>
    public void SetFacts(IReadOnlyList<AccountFacts> facts, long watermark) => SetJson(FrameKind.AccountFacts, FactCodec.Write(facts), facts.Count, watermark);

    /// <summary>Makes it a frame of a provider event.</summary>
    public void SetEvent(ProviderEvent happened, long watermark) => SetJson(FrameKind.ProviderEvent, FactCodec.Write(happened), 1, watermark);

    /// <summary>Makes it a tick.</summary>
    public void SetTick(long watermark)
    {
        Room(0);
        Seal(FrameKind.Tick, 0, 0, watermark);
    }

    /// <summary>Takes it for an append.</summary>
    internal ValueTask<long> Begin()
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            throw new InvalidOperationException(Busy);
        _done.Reset();
        return new ValueTask<long>(this, _done.Version);
    }

    /// <summary>Copies it to where it stands in the journal.</summary>
    internal void CopyTo(Span<byte> to, long position, uint fromGroup)
    {
        (_header with { FromGroup = fromGroup }).Write(to, position);
        Payload.CopyTo(to[FrameHeader.Size..]);
    }

    /// <summary>Tells whoever waits that it is durable.</summary>
    internal void Complete(long end)
    {
        Volatile.Write(ref _busy, 0);
        _done.SetResult(end);
    }

    /// <summary>Tells whoever waits that it is not.</summary>
    internal void Fail(Exception error)
    {
        Volatile.Write(ref _busy, 0);
        _done.SetException(error);
    }

    long IValueTaskSource<long>.GetResult(short token) => _done.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<long>.GetStatus(short token) => _done.GetStatus(token);

    void IValueTaskSource<long>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _done.OnCompleted(continuation, state, token, flags);

    private void SetJson(FrameKind kind, byte[] json, int items, long watermark)
    {
        var length = (json.Length + 7) & ~7;
        var room = Room(length);
        json.CopyTo(room);
        room[json.Length..length].Fill((byte)' ');
        Seal(kind, length, items, watermark);
    }

    private Span<byte> Room(long most)
    {
        if (Volatile.Read(ref _busy) != 0)
            throw new InvalidOperationException(Busy);
        if (most > FrameHeader.MostPayload)
            throw new ArgumentException($"A frame of {most} bytes is too large; the most is {FrameHeader.MostPayload}.", nameof(most));
        if (FrameHeader.Size + most > _bytes.Length)
            _bytes = GC.AllocateUninitializedArray<byte>((int)Math.Max(FrameHeader.Size + most, Math.Min(2L * _bytes.Length, FrameHeader.MostPayload)));
        return _bytes.AsSpan(FrameHeader.Size, (int)most);
    }

    private void Seal(FrameKind kind, int length, int items, long watermark)
    {
        _length = length;
        _header = new FrameHeader(length, kind, items, Crc32C.Of(Payload), 0, watermark);
    }
}
