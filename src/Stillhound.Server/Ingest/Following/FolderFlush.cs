using System.Runtime.InteropServices;

namespace Stillhound.Server.Ingest.Following;

/// <summary>Makes the names in a folder durable; without it a power cut can take back a rename.</summary>
internal static partial class FolderFlush
{
    /// <summary>Returns once they are.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Of(string folder)
    {
        // Elsewhere a folder cannot be opened, and the file system orders names by itself.
        if (OperatingSystem.IsWindows())
            return;
        var handle = OpenFolder(folder, 0);
        if (handle < 0)
            throw Failure(folder);
        try
        {
            if (Flush(handle) != 0)
                throw Failure(folder);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failure(string folder)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{folder}: {Marshal.GetPInvokeErrorMessage(error)}", error);
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
}
