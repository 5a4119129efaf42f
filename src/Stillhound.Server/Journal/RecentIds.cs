namespace Stillhound.Server.Journal;

/// <summary>
/// The newest identities of the journal, exactly: equal frames in equal order give an equal set. A ring of the identities in the
/// order in which they came and an open table of places in it, 16 bytes an identity. Not thread safe.
/// </summary>
internal sealed class RecentIds
{
    private const int First = 1024;
    private readonly int _most;
    private ulong[] _ring;
    // Place in the ring plus one; zero is free. Twice as long as the ring, so that runs stay short.
    private int[] _table;
    private int _next;

    /// <summary>Makes an empty set.</summary>
    /// <param name="most">How many identities it remembers.</param>
    public RecentIds(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        _most = most;
        _ring = new ulong[Math.Min(most, First)];
        _table = NewTable(_ring.Length);
    }

    /// <summary>How many identities there are.</summary>
    public int Count { get; private set; }

    /// <summary>Position in the journal up to which frames were taken.</summary>
    public long Position { get; private set; }

    /// <summary>The identities, oldest first.</summary>
    public IEnumerable<ulong> Oldest
    {
        get
        {
            for (var i = 0; i < Count; i++)
                yield return _ring[(_next - Count + i + _ring.Length) % _ring.Length];
        }
    }

    /// <summary>Whether an identity is among the newest.</summary>
    public bool Contains(ulong identity) => _table[Find(identity)] != 0;

    /// <summary>Takes the identities of the frame that ends at a position; one that was taken before changes nothing.</summary>
    public void Take(ReadOnlySpan<ulong> identities, long end)
    {
        if (end <= Position)
            return;
        foreach (var identity in identities)
            Add(identity);
        Position = end;
    }

    /// <summary>Takes what is in the journal after <see cref="Position"/>, or from its oldest frame on.</summary>
    public void CatchUp(FrameJournal journal)
    {
        using var reader = journal.ReadFrom(Math.Max(Position, journal.OldestPosition));
        while (reader.TryRead())
            Take(reader.Identities, reader.Position);
        Position = Math.Max(Position, reader.Position);
    }

    /// <summary>Sets what was saved: identities, oldest first, and the position that they stand for.</summary>
    internal void Restore(ReadOnlySpan<ulong> identities, long position)
    {
        foreach (var identity in identities)
            Add(identity);
        Position = position;
    }

    private void Add(ulong identity)
    {
        if (identity == 0 || Contains(identity))
            return;
        if (Count == _ring.Length)
        {
            if (Count < _most)
                Grow();
            else
                Remove(Find(_ring[_next]));
        }

        _ring[_next] = identity;
        _table[Find(identity)] = _next + 1;
        _next = (_next + 1) % _ring.Length;
        Count = Math.Min(Count + 1, _ring.Length);
    }

    private void Grow()
    {
        var ring = new ulong[(int)Math.Min(2L * _ring.Length, _most)];
        _ring.CopyTo(ring, 0);
        _next = _ring.Length;
        _ring = ring;
        _table = NewTable(ring.Length);
        for (var i = 0; i < Count; i++)
            _table[Find(ring[i])] = i + 1;
    }

    /// <summary>Where an identity stands in the table, or the free place where it would.</summary>
    private int Find(ulong identity)
    {
        var at = Home(identity);
        while (_table[at] != 0 && _ring[_table[at] - 1] != identity)
            at = (at + 1) & (_table.Length - 1);
        return at;
    }

    /// <summary>Frees a place and moves up those that it held back (Knuth, The Art of Computer Programming 3, 6.4, algorithm R).</summary>
    private void Remove(int free)
    {
        var mask = _table.Length - 1;
        for (var at = (free + 1) & mask; _table[at] != 0; at = (at + 1) & mask)
        {
            var home = Home(_ring[_table[at] - 1]);
            if (((at - home) & mask) < ((at - free) & mask))
                continue;
            _table[free] = _table[at];
            free = at;
        }

        _table[free] = 0;
    }

    private int Home(ulong identity) => (int)((identity * 0x9E3779B97F4A7C15ul) >> 32) & (_table.Length - 1);

    private static int[] NewTable(int ring) => new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)ring * 2)];
}
