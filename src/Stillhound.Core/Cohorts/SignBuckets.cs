using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// Sorts directions into buckets by the signs of sums of a few components, in several tables that are independent of each
/// other. Near directions fall into one bucket more often than others do. Its memory is reused.
/// </summary>
internal sealed class SignBuckets
{
    private const int Parts = 6;

    // Directions that are turned over at a time, so that one instruction adds a component of all of them.
    private const int Lanes = 16;
    private const int Block = 32 * Lanes;

    private readonly List<(int At, short Sign)> _choices = [];
    private ushort[] _buckets = [];
    private int[] _starts = [];
    private int[] _places = [];
    private int[] _ends = [];
    private int _count;
    private int _bits;

    /// <summary>Hashes the first <paramref name="count"/> directions of a table of whole numbers.</summary>
    public void Hash(short[] directions, int count, int tables, int bits)
    {
        (_count, _bits) = (count, Math.Min(bits, 16));
        Choose(tables);
        if (_places.Length < count)
        {
            _places = new int[Room.For(count)];
            _ends = new int[_places.Length];
        }

        if (_buckets.Length < count * tables)
            _buckets = new ushort[Room.For(count) * tables];
        if (_starts.Length < (1 << _bits) + 1)
            _starts = new int[(1 << _bits) + 1];
        Parallel.For(0, (count + Block - 1) / Block, block =>
        {
            Span<short> turned = stackalloc short[Lanes * Embedding.Dimensions];
            for (var first = block * Block; first < Math.Min(count, (block + 1) * Block); first += Lanes)
                HashLanes(directions, first, Math.Min(Lanes, count - first), tables, turned);
        });
    }

    /// <summary>The directions of a table by bucket, and by number within; valid until the next call.</summary>
    public Places Order(int table)
    {
        var buckets = _buckets.AsSpan(table * _count, _count);
        Array.Clear(_starts);
        foreach (var bucket in buckets)
            _starts[bucket + 1]++;
        for (var bucket = 0; bucket < 1 << _bits; bucket++)
        {
            _starts[bucket + 1] += _starts[bucket];
            _ends.AsSpan(_starts[bucket].._starts[bucket + 1]).Fill(_starts[bucket + 1]);
        }

        for (var place = 0; place < _count; place++)
            _places[_starts[buckets[place]]++] = place;
        return new Places(_places, _ends);
    }

    /// <summary>Gives the memory back.</summary>
    public void Release() => (_buckets, _places, _ends) = ([], [], []);

    /// <summary>Components and signs, chosen by table and bit.</summary>
    private void Choose(int tables)
    {
        _choices.Clear();
        for (var table = 0; table < tables; table++)
        {
            for (var bit = 0; bit < _bits; bit++)
            {
                var choice = Hash64.Mix((ulong)((table * 64) + bit + 1));
                for (var part = 0; part < Parts; part++)
                    _choices.Add(((int)(choice >> (part * 8)) & (Embedding.Dimensions - 1), (choice >> ((part * 8) + 7) & 1) == 0 ? (short)0 : (short)-1));
            }
        }
    }

    private void HashLanes(short[] directions, int first, int lanes, int tables, Span<short> turned)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            var direction = directions.AsSpan((first + lane) * Embedding.Dimensions, Embedding.Dimensions);
            for (var d = 0; d < Embedding.Dimensions; d++)
                turned[(d * Lanes) + lane] = direction[d];
        }

        ref var from = ref MemoryMarshal.GetReference(turned);
        var choices = CollectionsMarshal.AsSpan(_choices);
        var choice = 0;
        Span<ushort> buckets = stackalloc ushort[Lanes];
        for (var table = 0; table < tables; table++)
        {
            var bucket = Vector256<ushort>.Zero;
            for (var bit = 0; bit < _bits; bit++)
            {
                var sum = Vector256<short>.Zero;
                for (var part = 0; part < Parts; part++)
                {
                    // Six components of a unit vector cannot leave the range. Minus is all bits turned, plus one.
                    var (at, sign) = choices[choice++];
                    var flip = Vector256.Create(sign);
                    sum += (Vector256.LoadUnsafe(ref from, (nuint)(at * Lanes)) ^ flip) - flip;
                }

                bucket |= Vector256.GreaterThan(sum, Vector256<short>.Zero).AsUInt16() & Vector256.Create((ushort)(1 << bit));
            }

            bucket.CopyTo(buckets);
            buckets[..lanes].CopyTo(_buckets.AsSpan((table * _count) + first));
        }
    }

    /// <summary>Directions in the order of their buckets.</summary>
    public readonly struct Places(int[] places, int[] ends)
    {
        /// <summary>The number of the direction at a place.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int At(int place) => places[place];

        /// <summary>The first place after the bucket of a place.</summary>
        public int EndOfBucket(int place) => ends[place];
    }
}
