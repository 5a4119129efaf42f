using Microsoft.Win32.SafeHandles;
using Stillhound.Core.Exchanges;

namespace Stillhound.Server.Ingest.Following;

/// <summary>Tells files apart by what is in them.</summary>
internal static class FileContent
{
    /// <summary>Most bytes that are hashed, of a file's start and before a position.</summary>
    public const int Sample = 256;

    private const int Block = 64 << 10;

    /// <summary>Opens a file that others go on writing, moving and deleting.</summary>
    public static SafeFileHandle Open(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>The first bytes of a file, once there are enough of them: a whole line, or as many as are hashed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="finished">Whether nothing more is written to it, so that any byte is enough.</param>
    /// <param name="head">Receives them.</param>
    /// <returns>False while there are too few.</returns>
    public static bool TryHead(SafeFileHandle file, bool finished, out FileHead head)
    {
        Span<byte> bytes = stackalloc byte[Sample];
        bytes = bytes[..Read(file, bytes, 0)];
        head = new FileHead(bytes.Length, Hash64.Of(bytes));
        return bytes.Length == Sample || bytes.Contains((byte)'\n') || (finished && !bytes.IsEmpty);
    }

    /// <summary>Whether a file is compressed with gzip, whatever its name says.</summary>
    public static bool IsCompressed(SafeFileHandle file)
    {
        Span<byte> bytes = stackalloc byte[2];
        return Read(file, bytes, 0) == 2 && bytes is [0x1f, 0x8b];
    }

    /// <summary>Whether a file is the one that a position was taken in, grown or not.</summary>
    /// <param name="file">The file.</param>
    /// <param name="position">The position; it has a file.</param>
    /// <param name="mark">Receives the bytes before the position; at least <see cref="Sample"/>.</param>
    public static bool Matches(SafeFileHandle file, FilePosition position, Span<byte> mark)
    {
        if (RandomAccess.GetLength(file) < position.Offset)
            return false;
        Span<byte> head = stackalloc byte[Sample];
        if (!IsAt(file, head[..position.HeadLength], 0, position.Head))
            return false;
        return IsAt(file, mark[..position.MarkLength], position.Offset - position.MarkLength, position.Mark);
    }

    /// <summary>Where the last line that is not ended begins: behind the last line end.</summary>
    /// <param name="file">The file.</param>
    /// <param name="length">Its length.</param>
    /// <param name="longest">How far back is looked.</param>
    /// <returns>-1 where no line ends so near.</returns>
    public static long LastLineStart(SafeFileHandle file, long length, long longest)
    {
        var block = new byte[Block];
        for (var end = length; end > 0;)
        {
            if (length - end > longest)
                return -1;
            var start = Math.Max(0, end - Block);
            var read = block.AsSpan(0, Read(file, block.AsSpan(0, (int)(end - start)), start));
            var found = read.LastIndexOf((byte)'\n');
            if (found >= 0)
                return start + found + 1;
            end = start;
        }

        return 0;
    }

    /// <summary>Reads until the room is full or the file ends.</summary>
    public static int Read(SafeFileHandle file, Span<byte> room, long at)
    {
        var filled = 0;
        while (filled < room.Length)
        {
            var read = RandomAccess.Read(file, room[filled..], at + filled);
            if (read == 0)
                break;
            filled += read;
        }

        return filled;
    }

    private static bool IsAt(SafeFileHandle file, Span<byte> room, long at, ulong hash) => Read(file, room, at) == room.Length && Hash64.Of(room) == hash;
}
