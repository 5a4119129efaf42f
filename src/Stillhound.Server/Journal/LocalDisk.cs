using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stillhound.Server.Journal;

/// <summary>The files of this machine. Files are their owner's alone.</summary>
internal sealed partial class LocalDisk : IJournalDisk
{
    private const int ReadOnly = 0;

    /// <inheritdoc/>
    public IJournalFile Open(string path, bool isNew)
    {
        if (isNew && !OperatingSystem.IsWindows())
        {
            // Only a stream can be told who may read the file that it makes.
            new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();
            isNew = false;
        }

        return new LocalFile(File.OpenHandle(path, isNew ? FileMode.Create : FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
    }

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: false);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void FlushFolder(string folder)
    {
        // Elsewhere a folder cannot be opened, and the file system orders names by itself.
        if (OperatingSystem.IsWindows())
            return;
        var folderFile = OpenFolder(folder, ReadOnly);
        if (folderFile < 0)
            throw Failure(folder);
        try
        {
            if (Flush(folderFile) != 0)
                throw Failure(folder);
        }
        finally
        {
            _ = Close(folderFile);
        }
    }

    private static IOException Failure(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);

    private sealed class LocalFile(SafeFileHandle handle) : IJournalFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        public void Flush() => RandomAccess.FlushToDisk(handle);

        public void Truncate(long length) => RandomAccess.SetLength(handle, length);

        public void Dispose() => handle.Dispose();
    }
}
