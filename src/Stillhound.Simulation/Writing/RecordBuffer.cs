using System.Buffers;

namespace Stillhound.Simulation.Writing;

/// <summary>Collects records between writes to the stream; used again, never given back.</summary>
internal sealed class RecordBuffer(int capacity) : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Ends a record.</summary>
    public void End()
    {
        GetSpan(1)[0] = (byte)'\n';
        Length++;
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void Grow(int sizeHint)
    {
        if (_bytes.Length - Length < Math.Max(sizeHint, 256))
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + sizeHint));
    }
}
