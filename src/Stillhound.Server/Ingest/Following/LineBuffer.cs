using Microsoft.Win32.SafeHandles;

namespace Stillhound.Server.Ingest.Following;

/// <summary>The next bytes of a followed file, from which whole lines are cut. It grows for a line that needs it, and shrinks again.</summary>
internal sealed class LineBuffer(FollowerOptions options)
{
    private byte[] _bytes = new byte[options.ChunkBytes];
    private int _filled;

    /// <summary>What was read.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _filled);

    /// <summary>Whether there may be more of the file than was read.</summary>
    public bool IsFull => _filled == _bytes.Length;

    /// <summary>Reads what stands at an offset.</summary>
    public void Fill(SafeFileHandle file, long offset)
    {
        _filled = 0;
        _filled = FileContent.Read(file, _bytes, offset);
    }

    /// <summary>Where the whole lines that are taken at once end; 0 where no line is whole.</summary>
    public int Cut()
    {
        var bytes = Bytes;
        var at = 0;
        for (var lines = 0; lines < options.ChunkLines; lines++)
        {
            var length = bytes[at..].IndexOf((byte)'\n');
            if (length < 0)
                break;
            at += length + 1;
            // What comes next is no line but the hole of a file that was cut under its writer.
            if (at < bytes.Length && bytes[at] == 0)
                break;
        }

        return at;
    }

    /// <summary>Makes room for a longer line, up to one byte more than the longest.</summary>
    public void Grow() => _bytes = new byte[(int)Math.Max(_bytes.Length, Math.Min(2L * _bytes.Length, options.LongestRecord + 1L))];

    /// <summary>Gives back what a long line needed.</summary>
    public void Shrink()
    {
        if (_bytes.Length > options.ChunkBytes)
            _bytes = new byte[options.ChunkBytes];
        _filled = 0;
    }
}
