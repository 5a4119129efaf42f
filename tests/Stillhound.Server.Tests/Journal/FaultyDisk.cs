using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Journal;

/// <summary>A disk that does as it is told: runs full in the middle of a write, fails to flush, or holds a flush up.</summary>
internal sealed class FaultyDisk : IJournalDisk
{
    private readonly LocalDisk _disk = new();

    /// <summary>Bytes that can still be written; what does not fit is written in part and fails.</summary>
    public long Room { get; set; } = long.MaxValue;

    /// <summary>Whether files can be flushed.</summary>
    public bool CanFlush { get; set; } = true;

    /// <summary>Whether folders can be flushed.</summary>
    public bool CanFlushFolder { get; set; } = true;

    /// <summary>Whether files can be cut off.</summary>
    public bool CanTruncate { get; set; } = true;

    /// <summary>Called before each flush of a file.</summary>
    public Action? Flushing { get; set; }

    public IJournalFile Open(string path, bool isNew) => new FaultyFile(this, _disk.Open(path, isNew));

    public void Rename(string from, string to) => _disk.Rename(from, to);

    public void Delete(string path) => _disk.Delete(path);

    public void FlushFolder(string folder) => Require(CanFlushFolder);

    private static void Require(bool possible)
    {
        if (!possible)
            throw new IOException("Input/output error");
    }

    private sealed class FaultyFile(FaultyDisk disk, IJournalFile file) : IJournalFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var fits = (int)Math.Min(bytes.Length, disk.Room);
            file.Write(bytes[..fits], offset);
            disk.Room -= fits;
            if (fits < bytes.Length)
                throw new IOException("No space left on device", 28);
        }

        public void Flush()
        {
            disk.Flushing?.Invoke();
            Require(disk.CanFlush);
            file.Flush();
        }

        public void Truncate(long length)
        {
            Require(disk.CanTruncate);
            file.Truncate(length);
        }

        public void Dispose() => file.Dispose();
    }
}
