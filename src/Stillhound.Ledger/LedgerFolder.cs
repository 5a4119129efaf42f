using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Stillhound.Ledger;

/// <summary>The files of a ledger: segments named by their first entry, the head as last noted, and the lock.</summary>
internal static partial class LedgerFolder
{
    private const string Prefix = "ledger-";
    private const string Suffix = ".ndjson";
    private const int Digits = 12;

    public static string Head(string folder) => Path.Combine(folder, "head");

    public static string Lock(string folder) => Path.Combine(folder, "lock");

    public static string Segment(string folder, long first) =>
        Path.Combine(folder, Prefix + first.ToString(new string('0', Digits), CultureInfo.InvariantCulture) + Suffix);

    /// <summary>The segments in order.</summary>
    public static IReadOnlyList<(string Path, long First)> Segments(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, Prefix + "*" + Suffix)
            .Select(static path => (Path: path, First: FirstOf(Path.GetFileName(path))))
            .Where(static s => s.First > 0)
            .OrderBy(static s => s.First),
    ];

    /// <summary>The head that was noted last; null when none was, or what is there is none.</summary>
    public static LedgerHead? ReadHead(string folder)
    {
        try
        {
            using var file = new StreamReader(Head(folder));
            var line = new char[128];
            var length = file.ReadBlock(line);
            return LedgerHead.TryParse(new string(line, 0, length).TrimEnd('\n'), out var head) ? head : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Notes the head.</summary>
    public static void WriteHead(string folder, LedgerHead head)
    {
        var fresh = Head(folder) + ".new";
        using (var file = new FileStream(fresh, Private(FileMode.Create)))
        {
            file.Write(Encoding.ASCII.GetBytes(head + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, Head(folder), overwrite: true);
    }

    /// <summary>How files are made: for their owner alone.</summary>
    public static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>Makes the names in a folder durable; without it a power cut can take a new file whose content is safe.</summary>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = OpenFolder(folder, 0);
        if (handle < 0)
            return;
        _ = SyncHandle(handle);
        _ = CloseHandle(handle);
    }

    private static long FirstOf(string name) =>
        name.Length == Prefix.Length + Digits + Suffix.Length && long.TryParse(name.AsSpan(Prefix.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : 0;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int SyncHandle(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseHandle(int handle);
}
