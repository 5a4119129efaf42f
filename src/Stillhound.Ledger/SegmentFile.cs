using Microsoft.Win32.SafeHandles;

namespace Stillhound.Ledger;

/// <summary>A segment that is written to.</summary>
internal interface ISegmentFile : IDisposable
{
    /// <summary>Bytes in it.</summary>
    long Length { get; }

    /// <summary>Writes behind all that is there.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Makes what was written durable.</summary>
    void Flush();

    /// <summary>Cuts it.</summary>
    void Truncate(long length);
}

/// <summary>A segment on disk.</summary>
internal sealed class SegmentFile(string path) : ISegmentFile
{
    private readonly FileStream _file = new(path, LedgerFolder.Private(FileMode.OpenOrCreate));

    private SafeFileHandle Handle => _file.SafeFileHandle;

    public long Length => RandomAccess.GetLength(Handle);

    public void Write(ReadOnlySpan<byte> bytes) => RandomAccess.Write(Handle, bytes, Length);

    public void Flush() => RandomAccess.FlushToDisk(Handle);

    public void Truncate(long length) => RandomAccess.SetLength(Handle, length);

    public void Dispose() => _file.Dispose();
}
