using System.Runtime.CompilerServices;

namespace Stillhound.Formats.Pipeline;

/// <summary>
/// The times at which a batch begins and ends. Each is the smallest of several records at that end, so that one record
/// with a time far in the future neither holds its whole batch back nor lets the watermark run away.
/// </summary>
internal struct TimeEdges
{
    private const int Width = 32;
    private long _first;
    private Ring _last;
    private int _count;

    /// <summary>Starts a new batch.</summary>
    public void Clear() => _count = 0;

    /// <summary>Smallest time of the first records; <see cref="long.MaxValue"/> without any.</summary>
    public readonly long First => _count == 0 ? long.MaxValue : _first;

    /// <summary>Smallest time of the last records; <see cref="long.MaxValue"/> without any.</summary>
    public readonly long Last
    {
        get
        {
            var least = long.MaxValue;
            for (var i = 0; i < Math.Min(_count, Width); i++)
                least = Math.Min(least, _last[i]);
            return least;
        }
    }

    public readonly bool IsSettled => _count >= Width;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long time)
    {
        if (_count < Width)
            _first = _count == 0 ? time : Math.Min(_first, time);
        _last[_count & (Width - 1)] = time;
        _count++;
    }

    [InlineArray(Width)]
    private struct Ring
    {
        private long _slot;
    }
}
