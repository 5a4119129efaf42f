namespace Stillhound.Core.Verdicts;

/// <summary>
/// Counts how often members of a group show each value, one kind of value after another: a table that is made once a group. Entries
/// of earlier kinds are told apart by their number and count as empty.
/// </summary>
internal sealed class ValueTally
{
    private readonly Entry[] _entries;
    private int _kind;

    /// <summary>A table for so many members.</summary>
    public ValueTally(int members) => _entries = new Entry[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, 2 * members))];

    /// <summary>Different values.</summary>
    public int Different { get; private set; }

    /// <summary>Members that show any.</summary>
    public int Shown { get; private set; }

    /// <summary>Members that show a value which another shows too.</summary>
    public int Again { get; private set; }

    /// <summary>Members that show the most common value.</summary>
    public int Most { get; private set; }

    /// <summary>The most common value, of equals the smallest.</summary>
    public uint Top { get; private set; }

    /// <summary>Begins another kind.</summary>
    public void Begin()
    {
        _kind++;
        (Different, Shown, Again, Most, Top) = (0, 0, 0, 0, 0);
    }

    /// <summary>Counts a member; 0 is no value.</summary>
    public void Add(uint value)
    {
        if (value == 0)
            return;
        ref var entry = ref Find(value);
        if (entry.Kind != _kind)
            entry = new Entry { Value = value, Kind = _kind };
        var count = ++entry.Count;
        Shown++;
        Different += count == 1 ? 1 : 0;
        Again += count == 1 ? 0 : count == 2 ? 2 : 1;
        if (count > Most || (count == Most && value < Top))
            (Most, Top) = (count, value);
    }

    private ref Entry Find(uint value)
    {
        var mask = _entries.Length - 1;
        for (var slot = (int)((value * 0x9E3779B1u) >> 7) & mask; ; slot = (slot + 1) & mask)
        {
            ref var entry = ref _entries[slot];
            if (entry.Kind != _kind || entry.Value == value)
                return ref entry;
        }
    }

    private struct Entry
    {
        public uint Value;
        public int Kind;
        public int Count;
    }
}
