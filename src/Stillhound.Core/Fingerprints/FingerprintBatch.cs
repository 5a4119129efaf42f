using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// A run of fingerprints with the names of their accounts. A reader's worker fills it on its own thread, the engine takes
/// it, and it is used again; it allocates only while it grows.
/// </summary>
public sealed class FingerprintBatch : IExchangeSink
{
    private readonly Fingerprinter _fingerprinter = new();
    private Fingerprint[] _items;
    private byte[] _names;
    private int _count;
    private int _nameBytes;

    /// <summary>Makes a batch with room for <paramref name="capacity"/> fingerprints.</summary>
    public FingerprintBatch(int capacity = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _items = new Fingerprint[capacity];
        _names = new byte[capacity * 24];
    }

    /// <summary>Number of fingerprints in it.</summary>
    public int Count => _count;

    /// <summary>The fingerprints, in the order in which they were taken.</summary>
    public ReadOnlySpan<Fingerprint> Items => _items.AsSpan(0, _count);

    /// <summary>The name of the account of a fingerprint of this batch.</summary>
    public ReadOnlySpan<byte> NameOf(in Fingerprint fingerprint) =>
        _names.AsSpan(fingerprint.NameStart, fingerprint.NameLength);

    /// <inheritdoc/>
    public void Accept(in Exchange exchange)
    {
        if (_count == _items.Length)
            Array.Resize(ref _items, _count * 2);
        if (_nameBytes + exchange.Account.Length > _names.Length)
            Array.Resize(ref _names, Math.Max(_names.Length * 2, _nameBytes + exchange.Account.Length));
        ref var item = ref _items[_count++];
        _fingerprinter.Compute(exchange, ref item);
        item.NameStart = _nameBytes;
        item.NameLength = exchange.Account.Length;
        exchange.Account.CopyTo(_names.AsSpan(_nameBytes));
        _nameBytes += exchange.Account.Length;
    }

    /// <summary>Adds a fingerprint that was made elsewhere, with the account's name.</summary>
    public void Add(in Fingerprint fingerprint, ReadOnlySpan<byte> name)
    {
        if (_count == _items.Length)
            Array.Resize(ref _items, _count * 2);
        if (_nameBytes + name.Length > _names.Length)
            Array.Resize(ref _names, Math.Max(_names.Length * 2, _nameBytes + name.Length));
        ref var item = ref _items[_count++];
        item = fingerprint;
        item.NameStart = _nameBytes;
        item.NameLength = name.Length;
        name.CopyTo(_names.AsSpan(_nameBytes));
        _nameBytes += name.Length;
    }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        _count = 0;
        _nameBytes = 0;
    }
}
