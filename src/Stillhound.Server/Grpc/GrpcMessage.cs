using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;

namespace Stillhound.Server.Grpc;

/// <summary>
/// Reads the one message of a unary call: a byte that says whether it is compressed, four bytes of length, the message, the end.
/// Where it arrived in one piece it is not copied; it is valid until the reading is disposed.
/// </summary>
internal sealed class GrpcMessage(PipeReader body, int mostBytes, string? encoding, TimeProvider time) : IDisposable
{
    private const int Prefix = 5;

    private byte[]? _rented;
    private ReadOnlySequence<byte> _unread;
    private bool _isReading;

    /// <summary>The message, once <see cref="ReadAsync"/> answered null.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Whether the message did not arrive in time.</summary>
    public bool IsLate { get; private set; }

    /// <summary>Reads; null when there is a message, else why there is none.</summary>
    public async ValueTask<GrpcReply?> ReadAsync(TimeSpan within)
    {
        var bytes = new BoundedRead(body, within, time);
        while (true)
        {
            if (await bytes.NextAsync() is not { } result)
            {
                IsLate = true;
                return GrpcReply.Failed(GrpcStatus.DeadlineExceeded, "the message did not arrive in time");
            }

            (_unread, _isReading) = (result.Buffer, true);
            if (Refuse(result.Buffer, result.IsCompleted) is { } refused)
                return refused;
            if (result.IsCompleted)
                return Take(result.Buffer);
            Advance(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
        if (_isReading)
            Advance(_unread.End, _unread.End);
    }

    private void Advance(SequencePosition consumed, SequencePosition examined)
    {
        _isReading = false;
        body.AdvanceTo(consumed, examined);
    }

    private GrpcReply? Refuse(in ReadOnlySequence<byte> bytes, bool isWhole)
    {
        if (bytes.Length < Prefix)
            return isWhole ? GrpcReply.Failed(GrpcStatus.Internal, "the call ended before its message") : null;
        var length = LengthOf(bytes);
        if (length > (uint)mostBytes)
            return GrpcReply.Failed(GrpcStatus.ResourceExhausted, "the message is larger than is allowed here");
        if (bytes.Length > Prefix + length)
            return GrpcReply.Failed(GrpcStatus.Internal, "a unary call has one message");
        return isWhole && bytes.Length < Prefix + length ? GrpcReply.Failed(GrpcStatus.Internal, "the call ended in the midst of its message") : null;
    }

    private static uint LengthOf(in ReadOnlySequence<byte> bytes)
    {
        Span<byte> prefix = stackalloc byte[Prefix];
        bytes.Slice(0, Prefix).CopyTo(prefix);
        return BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
    }

    private GrpcReply? Take(in ReadOnlySequence<byte> bytes)
    {
        var message = bytes.Slice(Prefix);
        switch (bytes.FirstSpan[0])
        {
            case 0 when message.IsSingleSegment:
                Bytes = message.First;
                return null;
            case 0:
                _rented = ArrayPool<byte>.Shared.Rent((int)message.Length);
                message.CopyTo(_rented);
                Bytes = _rented.AsMemory(0, (int)message.Length);
                return null;
            case 1 when encoding is "gzip":
                return Unpack(message);
            case 1 when encoding is null or "identity":
                return GrpcReply.Failed(GrpcStatus.Internal, "the message is compressed and grpc-encoding does not say how");
            case 1:
                return GrpcReply.Failed(GrpcStatus.Unimplemented, "only gzip is understood");
            default:
                return GrpcReply.Failed(GrpcStatus.Internal, "the first byte of a message is 0 or 1");
        }
    }

    private GrpcReply? Unpack(in ReadOnlySequence<byte> message)
    {
        var unpacked = ArrayPool<byte>.Shared.Rent(Math.Min(mostBytes + 1, 64 << 10));
        var length = 0;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(message.ToArray(), writable: false), CompressionMode.Decompress);
            for (int read; (read = gzip.Read(unpacked, length, unpacked.Length - length)) > 0;)
            {
                length += read;
                if (length > mostBytes)
                    return GrpcReply.Failed(GrpcStatus.ResourceExhausted, "the message is larger than is allowed here");
                if (length == unpacked.Length)
                    Grow(ref unpacked, length);
            }
        }
        catch (InvalidDataException)
        {
            return GrpcReply.Failed(GrpcStatus.Internal, "the message is no gzip");
        }
        finally
        {
            // Whatever happened: it goes back to the pool when the call is over.
            _rented = unpacked;
        }

        Bytes = unpacked.AsMemory(0, length);
        return null;
    }

    private void Grow(ref byte[] bytes, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(mostBytes + 1L, bytes.Length * 2L));
        bytes.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
