namespace Stillhound.Simulation.Timing;

/// <summary>
/// The exchanges of one day, put into time order. A world is planned a day at a time, so that memory follows a day's
/// traffic and not the world's; what runs past midnight is carried over.
/// </summary>
internal sealed class DayPlan
{
    private const int StreamBits = 22;
    private long[] _keys = new long[1 << 12];
    private Slot[] _slots = new Slot[1 << 12];
    private readonly List<(long Time, Slot Slot)> _carried = [];
    private long _start;
    private long _end;

    public const int MostStreams = 1 << StreamBits;

    public int Count { get; private set; }

    public ReadOnlySpan<long> Keys => _keys.AsSpan(0, Count);

    public ReadOnlySpan<Slot> Slots => _slots.AsSpan(0, Count);

    public long TimeOf(int index) => _start + (_keys[index] >> StreamBits);

    /// <summary>Starts a day given in Unix milliseconds, with what earlier days left over.</summary>
    public void Begin(long start, long length)
    {
        _start = start;
        _end = start + length;
        Count = 0;
        var kept = 0;
        for (var i = 0; i < _carried.Count; i++)
        {
            var (time, slot) = _carried[i];
            if (time < _end)
                Put(time, slot);
            else
                _carried[kept++] = (time, slot);
        }

        _carried.RemoveRange(kept, _carried.Count - kept);
    }

    public void Add(long time, in Slot slot)
    {
        if (time < _start)
            time = _start;
        if (time < _end)
            Put(time, slot);
        else
            _carried.Add((time, slot));
    }

    /// <summary>Sorts by time, then by stream, so that the order never depends on how the plan was made.</summary>
    public void Sort() => Array.Sort(_keys, _slots, 0, Count);

    private void Put(long time, in Slot slot)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _slots, Count * 2);
        }

        _keys[Count] = ((time - _start) << StreamBits) | (uint)slot.Stream;
        _slots[Count++] = slot;
    }
}

/// <summary>One planned exchange.</summary>
/// <param name="Stream">Which stream sends it.</param>
/// <param name="Conversation">Number of the conversation within its stream.</param>
/// <param name="Turn">Position in the conversation, from 1.</param>
internal readonly record struct Slot(int Stream, int Conversation, int Turn);
