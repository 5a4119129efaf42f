using Stillhound.Core.Exchanges;
using Stillhound.Core.State;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// Fingerprints in the order in which they came, with the names of their accounts. Handed over whole, so that a fingerprint is
/// written once by the thread that makes it and read once by the one that applies it.
/// </summary>
internal sealed class FingerprintPage(int capacity) : IKept
{
    private Fingerprint[] _items = new Fingerprint[capacity];
    private byte[] _names = new byte[capacity * 24];
    private int _nameBytes;

    /// <summary>Number of fingerprints in it.</summary>
    public int Count { get; private set; }

    /// <summary>Number that fit before it grows.</summary>
    public int Capacity => _items.Length;

    /// <summary>How many of them still wait for their turn; kept by whoever holds the page.</summary>
    [field: Scratch]
    public int Waiting { get; set; }

    public ReadOnlySpan<Fingerprint> Items => _items.AsSpan(0, Count);

    public ref readonly Fingerprint this[int index] => ref _items[index];

    public ReadOnlySpan<byte> NameOf(in Fingerprint fingerprint) => _names.AsSpan(fingerprint.NameStart, fingerprint.NameLength);

    /// <summary>A fingerprint of which everything but the name is still to be filled in.</summary>
    public ref Fingerprint Add(ReadOnlySpan<byte> name)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        if (_nameBytes + name.Length > _names.Length)
            Array.Resize(ref _names, Math.Max(_names.Length * 2, _nameBytes + name.Length));
        name.CopyTo(_names.AsSpan(_nameBytes));
        _nameBytes += name.Length;
        return ref _items[Count++];
    }

    /// <summary>Adds a copy of a fingerprint.</summary>
    public void Add(in Fingerprint fingerprint, ReadOnlySpan<byte> name)
    {
        var start = _nameBytes;
        ref var item = ref Add(name);
        item = fingerprint;
        item.NameStart = start;
        item.NameLength = name.Length;
    }

    /// <summary>Where the name of the fingerprint added last starts.</summary>
    public int LastNameStart(int nameLength) => _nameBytes - nameLength;

    /// <inheritdoc/>
    /// <remarks>How many wait is told by whoever holds the page.</remarks>
    public void Keep(StateStream state)
    {
        Count = state.Value(Count);
        _items = state.Array(_items, Count);
        _nameBytes = state.Value(_nameBytes);
        _names = state.Array(_names, _nameBytes);
    }

    /// <summary>Moves labels.</summary>
    public void Relabel(LabelMove move)
    {
        foreach (ref var item in _items.AsSpan(0, Count))
            item.ContextLabels = move.Of(item.ContextLabels);
    }

    public void Clear()
    {
        Count = 0;
        _nameBytes = 0;
        Waiting = 0;
    }
}
