using Microsoft.Win32.SafeHandles;

namespace Stillhound.Server.Ingest.Following;

/// <summary>Knows which files stood under a path one after another: those that were rotated away, and the one that is there now.</summary>
/// <param name="path">The path, in full.</param>
/// <param name="fromStart">Whether what stands in the file before the first look counts.</param>
/// <param name="longest">Longest line in bytes.</param>
internal sealed class FileSuccession(string path, bool fromStart, int longest)
{
    private readonly byte[] _scratch = new byte[FileContent.Sample];

    /// <summary>Why the file cannot be opened; null while it can, or is not there.</summary>
    public string? Trouble { get; set; }

    /// <summary>Where to begin with a path that was never followed.</summary>
    /// <exception cref="IOException">There is something that cannot be read.</exception>
    public FilePosition FirstLook()
    {
        using var file = Current();
        if (file is null && Trouble is not null)
            throw new IOException(Trouble);
        if (file is not null && FileContent.TryHead(file, finished: false, out var head))
            return fromStart ? new FilePosition { HeadLength = head.Length, Head = head.Hash } : AtEnd(file, head);
        // Nothing there yet. What comes is new, also where it is rotated away before the next look: it comes after the newest that is there.
        foreach (var rotated in RotatedFiles.After(RotatedFiles.Beside(path), null).Reverse())
        {
            using var newest = RotatedFiles.TryOpen(rotated.Path);
            if (newest is not null && FileContent.TryHead(newest, finished: true, out head) && !FileContent.IsCompressed(newest))
                return AtEnd(newest, head);
        }

        return new FilePosition();
    }

    /// <summary>The file that a position was taken in, wherever it is now; null where it cannot be found.</summary>
    public SafeFileHandle? Find(FilePosition position)
    {
        if (!position.HasFile)
            return null;
        var file = Current();
        if (file is not null && FileContent.Matches(file, position, _scratch))
            return file;
        file?.Dispose();
        return Rotated(position, out file) is null ? null : file;
    }

    /// <summary>The file that comes after one that cannot be found any more; null while there is none.</summary>
    public NextFile? Following(FilePosition position)
    {
        if (!position.HasFile && Oldest(RotatedFiles.After(RotatedFiles.Beside(path), null)) is { } oldest)
            return oldest;
        var file = Current();
        return file is null ? null : Begun(file);
    }

    /// <summary>The file that comes after the one that is being read; null while that is the newest.</summary>
    /// <param name="file">The one that is being read; all of it was.</param>
    /// <param name="position">The position in it.</param>
    /// <param name="isNewest">Whether the next one is what stands under the path now.</param>
    public NextFile? Next(SafeFileHandle file, FilePosition position, out bool isNewest)
    {
        isNewest = false;
        var current = Current();
        if (current is not null && IsSame(file, current, position))
        {
            current.Dispose();
            return null;
        }

        // Asked for a second time where it is not found: a rotation in the middle of the search hides it.
        var old = Rotated(position, out var found) ?? Rotated(position, out found);
        found?.Dispose();
        var next = old is null ? null : Oldest(RotatedFiles.After(RotatedFiles.Beside(path), old));
        if (next is not null)
        {
            current?.Dispose();
        }
        else
        {
            isNewest = true;
            next = current is null ? null : Begun(current);
        }

        // A rotation since would have put another file between the two; the next look will find it.
        if (next is not null && old is not null && !IsStill(old, position))
        {
            next.Dispose();
            return null;
        }

        return next;
    }

    private SafeFileHandle? Current()
    {
        try
        {
            var file = FileContent.Open(path);
            try
            {
                if (!FileContent.IsCompressed(file))
                    return file;
                Trouble = $"{path} is compressed, and a compressed file cannot be followed";
            }
            catch
            {
                file.Dispose();
                throw;
            }

            file.Dispose();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Trouble = Directory.Exists(path) ? $"{path} is a folder" : $"{path} cannot be read: {e.Message}";
        }

        return null;
    }

    /// <summary>Whether what stands under the path is the file that is being read.</summary>
    private bool IsSame(SafeFileHandle file, SafeFileHandle current, FilePosition position)
    {
        // Two files of equal content would have to be of equal length too, and one that is written to soon is not.
        var before = RandomAccess.GetLength(file);
        var matches = FileContent.Matches(current, position, _scratch);
        var length = RandomAccess.GetLength(current);
        return matches && before <= length && length <= RandomAccess.GetLength(file);
    }

    private RotatedFile? Rotated(FilePosition position, out SafeFileHandle? file)
    {
        foreach (var rotated in RotatedFiles.Beside(path))
        {
            file = RotatedFiles.TryOpen(rotated.Path);
            if (file is not null && FileContent.Matches(file, position, _scratch))
                return rotated;
            file?.Dispose();
        }

        file = null;
        return null;
    }

    private bool IsStill(RotatedFile old, FilePosition position)
    {
        using var file = RotatedFiles.TryOpen(old.Path);
        return file is not null && FileContent.Matches(file, position, _scratch);
    }

    private static NextFile? Oldest(IEnumerable<RotatedFile> files)
    {
        foreach (var rotated in files)
        {
            var file = RotatedFiles.TryOpen(rotated.Path);
            if (file is not null && FileContent.TryHead(file, finished: true, out var head) && !FileContent.IsCompressed(file))
                return new NextFile(file, head);
            file?.Dispose();
        }

        return null;
    }

    private static NextFile? Begun(SafeFileHandle file)
    {
        if (FileContent.TryHead(file, finished: false, out var head))
            return new NextFile(file, head);
        file.Dispose();
        return null;
    }

    private FilePosition AtEnd(SafeFileHandle file, FileHead head)
    {
        var length = RandomAccess.GetLength(file);
        var start = FileContent.LastLineStart(file, length, longest);
        var offset = start < 0 ? length : start;
        var mark = _scratch.AsSpan(0, (int)Math.Min(offset, FileContent.Sample));
        FileContent.Read(file, mark, offset - mark.Length);
        return new FilePosition
        {
            HeadLength = head.Length, Head = head.Hash, Offset = offset, MarkLength = mark.Length, Mark = Core.Exchanges.Hash64.Of(mark), Skipping = start < 0, Lines = offset == 0 ? 0 : -1,
        };
    }

    /// <summary>A file that has begun, and what it begins with.</summary>
    internal sealed class NextFile(SafeFileHandle file, FileHead head) : IDisposable
    {
        private SafeFileHandle? _file = file;

        /// <summary>Its first bytes.</summary>
        public FileHead Head => head;

        /// <summary>Hands it over.</summary>
        public SafeFileHandle Take()
        {
            var taken = _file!;
            _file = null;
            return taken;
        }

        /// <inheritdoc/>
        public void Dispose() => _file?.Dispose();
    }
}
