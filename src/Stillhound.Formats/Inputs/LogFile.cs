using Microsoft.Win32.SafeHandles;

namespace Stillhound.Formats.Inputs;

/// <summary>One input to read: a file, or standard input.</summary>
public sealed class LogFile
{
    private readonly Func<Stream>? _open;

    /// <summary>A file on disk.</summary>
    /// <param name="path">Where it is; also its name in messages.</param>
    /// <param name="named">Whether the user named this very file, rather than a folder or pattern that holds it.</param>
    public LogFile(string path, bool named)
    {
        Path = path;
        Named = named;
        var info = new FileInfo(path);
        Length = info.Exists && info.Length > 0 ? info.Length : null;
    }

    /// <summary>A stream that can be read once, such as standard input.</summary>
    /// <param name="name">Its name in messages: <c>-</c>.</param>
    /// <param name="open">Called once.</param>
    public LogFile(string name, Func<Stream> open)
    {
        Path = name;
        Named = true;
        _open = open;
    }

    /// <summary>Path as the user would write it.</summary>
    public string Path { get; }

    /// <summary>Whether the user named this very file.</summary>
    public bool Named { get; }

    /// <summary>Bytes as stored; null when not known.</summary>
    public long? Length { get; }

    /// <summary>Opens it, and looks through gzip whatever the name says.</summary>
    /// <param name="reopenable">Whether it can be opened again to be read from the start.</param>
    /// <exception cref="InputException">It cannot be opened.</exception>
    internal ByteSource Open(out bool reopenable)
    {
        reopenable = false;
        try
        {
            if (_open is not null)
                return Decompress(new StreamSource(_open()));
            var handle = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
            // A named pipe has a path, yet gives its bytes once.
            reopenable = IsRegular(handle);
            return Decompress(new PlainSource(handle));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"cannot read {Path}: {e.Message}", e);
        }
    }

    private static bool IsRegular(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle) >= 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    private static ByteSource Decompress(ByteSource stored)
    {
        var start = new byte[2];
        var length = stored.ReadFull(start);
        var whole = new PrefixedSource(start.AsMemory(0, length), stored);
        return GzipSource.Starts(start.AsSpan(0, length)) ? new GzipSource(whole) : whole;
    }
}
