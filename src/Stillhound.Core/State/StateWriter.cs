using System.Buffers.Binary;
using System.Text;

namespace Stillhound.Core.State;

/// <summary>Writes state to a stream, front to back.</summary>
internal sealed class StateWriter : StateStream
{
    private readonly Stream _stream;
    private readonly StateHash _hash = new();
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _held;
    private long _written;

    /// <summary>Begins a state.</summary>
    public StateWriter(Stream stream)
    {
        _stream = stream;
        Put(StateFormat.Mark);
        Span<byte> version = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(version, StateFormat.Version);
        Put(version);
    }

    public override bool Reads => false;

    public override void Bytes(Span<byte> bytes)
    {
        _hash.Add(bytes);
        Put(bytes);
    }

    public override void Section(string name, IKept part)
    {
        _hash.Begin();
        Array<byte>(Encoding.ASCII.GetBytes(name));
        Part(part);
        Span<byte> end = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(end, _hash.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(end[8..], _hash.Value());
        Put(end);
    }

    /// <summary>Ends the state; what is in it is in the stream then.</summary>
    public void Finish()
    {
        Put(StateFormat.EndMark);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, _written + length.Length);
        Put(length);
        _stream.Write(_buffer.AsSpan(0, _held));
        _held = 0;
    }

    protected override void Bound(long bytes)
    {
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _written += bytes.Length;
        if (_held + bytes.Length > _buffer.Length)
        {
            _stream.Write(_buffer.AsSpan(0, _held));
            _held = 0;
        }

        if (bytes.Length > _buffer.Length)
        {
            _stream.Write(bytes);
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_held));
        _held += bytes.Length;
    }
}
