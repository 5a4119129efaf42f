namespace Stillhound.Server.Journal;

/// <summary>
/// A journal that is only read, as it was when it was opened. Nothing is locked, cut off or made, so that another process may be writing
/// it; that may forget the oldest segments meanwhile, which ends the reading with an error that says so.
/// </summary>
internal sealed class StoredJournal : IJournalFrames
{
    private readonly bool _skipDamage;

    private StoredJournal(string folder, IReadOnlyList<Segment> segments, long end, bool skipDamage) =>
        (Folder, Segments, DurablePosition, _skipDamage) = (folder, segments, end, skipDamage);

    /// <inheritdoc/>
    public string Folder { get; }

    /// <inheritdoc/>
    public long DurablePosition { get; }

    /// <inheritdoc/>
    public long OldestPosition => Segments[0].Base;

    /// <inheritdoc/>
    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>Looks at the journal of a folder.</summary>
    /// <exception cref="JournalException">There is none, it cannot be read, or it is damaged and damage is not skipped.</exception>
    public static StoredJournal Open(string folder, bool skipDamage)
    {
        try
        {
            var (segments, _) = SegmentList.Read(folder, skipDamage);
            if (segments.Count == 0)
                throw new JournalException($"{folder}: there is no journal in it");
            var last = segments[^1];
            if (!last.IsReadable)
                throw last.Unreadable();
            last.End = TailScan.Of(last, skipDamage).End;
            return new StoredJournal(folder, segments, last.End, skipDamage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"{folder}: the journal cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads from the oldest frame on.</summary>
    public JournalReader Read() => new(this, OldestPosition, _skipDamage);

    /// <inheritdoc/>
    public Segment? Find(long position) => Segments.FirstOrDefault(s => position >= s.Base && position < s.End);

    /// <inheritdoc/>
    public ValueTask<bool> WaitAsync(long position, CancellationToken cancellation) => ValueTask.FromResult(position < DurablePosition);
}
