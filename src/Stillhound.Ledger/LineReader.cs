namespace Stillhound.Ledger;

/// <summary>Reads a segment line by line in bounded space.</summary>
internal sealed class LineReader : IDisposable
{
    private readonly FileStream _file;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(2 * LedgerFormat.LongestLine);
    private int _start;
    private int _end;

    /// <summary>Opens a segment, which may be written to meanwhile.</summary>
    /// <param name="path">The segment.</param>
    /// <param name="from">Where a line begins, in bytes; what is before it is left out.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public LineReader(string path, long from = 0)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        _file.Position = Offset = from;
    }

    /// <summary>Where the next line begins, in bytes from the segment's begin.</summary>
    public long Offset { get; private set; }

    /// <summary>Number of the line read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>
    /// Reads a line without its end. At the segment's end gives what is left behind the last line's end with <paramref name="whole"/>
    /// false, and so too for a line that is longer than any may be.
    /// </summary>
    /// <returns>False when there is nothing more.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool whole)
    {
        var searched = 0;
        while (true)
        {
            var held = _buffer.AsSpan(_start, _end - _start);
            var length = held[searched..].IndexOf((byte)'\n');
            if (length >= 0)
                return Give(searched + length, ended: true, out line, out whole);
            searched = held.Length;
            if (held.Length >= LedgerFormat.LongestLine || !Fill())
                return Give(held.Length, ended: false, out line, out whole);
        }
    }

    public void Dispose() => _file.Dispose();

    private bool Give(int length, bool ended, out ReadOnlySpan<byte> line, out bool whole)
    {
        line = _buffer.AsSpan(_start, length);
        whole = ended && length < LedgerFormat.LongestLine;
        _start += length + (ended ? 1 : 0);
        Offset += length + (ended ? 1 : 0);
        Number += length > 0 || ended ? 1 : 0;
        return length > 0 || ended;
    }

    private bool Fill()
    {
        if (_start > 0 && _end == _buffer.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = _file.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
