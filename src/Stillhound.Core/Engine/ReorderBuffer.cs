using System.Runtime.InteropServices;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Engine;

/// <summary>
/// Holds exchanges until no earlier one can come, then releases them in order of time; equal times keep the order in
/// which they came. Slots are reused, so it allocates only while it grows.
/// </summary>
internal sealed class ReorderBuffer
{
    private readonly List<Waiting> _waiting = [];
    private Fingerprint[] _slots = new Fingerprint[1024];
    private byte[][] _names = new byte[1024][];
    private int[] _free = new int[1024];
    private int _freeCount;
    private int _used;
    private long _sequence;
    private bool _sorted = true;

    /// <summary>Number of exchanges held.</summary>
    public int Count => _waiting.Count;

    /// <summary>Takes an exchange.</summary>
    public void Add(in Fingerprint fingerprint, ReadOnlySpan<byte> name)
    {
        var slot = TakeSlot();
        _slots[slot] = fingerprint;
        _slots[slot].NameLength = name.Length;
        if (_names[slot] is null || _names[slot].Length < name.Length)
            _names[slot] = new byte[Math.Max(32, name.Length)];
        name.CopyTo(_names[slot]);
        if (_sorted && _waiting.Count > 0 && fingerprint.Time < _waiting[^1].Time)
            _sorted = false;
        _waiting.Add(new Waiting(fingerprint.Time, _sequence++, slot));
    }

    /// <summary>Hands every exchange that is not after <paramref name="until"/> to <paramref name="release"/>, in order.</summary>
    public void Release(long until, IReleased release)
    {
        if (_waiting.Count == 0)
            return;
        if (!_sorted)
        {
            _waiting.Sort();
            _sorted = true;
        }

        var waiting = CollectionsMarshal.AsSpan(_waiting);
        var count = 0;
        while (count < waiting.Length && waiting[count].Time <= until)
        {
            var slot = waiting[count++].Slot;
            release.Take(_slots[slot], _names[slot].AsSpan(0, _slots[slot].NameLength));
            _free[_freeCount++] = slot;
        }

        if (count > 0)
            _waiting.RemoveRange(0, count);
    }

    private int TakeSlot()
    {
        if (_freeCount > 0)
            return _free[--_freeCount];
        if (_used == _slots.Length)
        {
            Array.Resize(ref _slots, _used * 2);
            Array.Resize(ref _names, _used * 2);
            Array.Resize(ref _free, _used * 2);
        }

        return _used++;
    }

    /// <summary>Takes what the buffer releases.</summary>
    public interface IReleased
    {
        /// <summary>Takes one exchange with its account's name.</summary>
        void Take(in Fingerprint fingerprint, ReadOnlySpan<byte> name);
    }

    private readonly record struct Waiting(long Time, long Sequence, int Slot) : IComparable<Waiting>
    {
        public int CompareTo(Waiting other) =>
            Time != other.Time ? Time.CompareTo(other.Time) : Sequence.CompareTo(other.Sequence);
    }
}
