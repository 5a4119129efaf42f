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
    private static readonly TraitKind[] LinkingTraits = [TraitKind.System, TraitKind.Tools, TraitKind.Format];

    private uint[] _listed = [];
    private uint[] _used = [];
    private int[] _keysOf = [];
    private uint[] _slotKeys = [];
    private int[] _slotCounts = [];
    private uint[] _keys = [];
    private int[] _starts = [];
    private int[] _ends = [];
    private int[] _rows = [];
    private int _shift;

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

    /// <summary>Collects them anew.</summary>
    public void Refresh(Population population, int fewest)
    {
        var rows = population.Count;
        if (_used.Length < rows)
        {
            _used = new uint[rows * 2];
            _listed = new uint[rows * 2 * MostKeys];
            _keysOf = new int[rows * 2 * MostKeys];
        }

        Parallel.For(0, (rows + Block - 1) / Block, block =>
        {
            for (var row = block * Block; row < Math.Min(rows, (block + 1) * Block); row++)
                _used[row] = List(ref population.ProfileOf(row), _listed.AsSpan(row * MostKeys, MostKeys));
        });
        CountUses(rows);
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

    /// <summary>Counts the rows that use each key. A row's places are replaced by places in the hash table.</summary>
    private void CountUses(int rows)
    {
        var entries = 0;
        for (var row = 0; row < rows; row++)
            entries += BitOperations.PopCount(_used[row]);
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1024, entries * 2));
        if (_slotKeys.Length < size)
        {
            _slotKeys = new uint[size];
            _slotCounts = new int[size];
        }

        Array.Clear(_slotKeys);
        Array.Clear(_slotCounts);
        _shift = 32 - BitOperations.Log2((uint)_slotKeys.Length);
        for (var row = 0; row < rows; row++)
        {
            for (var used = _used[row]; used != 0; used &= used - 1)
            {
                var at = (row * MostKeys) + BitOperations.TrailingZeroCount(used);
                var slot = Find(_listed[at]);
                _slotKeys[slot] = _listed[at];
                _slotCounts[slot]++;
                _keysOf[at] = slot;
            }
        }
    }

    /// <summary>Numbers the keys that enough rows use; the counts in the table become numbers, or -1.</summary>
    private void NumberKeys(int rows, int fewest)
    {
        Count = 0;
        var start = 0;
        for (var row = 0; row < rows; row++)
        {
            for (var used = _used[row]; used != 0; used &= used - 1)
            {
                var at = (row * MostKeys) + BitOperations.TrailingZeroCount(used);
                ref var count = ref _slotCounts[_keysOf[at]];
                if (count <= 0)
                    continue; // numbered already
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
            _rows = new int[start * 2];
    }

    private void FillRows(int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < MostKeys; i++)
            {
                var at = (row * MostKeys) + i;
                var often = (_used[row] >> i & 1) != 0;
                var key = _listed[at] == 0 ? -1 : Math.Max(-1, -2 - _slotCounts[often ? _keysOf[at] : Find(_listed[at])]);
                _keysOf[at] = key;
                // A phrase and a trait of one row may fall on one key.
                if (often && key >= 0 && (_ends[key] == _starts[key] || _rows[_ends[key] - 1] != row))
                    _rows[_ends[key]++] = row;
            }
        }
    }

    private int Find(uint key)
    {
        var slot = (int)((key * 0x9E3779B9u) >> _shift);
        while (_slotKeys[slot] != 0 && _slotKeys[slot] != key)
            slot = (slot + 1) & (_slotKeys.Length - 1);
        return slot;
    }

    private void GrowKeys()
    {
        var size = Math.Max(1024, Count * 2);
        Array.Resize(ref _keys, size);
        Array.Resize(ref _starts, size);
        Array.Resize(ref _ends, size);
    }
}
