namespace Stillhound.Formats.Inputs;

/// <summary>A pipe or another stream that can only be read forwards.</summary>
internal sealed class StreamSource(Stream stream) : ByteSource
{
    private long _read;

    public override long StoredBytesRead => _read;

    public override int Read(Span<byte> into)
    {
        var read = stream.Read(into);
        _read += read;
        return read;
    }

    public override void Dispose() => stream.Dispose();
}
