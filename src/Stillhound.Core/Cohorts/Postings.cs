using System.Numerics;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// The link keys that enough accounts use, each with the rows that use it, and the other way round. Built from the keys that
/// profiles list, by counting: popular keys cost no more than rare ones.
/// </summary>
internal sealed class Postings
{
    /// <summary>Most keys of one row: its phrases, then its system prompts, tools and formats.</summary>
    public const int MostKeys = PhraseSlots.Length + 8;

    private const int Block = 256;
    private const int Small = 1 << 16;
    private static readonly TraitKind[] LinkingTraits = [TraitKind.System, TraitKind.Tools, TraitKind.Format];

    private readonly KeyNumbers _numbers = new();
    private uint[] _listed = [];
    private int[] _numberOf = [];
    private uint[] _used = [];
    private int[] _keysOf = [];
    private int[] _places = [];
    private uint[] _keys = [];
    private int[] _starts = [];
    private int[] _ends = [];
    private int[] _rows = [];
    private int _listedAtLeast; // keys that had a number when only those that are listed had one

    /// <summary>Number of keys.</summary>
    public int Count { get; private set; }

    /// <summary>The keys, in order of the first row that uses each.</summary>
    public ReadOnlySpan<uint> Keys => _keys.AsSpan(0, Count);

    /// <summary>The rows that use a key, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int key) => _rows.AsSpan(_starts[key], _ends[key] - _starts[key]);

    /// <summary>Places in <see cref="Keys"/> of what a row lists; -1 where a place is empty or too few use the key.</summary>
    public ReadOnlySpan<int> KeysOf(int row) => _keysOf.AsSpan(row * MostKeys, MostKeys);

    /// <summary>The same for its phrases alone.</summary>
    public ReadOnlySpan<int> PhrasesOf(int row) => _keysOf.AsSpan(row * MostKeys, PhraseSlots.Length);

    /// <summary>Which of <see cref="KeysOf"/> the row uses often enough to be listed under the key, one bit each.</summary>
    public uint UsedBy(int row) => _used[row];

    /// <summary>Collects the keys that at least <paramref name="fewest"/> rows use.</summary>
    public static Postings Collect(Population population, int fewest)
    {
        var postings = new Postings();
        postings.Refresh(population, fewest);
        return postings;
    }

    /// <summary>Collects them anew. What a row listed before needs no looking up.</summary>
    public void Refresh(Population population, int fewest)
    {
        var rows = population.Count;
        if (_used.Length < rows)
        {
            Array.Resize(ref _used, Room.For(rows));
            Array.Resize(ref _listed, _used.Length * MostKeys);
            Array.Resize(ref _numberOf, _used.Length * MostKeys);
            Array.Resize(ref _keysOf, _used.Length * MostKeys);
        }

        Parallel.For(0, (rows + Block - 1) / Block, block =>
        {
            Span<uint> listed = stackalloc uint[MostKeys];
            for (var row = block * Block; row < Math.Min(rows, (block + 1) * Block); row++)
            {
                _used[row] = List(ref population.ProfileOf(row), listed);
                Compare(listed, row * MostKeys);
            }
        });
        var forgets = _numbers.Count > MostNumbers(rows);
        if (forgets)
            ForgetNumbers();
        CountUses(rows);
        if (forgets || _listedAtLeast == 0)
            _listedAtLeast = _numbers.Count;
        NumberKeys(rows, fewest);
        FillRows(rows);
    }

    /// <summary>The key under which a trait's value is listed.</summary>
    public static uint TraitKey(TraitKind kind, uint value) => ClientKeys.Fold(Exchanges.Hash64.Combine((ulong)kind + 1, value));

    /// <summary>A key that an account used once among many exchanges says nothing of the account.</summary>
    public static int LeastUses(int exchanges) => exchanges < 12 ? 1 : Math.Max(2, exchanges / 16);

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

    /// <summary>Takes over what a row lists now. Where it is another key, the number is 0 until it is looked up.</summary>
    private void Compare(ReadOnlySpan<uint> listed, int at)
    {
        for (var i = 0; i < listed.Length; i++)
        {
            if (_listed[at + i] == listed[i])
                continue;
            _listed[at + i] = listed[i];
            _numberOf[at + i] = 0;
        }
    }

    /// <summary>
    /// Numbers beyond which looking all keys up again is better than keeping those that nobody lists any more. Looking up is what takes
    /// time in small populations, and keeping what takes memory in large ones.
    /// </summary>
    private long MostNumbers(int rows) => rows <= Small ? 2L * rows * MostKeys : Math.Min(2L * rows * MostKeys, Small + (2L * _listedAtLeast));

    private void ForgetNumbers()
    {
        _numbers.Clear();
        Array.Clear(_numberOf);
    }

    /// <summary>Counts the rows that use each key.</summary>
    private void CountUses(int rows)
    {
        for (var at = 0; at < rows * MostKeys; at++)
        {
            if (_numberOf[at] == 0 && _listed[at] != 0)
                _numberOf[at] = _numbers.Of(_listed[at]);
        }

        if (_places.Length <= _numbers.Count)
            _places = new int[Room.For(_numbers.Count + 1)];
        Array.Clear(_places);
        for (var row = 0; row < rows; row++)
        {
            for (var used = _used[row]; used != 0; used &= used - 1)
                _places[_numberOf[(row * MostKeys) + BitOperations.TrailingZeroCount(used)]]++;
        }
    }

    /// <summary>Gives places to the keys that enough rows use. Counts become -2 less the place, or -1.</summary>
    private void NumberKeys(int rows, int fewest)
    {
        Count = 0;
        var start = 0;
        for (var row = 0; row < rows; row++)
        {
            for (var used = _used[row]; used != 0; used &= used - 1)
            {
                var at = (row * MostKeys) + BitOperations.TrailingZeroCount(used);
                ref var count = ref _places[_numberOf[at]];
                if (count <= 0)
                    continue; // met already
                if (count < fewest)
                {
                    count = -1;
                    continue;
                }

                if (Count == _keys.Length)
                    GrowKeys();
                _keys[Count] = _listed[at];
                _starts[Count] = _ends[Count] = start;
                start += count;
                count = -2 - Count++;
            }
        }

        if (_rows.Length < start)
            _rows = new int[Room.For(start)];
    }

    private void FillRows(int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            var used = _used[row];
            for (var i = 0; i < MostKeys; i++, used >>= 1)
            {
                var at = (row * MostKeys) + i;
                // Number 0 and keys that nobody uses often count 0, which gives no place either.
                var key = _keysOf[at] = Math.Max(-1, -2 - _places[_numberOf[at]]);
                // A phrase and a trait of one row may fall on one key.
                if ((used & 1) != 0 && key >= 0 && (_ends[key] == _starts[key] || _rows[_ends[key] - 1] != row))
                    _rows[_ends[key]++] = row;
            }
        }
    }

    private void GrowKeys()
    {
        var size = Math.Max(1024, Count * 2);
        Array.Resize(ref _keys, size);
        Array.Resize(ref _starts, size);
        Array.Resize(ref _ends, size);
    }
}
