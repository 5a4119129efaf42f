using Stillhound.Core.Exchanges;

namespace Stillhound.Core.Fingerprints;

/// <summary>
/// A run of fingerprints with the names of their accounts. A reader's worker fills it on its own thread, the engine takes
/// what is in it, and it is used again; it allocates only while it grows.
/// </summary>
public sealed class FingerprintBatch : IExchangeSink
{
    private readonly Fingerprinter _fingerprinter = new();
    private FingerprintPage _page;

    /// <summary>Makes a batch with room for <paramref name="capacity"/> fingerprints.</summary>
    public FingerprintBatch(int capacity = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _page = new FingerprintPage(capacity);
    }

    /// <summary>Number of fingerprints in it.</summary>
    public int Count => _page.Count;

    /// <summary>The fingerprints, in the order in which they were taken.</summary>
    public ReadOnlySpan<Fingerprint> Items => _page.Items;

    /// <summary>What is in it, for the engine.</summary>
    internal FingerprintPage Page => _page;

    /// <summary>The name of the account of a fingerprint of this batch.</summary>
    public ReadOnlySpan<byte> NameOf(in Fingerprint fingerprint) => _page.NameOf(fingerprint);

    /// <inheritdoc/>
    public void Accept(in Exchange exchange)
    {
        ref var item = ref _page.Add(exchange.Account);
        _fingerprinter.Compute(exchange, ref item);
        item.NameLength = exchange.Account.Length;
        item.NameStart = _page.LastNameStart(item.NameLength);
    }

    /// <summary>Adds a fingerprint that was made elsewhere, with the account's name.</summary>
    public void Add(in Fingerprint fingerprint, ReadOnlySpan<byte> name) => _page.Add(fingerprint, name);

    /// <summary>Empties it.</summary>
    public void Clear() => _page.Clear();

    /// <summary>Gives away what is in it, and goes on with an empty page.</summary>
    internal FingerprintPage Exchange(FingerprintPage empty)
    {
        var full = _page;
        _page = empty;
        return full;
    }
}
