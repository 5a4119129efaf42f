using Stillhound.Core.Exchanges;
using Stillhound.Server.Journal;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Ingest;

/// <summary>
/// Turns exchanges into fingerprints the moment they are read: names are replaced and text is redacted before anything is computed of
/// them, and nothing else of a record goes on. One a request at a time; used again.
/// </summary>
internal sealed class IngestSink(StoredNames names, bool redact) : IExchangeSink
{
    private readonly TextRedaction? _prompt = redact ? new() : null;
    private readonly TextRedaction? _system = redact ? new() : null;
    private byte[] _name = new byte[256];
    private byte[] _org = [];

    /// <summary>The fingerprints, and what tells each of them from another copy of itself.</summary>
    public IdentifiedBatch Batch { get; } = new();

    /// <summary>The newest time among them; <see cref="long.MinValue"/> without any.</summary>
    public long NewestTime { get; private set; } = long.MinValue;

    /// <inheritdoc/>
    public void Accept(in Exchange exchange)
    {
        var kept = exchange;
        var room = StoredNames.RoomFor(exchange.Account);
        if (_name.Length < room)
            _name = new byte[room];
        kept.Account = names.Of(exchange.Account, _name);
        if (SensitiveName.Is(exchange.Org))
        {
            room = StoredNames.RoomFor(exchange.Org);
            if (_org.Length < room)
                _org = new byte[room];
            kept.Org = names.Of(exchange.Org, _org);
        }

        if (_prompt is not null)
            kept.Prompt = _prompt.Of(exchange.Prompt);
        if (_system is not null)
            kept.System = _system.Of(exchange.System);
        Batch.Accept(in kept);
        NewestTime = Math.Max(NewestTime, exchange.Time);
    }

    /// <summary>Empties it for the next request.</summary>
    public void Clear()
    {
        Batch.Clear();
        NewestTime = long.MinValue;
    }
}
