namespace Stillhound.Server.Journal;

/// <summary>What the journal asks of the disk when it writes, so that tests can have a disk that fails.</summary>
internal interface IJournalDisk
{
    /// <summary>Opens a file for writing; makes it where it is new.</summary>
    IJournalFile Open(string path, bool isNew);

    /// <summary>Gives a file its name.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file.</summary>
    void Delete(string path);

    /// <summary>Makes names that were given and taken in a folder durable.</summary>
    void FlushFolder(string folder);
}

/// <summary>A file that the journal writes. All members throw <see cref="IOException"/>.</summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>Writes all bytes at an offset.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns once everything that was written is on the disk.</summary>
    void Flush();

    /// <summary>Cuts the file off.</summary>
    void Truncate(long length);
}
