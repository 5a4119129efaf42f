using System.Numerics;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// The link keys that enough accounts use, each with the rows that use it, and the other way round. Built from the keys that
/// profiles list, by counting: popular keys cost no more than rare ones. Most keys are rare and are left out by a rough count.
/// </summary>
[Scratch]
internal sealed class Postings
{
    /// <summary>Most keys of one row: its phrases, then its system prompts, tools and formats.</summary>
    public const int MostKeys = PhraseSlots.Length + 8;

    private const int KeysEach = 4; // about how many different keys there are for each row
    private const uint PhrasePlaces = (1u << PhraseSlots.Length) - 1;
    private static readonly TraitKind[] LinkingTraits = [TraitKind.System, TraitKind.Tools, TraitKind.Format];

    private readonly RoughCounts _rough = new();
    private readonly KeyNumbers _numbers = new();
    private readonly List<int> _inOrder = []; // numbers by first use
    private uint[] _read = []; // what each row lists, as it was read; 0 for an empty place
    private uint[] _often = []; // which of it the row uses often
    private uint[] _values = new uint[1024]; // by number
    private int[] _uses = new int[1024]; // by number
    private uint[] _listed = [];
    private uint[] _used = [];
    private int[] _listEnds = [];
    private int[] _keysOf = new int[1024];
    private uint[] _keys = [];
    private int[] _starts = [];
    private int[] _ends = [];
    private int[] _rows = [];
    private int _listedBefore; // keys that rows listed the last time, before the rare ones were left out

    /// <summary>Number of keys.</summary>
    public int Count { get; private set; }

    /// <summary>The keys, in order of the first row that uses each.</summary>
    public ReadOnlySpan<uint> Keys => _keys.AsSpan(0, Count);

    /// <summary>The rows that use a key, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int key) => _rows.AsSpan(_starts[key], _ends[key] - _starts[key]);

    /// <summary>Places in <see cref="Keys"/> of what a row lists, but for what too few use.</summary>
    public ReadOnlySpan<int> KeysOf(int row)
    {
        var start = row == 0 ? 0 : _listEnds[row - 1];
        return _keysOf.AsSpan(start, _listEnds[row] - start);
    }

    /// <summary>The same for its phrases alone.</summary>
    public ReadOnlySpan<int> PhrasesOf(int row) => KeysOf(row)[..BitOperations.PopCount(_listed[row] & PhrasePlaces)];

    /// <summary>Whether the phrase at a place of a row's profile is among <see cref="PhrasesOf"/>.</summary>
    public bool IsListed(int row, int phrase) => (_listed[row] >> phrase & 1) != 0;

    /// <summary>Which of <see cref="KeysOf"/> the row uses often enough to be listed under the key, one bit each.</summary>
    public uint UsedBy(int row) => _used[row];

    /// <summary>Collects the keys that at least <paramref name="fewest"/> rows use.</summary>
    public static Postings Collect(Population population, int fewest)
    {
        var postings = new Postings();
        postings.Refresh(population, fewest);
        return postings;
    }

    /// <summary>Collects them anew.</summary>
    public void Refresh(Population population, int fewest)
    {
        var rows = population.Count;
        if (_used.Length < rows)
        {
            _used = new uint[Room.For(rows)];
            _listed = new uint[_used.Length];
            _listEnds = new int[_used.Length];
        }

        Read(population);
        CountRoughly(population);
        NumberKeys(population, fewest);
        GivePlaces(fewest);
        FillRows(rows);
        if (Room.IsMuch(rows))
            Release(rows);
    }

    /// <summary>Gives everything back until the next <see cref="Refresh"/>.</summary>
    public void Rest()
    {
        (_listed, _used, _listEnds, _keysOf, _rows) = ([], [], [], [], []);
        (_keys, _starts, _ends) = ([], [], []);
        Count = 0;
    }

    /// <summary>The key under which a trait's value is listed.</summary>
    public static uint TraitKey(TraitKind kind, uint value) => ClientKeys.Fold(Exchanges.Hash64.Combine((ulong)kind + 1, value));

    /// <summary>A key that an account used once among many exchanges says nothing of the account.</summary>
    /// <param name="exchanges">All exchanges of the account; uses are compared with what is counted of them.</param>
    public static int LeastUses(int exchanges) => exchanges < 12 ? 1 : Math.Max(2, ProfileShares.Counted(exchanges) / 16);

    /// <summary>Lists the keys of a profile, 0 for an empty place, and tells which of them it uses often.</summary>
    private static uint List(ref Profile p, Span<uint> listed)
    {
        var least = LeastUses(p.Exchanges);
        p.Phrases.Keys.CopyTo(listed);
        var used = Often(p.Phrases.Keys, p.Phrases.KeyCounts, least);
        var at = PhraseSlots.Length;
        foreach (var kind in LinkingTraits)
        {
            var values = p.Traits.ValuesOf(kind);
            used |= Often(values, p.Traits.CountsOf(kind), least) << at;
            foreach (var value in values)
                listed[at++] = value == 0 ? 0 : TraitKey(kind, value);
        }

        return used;
    }

    private static uint Often(ReadOnlySpan<uint> values, ReadOnlySpan<ushort> counts, int least)
    {
        var used = 0u;
        for (var i = 0; i < values.Length; i++)
            used |= values[i] != 0 && counts[i] >= least ? 1u << i : 0;
        return used;
    }

    /// <summary>
    /// Reads every row once, where keeping that is not too much. Rows that had no exchange since the last time may list other phrases:
    /// whoever used one first is told when somebody else does.
    /// </summary>
    private void Read(Population population)
    {
        if (Room.IsMuch(population.Count))
        {
            (_read, _often) = ([], []);
            return;
        }

        if (_often.Length < population.Count)
        {
            _often = new uint[Room.For(population.Count)];
            _read = new uint[_often.Length * MostKeys];
        }

        for (var row = 0; row < population.Count; row++)
            _often[row] = List(ref population.ProfileOf(row), _read.AsSpan(row * MostKeys, MostKeys));
    }

    /// <summary>What a row lists, and which of it it uses often.</summary>
    private ReadOnlySpan<uint> ListedBy(int row, Population population, Span<uint> room, out uint used)
    {
        if (_often.Length == 0)
        {
            used = List(ref population.ProfileOf(row), room);
            return room;
        }

        used = _often[row];
        return _read.AsSpan(row * MostKeys, MostKeys);
    }

    private void CountRoughly(Population population)
    {
        _rough.Begin(KeysEach * (long)population.Count);
        Span<uint> room = stackalloc uint[MostKeys];
        for (var row = 0; row < population.Count; row++)
        {
            for (var listed = ListedBy(row, population, room, out var used); used != 0; used &= used - 1)
                _rough.Add(listed[BitOperations.TrailingZeroCount(used)]);
        }
    }

    /// <summary>Numbers the keys that enough rows may use, counts them well, and lists them by row.</summary>
    private void NumberKeys(Population population, int fewest)
    {
        _numbers.Clear();
        _inOrder.Clear();
        Array.Clear(_uses);
        if (_keysOf.Length == 0)
            _keysOf = new int[Room.For(_listedBefore) + MostKeys];
        Span<uint> room = stackalloc uint[MostKeys];
        var at = 0;
        for (var row = 0; row < population.Count; row++)
        {
            var listed = ListedBy(row, population, room, out var used);
            (_listed[row], _used[row]) = (0, used);
            if (at + MostKeys > _keysOf.Length)
                Array.Resize(ref _keysOf, 2 * (at + MostKeys));
            for (var i = 0; i < MostKeys; i++)
            {
                if (listed[i] == 0 || !_rough.MayReach(listed[i], fewest))
                    continue;
                var number = _keysOf[at++] = NumberOf(listed[i]);
                _listed[row] |= 1u << i;
                if ((used >> i & 1) != 0 && _uses[number]++ == 0)
                    _inOrder.Add(number);
            }
        }

        _listedBefore = at;
    }

    private int NumberOf(uint key)
    {
        var number = _numbers.Of(key);
        if (number >= _uses.Length)
        {
            Array.Resize(ref _uses, 2 * number);
            Array.Resize(ref _values, _uses.Length);
        }

        _values[number] = key;
        return number;
    }

    /// <summary>Gives places to the keys that enough rows use. Uses become -1 less the place, or 0.</summary>
    private void GivePlaces(int fewest)
    {
        Count = 0;
        var start = 0;
        foreach (var number in _inOrder)
        {
            ref var uses = ref _uses[number];
            if (uses < fewest)
            {
                uses = 0;
                continue;
            }

            if (Count == _keys.Length)
                GrowKeys();
            _keys[Count] = _values[number];
            _starts[Count] = _ends[Count] = start;
            start += uses;
            uses = -1 - Count++;
        }

        if (_rows.Length < start)
            _rows = new int[Room.For(start)];
    }

    /// <summary>Turns the numbers that rows list into places, leaving out what has none, and lists rows under their keys.</summary>
    private void FillRows(int rows)
    {
        int from = 0, to = 0;
        for (var row = 0; row < rows; row++)
        {
            var (first, often, used) = (to, _used[row], 0u);
            for (var listed = _listed[row]; listed != 0; listed &= listed - 1)
            {
                var key = -1 - _uses[_keysOf[from++]];
                var place = listed & (0 - listed);
                if (key < 0)
                {
                    _listed[row] &= ~place;
                    continue;
                }

                used |= (often & place) != 0 ? 1u << (to - first) : 0;
                _keysOf[to++] = key;
                // A phrase and a trait of one row may fall on one key.
                if ((often & place) != 0 && (_ends[key] == _starts[key] || _rows[_ends[key] - 1] != row))
                    _rows[_ends[key]++] = row;
            }

            (_used[row], _listEnds[row]) = (used, to);
        }
    }

    /// <summary>Gives back what only collecting takes.</summary>
    private void Release(int rows)
    {
        _rough.Release();
        _numbers.Release();
        _inOrder.Clear();
        _inOrder.TrimExcess();
        (_values, _uses) = (new uint[1024], new int[1024]);
        Array.Resize(ref _keysOf, rows == 0 ? 0 : _listEnds[rows - 1]);
    }

    private void GrowKeys()
    {
        var size = Math.Max(1024, Count * 2);
        Array.Resize(ref _keys, size);
        Array.Resize(ref _starts, size);
        Array.Resize(ref _ends, size);
    }
}
