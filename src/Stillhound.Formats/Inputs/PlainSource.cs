using Microsoft.Win32.SafeHandles;

namespace Stillhound.Formats.Inputs;

/// <summary>A file on disk, read where it lies: within a sixth of a mapped file, and no fault when it is cut short.</summary>
internal sealed class PlainSource(SafeFileHandle handle) : ByteSource
{
    private long _at;

    public override long StoredBytesRead => _at;

    public override int Read(Span<byte> into)
    {
        var read = RandomAccess.Read(handle, into, _at);
        _at += read;
        return read;
    }

    public override void Dispose() => handle.Dispose();
}
