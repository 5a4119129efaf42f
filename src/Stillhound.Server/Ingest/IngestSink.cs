using Stillhound.Core.Exchanges;
using Stillhound.Formats.Live;
using Stillhound.Server.Hosting;
using Stillhound.Server.Journal;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Ingest;

/// <summary>
/// Turns exchanges into fingerprints the moment they are read: names are replaced and text is redacted before anything is computed of
/// them, and nothing else of a record goes on. One a request at a time; used again.
/// </summary>
internal sealed class IngestSink(StoredNames names, bool redact) : IExchangeSink, IPlacedSink
{
    // About a seventh of a millisecond.
    private const int GivesWayAfter = 32;
    private readonly TextRedaction? _prompt = redact ? new() : null;
    private readonly TextRedaction? _system = redact ? new() : null;
    private byte[] _name = new byte[256];
    private byte[] _org = [];
    private ulong _file;
    private long _start;
    private int _taken;

    /// <summary>The fingerprints, and what tells each of them from another copy of itself: the record's identifier, or its place in a file.</summary>
    public IdentifiedBatch Batch { get; } = new();

    /// <summary>The newest time among them; <see cref="long.MinValue"/> without any.</summary>
    public long NewestTime { get; private set; } = long.MinValue;

    /// <summary>Says which bytes of which file come next, so that records without an identifier are told apart by where they stand.</summary>
    /// <param name="file">What tells the file from every other.</param>
    /// <param name="start">Byte of the file at which the body starts.</param>
    public void From(ulong file, long start) => (_file, _start) = (file, start);

    /// <inheritdoc/>
    public void Accept(in Exchange exchange) => Take(in exchange, 0);

    /// <inheritdoc/>
    public void Accept(in Exchange exchange, int at) => Take(in exchange, Hash64.Combine(_file, (ulong)(_start + at)));

    /// <summary>Empties it for the next request.</summary>
    public void Clear()
    {
        Batch.Clear();
        NewestTime = long.MinValue;
    }

    private void Take(in Exchange exchange, ulong place)
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
        Batch.Accept(in kept, place);
        NewestTime = Math.Max(NewestTime, exchange.Time);
        if (++_taken % GivesWayAfter == 0)
            PromptThread.GiveWay();
    }
}
