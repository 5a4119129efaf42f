using System.Buffers.Binary;
using System.Text;

namespace Stillhound.Core.State;

/// <summary>
/// Reads state from a stream whose length is known. Whatever the bytes are, it ends with all of the state or with a
/// <see cref="StateException"/>; nothing is allocated for more than the bytes that are left could hold.
/// </summary>
internal sealed class StateReader : StateStream
{
    private const int LongestName = 64;

    private readonly Stream _stream;
    private readonly StateHash _hash = new();
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _at;
    private int _held;
    private long _left; // bytes up to the end mark that were not handed over yet

    /// <summary>Begins with the state that lies between the stream's place and its end.</summary>
    /// <exception cref="StateException">It is none, or not whole.</exception>
    public StateReader(Stream stream)
    {
        _stream = stream;
        var start = stream.Position;
        var length = stream.Length - start;
        Span<byte> head = stackalloc byte[StateFormat.HeadLength];
        if (length < head.Length || !Fill(head) || !head.StartsWith(StateFormat.Mark))
            throw new StateException(StateFault.NotAState, "it is no saved state");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(head[StateFormat.Mark.Length..]);
        if (version != StateFormat.Version)
            throw new StateException(StateFault.OtherVersion, $"it is of version {version} of the format, and this build reads version {StateFormat.Version}");
        Span<byte> end = stackalloc byte[StateFormat.EndLength];
        stream.Position = start + Math.Max(0, length - end.Length);
        if (length < head.Length + end.Length || !Fill(end) || !end.StartsWith(StateFormat.EndMark)
            || BinaryPrimitives.ReadInt64LittleEndian(end[StateFormat.EndMark.Length..]) != length)
            throw new StateException(StateFault.Damaged, $"it is cut off or has something behind its end: it does not end after {length} bytes");
        stream.Position = start + head.Length;
        _left = length - head.Length - end.Length;
    }

    public override bool Reads => true;

    public override void Bytes(Span<byte> bytes)
    {
        Get(bytes);
        _hash.Add(bytes);
    }

    public override void Section(string name, IKept part)
    {
        try
        {
            _hash.Begin();
            var length = Length(0, 1);
            if (length > LongestName || Name(length) is var found && found != name)
                throw new StateException(StateFault.Damaged, "another section is in its place");
            Part(part);
        }
        catch (Exception e) when (e is not (IOException or StateException { Fault: StateFault.OtherVersion }))
        {
            // Bytes that were altered lead anywhere until the hash is reached.
            throw new StateException(StateFault.Damaged, $"its section \"{name}\" is damaged: {e.Message}", e);
        }

        Span<byte> end = stackalloc byte[16];
        var (read, hash) = (_hash.Length, _hash.Value());
        Get(end);
        if (BinaryPrimitives.ReadInt64LittleEndian(end) != read || BinaryPrimitives.ReadUInt64LittleEndian(end[8..]) != hash)
            throw new StateException(StateFault.Damaged, $"its section \"{name}\" is damaged: it is not what was written");
    }

    /// <summary>Makes sure that nothing is left.</summary>
    public void Finish()
    {
        if (_left != 0)
            throw new StateException(StateFault.Damaged, $"{_left} bytes are left over behind its last section");
    }

    protected override void Bound(long bytes)
    {
        if (bytes > _left)
            throw new StateException(StateFault.Damaged, "it tells of more than it holds");
    }

    private string Name(int length)
    {
        var name = new byte[length];
        Bytes(name);
        return Encoding.ASCII.GetString(name);
    }

    private void Get(Span<byte> bytes)
    {
        Bound(bytes.Length);
        _left -= bytes.Length;
        var ready = Math.Min(bytes.Length, _held - _at);
        _buffer.AsSpan(_at, ready).CopyTo(bytes);
        _at += ready;
        bytes = bytes[ready..];
        if (bytes.Length >= _buffer.Length)
        {
            if (!Fill(bytes))
                throw CutOff();
            return;
        }

        if (bytes.IsEmpty)
            return;
        // Never beyond the sections: what is behind them was read already.
        _held = (int)Math.Min(_buffer.Length, _left + bytes.Length);
        _at = bytes.Length;
        if (!Fill(_buffer.AsSpan(0, _held)))
            throw CutOff();
        _buffer.AsSpan(0, _at).CopyTo(bytes);
    }

    private static StateException CutOff() => new(StateFault.Damaged, "it became shorter while it was read");

    private bool Fill(Span<byte> bytes) => _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
}
