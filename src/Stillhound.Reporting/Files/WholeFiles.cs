namespace Stillhound.Reporting.Files;

/// <summary>Files that appear together and whole: written under temporary names, then renamed in the order they were added.</summary>
internal sealed class WholeFiles(string folder, Func<string, Stream> create)
{
    private readonly List<(string Temporary, string Final)> _written = [];

    public static Stream CreateOnDisk(string path) =>
        new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);

    public void Add(string name, Action<Stream> write)
    {
        var final = Path.Combine(folder, name);
        var temporary = final + OutputDirectory.TemporarySuffix;
        _written.Add((temporary, final));
        Guard(name, () =>
        {
            using var stream = create(temporary);
            write(stream);
            // A full disk may only show when the bytes leave the cache, so that has to happen before the rename.
            if (stream is FileStream file)
                file.Flush(flushToDisk: true);
            else
                stream.Flush();
        });
    }

    public void Commit()
    {
        foreach (var (temporary, final) in _written)
            Guard(Path.GetFileName(final), () => File.Move(temporary, final, overwrite: true));
    }

    private void Guard(string name, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            RemoveTemporary();
            if (e is not (IOException or UnauthorizedAccessException))
                throw;
            var path = Path.Combine(folder, name);
            throw new OutputException(path, $"Cannot write {name}: {OutputDirectory.OneLine(Reason(e))} Nothing was left half-written.", e);
        }
    }

    private static string Reason(Exception e)
    {
        // ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL on Windows; ENOSPC and EDQUOT elsewhere.
        int[] full = OperatingSystem.IsWindows() ? [39, 112] : [28, 122];
        return full.Contains(e.HResult & 0xFFFF) ? "the disk is full." : e.Message;
    }

    private void RemoveTemporary()
    {
        foreach (var (temporary, _) in _written)
        {
            try
            {
                File.Delete(temporary);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The first failure is the one to report; the next run clears this file away.
            }
        }
    }
}
