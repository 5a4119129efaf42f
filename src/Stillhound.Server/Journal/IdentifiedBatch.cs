using System.Runtime.InteropServices;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Server.Journal;

/// <summary>Fingerprints with the identities of their records, as readers fill it and the journal takes it. Used again, it allocates only while it grows.</summary>
internal sealed class IdentifiedBatch : IExchangeSink
{
    private readonly List<ulong> _identities = [];

    /// <summary>The fingerprints.</summary>
    public FingerprintBatch Fingerprints { get; } = new();

    /// <summary>The identity of each, 0 for none.</summary>
    public ReadOnlySpan<ulong> Identities => CollectionsMarshal.AsSpan(_identities);

    /// <summary>How many there are.</summary>
    public int Count => _identities.Count;

    /// <inheritdoc/>
    public void Accept(in Exchange exchange) => Accept(exchange, place: 0);

    /// <summary>Takes an exchange.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="place">What tells the record from every other where it has no identifier; 0 where nothing does.</param>
    public void Accept(in Exchange exchange, ulong place)
    {
        Fingerprints.Accept(exchange);
        var identity = RecordIdentity.Of(exchange);
        _identities.Add(identity == 0 ? place : identity);
    }

    /// <summary>Adds a fingerprint that was made elsewhere.</summary>
    public void Add(in Fingerprint fingerprint, ReadOnlySpan<byte> name, ulong identity)
    {
        Fingerprints.Add(fingerprint, name);
        _identities.Add(identity);
    }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        Fingerprints.Clear();
        _identities.Clear();
    }
}
