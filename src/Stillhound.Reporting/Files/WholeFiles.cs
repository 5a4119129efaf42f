using System.Runtime.ExceptionServices;

namespace Stillhound.Reporting.Files;

/// <summary>Files that appear together and whole: written under temporary names, all at once, then renamed in the order they were added.</summary>
internal sealed class WholeFiles(string folder, Func<string, Stream> create)
{
    private readonly List<(string Name, Action<Stream> Write)> _files = [];

    public static Stream CreateOnDisk(string path) =>
        new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);

    /// <summary>Adds a file. Its content is written on whatever thread, beside the others.</summary>
    public void Add(string name, Action<Stream> write) => _files.Add((name, write));

    public void Commit()
    {
        var failures = new Exception?[_files.Count];
        Parallel.For(0, _files.Count, i => failures[i] = Failure(() => Write(Temporary(_files[i].Name), _files[i].Write)));
        Refuse(failures);
        for (var i = 0; i < _files.Count && failures.All(static f => f is null); i++)
            failures[i] = Failure(() => File.Move(Temporary(_files[i].Name), Path.Combine(folder, _files[i].Name), overwrite: true));
        Refuse(failures);
    }

    private string Temporary(string name) => Path.Combine(folder, name + OutputDirectory.TemporarySuffix);

    private void Write(string path, Action<Stream> write)
    {
        using var stream = create(path);
        write(stream);
        // A full disk may only show when the bytes leave the cache, so that has to happen before the rename.
        if (stream is FileStream file)
            file.Flush(flushToDisk: true);
        else
            stream.Flush();
    }

    private static Exception? Failure(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    /// <summary>Tells of the first failure, if there is one, and leaves nothing half-written.</summary>
    private void Refuse(Exception?[] failures)
    {
        var first = Array.FindIndex(failures, static f => f is not null);
        if (first < 0)
            return;
        RemoveTemporary();
        if (failures[first] is not (IOException or UnauthorizedAccessException))
            ExceptionDispatchInfo.Throw(failures[first]!);
        var name = _files[first].Name;
        throw new OutputException(Path.Combine(folder, name), $"Cannot write {name}: {OutputDirectory.OneLine(Reason(failures[first]!))} Nothing was left half-written.", failures[first]!);
    }

    private static string Reason(Exception e)
    {
        // ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL on Windows; ENOSPC and EDQUOT elsewhere.
        int[] full = OperatingSystem.IsWindows() ? [39, 112] : [28, 122];
        return full.Contains(e.HResult & 0xFFFF) ? "the disk is full." : e.Message;
    }

    private void RemoveTemporary()
    {
        foreach (var (name, _) in _files)
        {
            try
            {
                File.Delete(Temporary(name));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The first failure is the one to report; the next run clears this file away.
            }
        }
    }
}
