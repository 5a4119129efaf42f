using Stillhound.Ledger;

namespace Stillhound.Server.Tests.Decisions.Support;

/// <summary>A ledger that lives as long as its test, on a disk that may be full.</summary>
internal sealed class MemoryLedger(TimeProvider time) : ILedger
{
    private readonly List<LedgerEntry> _entries = [];

    public bool Full { get; set; }

    public LedgerHead Head => _entries.Count == 0 ? LedgerHead.None : new LedgerHead(_entries.Count, _entries[^1].Hash);

    public IReadOnlyList<LedgerEntry> Append(params IReadOnlyList<LedgerDraft> drafts)
    {
        if (Full)
            throw new LedgerException("No space left on device");
        LedgerEntry[] entries = [.. drafts.Select((draft, i) => new LedgerEntry
        {
            Seq = _entries.Count + i + 1, Time = time.GetUtcNow(), Type = draft.Type, Payload = CanonicalJson.Of(draft.Payload.Span), Prev = "", Hash = new string('0', 64),
        })];
        _entries.AddRange(entries);
        return entries;
    }

    public IEnumerable<LedgerEntry> Read(long after = 0) => _entries.Skip((int)after);
}
