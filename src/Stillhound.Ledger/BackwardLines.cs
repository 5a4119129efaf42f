using Microsoft.Win32.SafeHandles;

namespace Stillhound.Ledger;

/// <summary>Reads the whole lines of a segment from a place back to its begin, in bounded space.</summary>
internal sealed class BackwardLines : IDisposable
{
    private const int Block = 1 << 18;
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(LedgerFormat.LongestLine + Block);
    private long _offset;
    private int _start;
    private int _end;

    /// <summary>Opens a segment, which may be written to meanwhile.</summary>
    /// <param name="path">The segment.</param>
    /// <param name="end">Where to begin: what stands between the last line's end before it and this place is left out. Null for the segment's end.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public BackwardLines(string path, long? end)
    {
        _path = path;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _offset = Math.Min(end ?? long.MaxValue, RandomAccess.GetLength(_file));
        (_start, _end) = (_buffer.Length, _buffer.Length);
        TryRead(out _);
    }

    /// <summary>Reads the line before the one that was read last, without its end.</summary>
    /// <returns>False at the segment's begin.</returns>
    /// <exception cref="LedgerException">It is longer than any may be.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var held = _buffer.AsSpan(_start, _end - _start);
            var cut = held.LastIndexOf((byte)'\n');
            if (cut >= 0 || _offset == 0)
            {
                line = held[(cut + 1)..];
                _end = _start + Math.Max(0, cut);
                return cut >= 0 || line.Length > 0;
            }

            if (held.Length > LedgerFormat.LongestLine)
                throw new LedgerException($"{_path}: the ledger is broken here: a line has no end (see 'stillhound audit verify')");
            Fill(held);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Fill(ReadOnlySpan<byte> held)
    {
        if (_start < Block)
        {
            held.CopyTo(_buffer.AsSpan(_buffer.Length - held.Length));
            (_start, _end) = (_buffer.Length - held.Length, _buffer.Length);
        }

        var most = (int)Math.Min(Block, _offset);
        var read = 0;
        while (read < most && RandomAccess.Read(_file, _buffer.AsSpan(_start - most + read, most - read), _offset - most + read) is > 0 and var more)
            read += more;
        if (read < most)
            throw new LedgerException($"{_path}: the ledger became shorter while it was read");
        (_start, _offset) = (_start - most, _offset - most);
    }
}
