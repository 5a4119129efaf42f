using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment;
using Stillhound.Server.Journal;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Ingest;

/// <summary>
/// Where everything that comes in meets: puts it into the journal with a watermark, and says when senders must wait. What it has
/// answered for is durable.
/// </summary>
internal sealed class Intake(FrameJournal journal, ExchangeIntake exchanges, Func<long> read, StoredNames names, Enricher? enricher, LiveClock clock, IngestOptions options)
{
    /// <summary>Bytes of the journal that the detector has not read yet.</summary>
    public long QueuedBytes => Math.Max(0, journal.DurablePosition - read());

    /// <summary>Whether so much waits for the detector that senders must come back later.</summary>
    public bool IsFull => QueuedBytes > options.LongestQueue;

    /// <summary>Takes exchanges.</summary>
    /// <exception cref="JournalException">They could not be made durable; they may be sent again.</exception>
    public async ValueTask<IntakeResult> AcceptAsync(IngestSink sink) =>
        sink.Batch.Count == 0 ? default : await exchanges.AppendAsync(sink.Batch, clock.Watermark(sink.NewestTime)).ConfigureAwait(false);

    /// <summary>Takes what became known of accounts.</summary>
    /// <exception cref="JournalException">It could not be made durable; it may be sent again.</exception>
    public async ValueTask AcceptAsync(IReadOnlyList<AccountFacts> facts)
    {
        if (facts.Count == 0)
            return;
        var frame = new JournalFrame();
        frame.SetFacts([.. facts.Select(Kept)], clock.Watermark());
        await journal.AppendAsync(frame).ConfigureAwait(false);
    }

    /// <summary>Puts a frame into the journal that says nothing but how late it is.</summary>
    /// <param name="newSegment">Whether a new segment begins with it, or with a frame that comes just before it.</param>
    /// <returns>The position after it.</returns>
    /// <exception cref="JournalException">It could not be made durable.</exception>
    public async ValueTask<long> MarkAsync(bool newSegment)
    {
        if (newSegment)
            journal.Rotate();
        var frame = new JournalFrame();
        frame.SetTick(clock.Watermark());
        return await journal.AppendAsync(frame).ConfigureAwait(false);
    }

    /// <summary>Takes what people made of campaigns.</summary>
    /// <returns>The position after it.</returns>
    /// <exception cref="JournalException">It could not be made durable, or only the first of it.</exception>
    public async ValueTask<long> TeachAsync(IReadOnlyList<ProviderEvent> events)
    {
        var position = 0L;
        foreach (var one in events)
        {
            var frame = new JournalFrame();
            frame.SetEvent(one, clock.Watermark());
            position = await journal.AppendAsync(frame).ConfigureAwait(false);
        }

        return position;
    }

    /// <summary>Takes what the provider did.</summary>
    /// <exception cref="JournalException">It could not be made durable; it may be sent again.</exception>
    public async ValueTask AcceptAsync(IReadOnlyList<ProviderEvent> events)
    {
        foreach (var one in events)
        {
            var frame = new JournalFrame();
            frame.SetEvent(Kept(one), clock.Watermark());
            await journal.AppendAsync(frame).ConfigureAwait(false);
        }
    }

    /// <summary>Lets event time go on where nothing comes in.</summary>
    /// <exception cref="JournalException">It could not be made durable.</exception>
    public async ValueTask TickAsync()
    {
        if (clock.Tick() is not { } watermark)
            return;
        var frame = new JournalFrame();
        frame.SetTick(watermark);
        await journal.AppendAsync(frame).ConfigureAwait(false);
    }

    private AccountFacts Kept(AccountFacts facts)
    {
        var known = enricher?.Enrich(facts) ?? facts;
        return known with { Account = names.Of(facts.Account), Org = facts.Org is null ? null : names.IfSensitive(facts.Org), EmailHash = facts.EmailHash is null ? null : names.IfSensitive(facts.EmailHash) };
    }

    private ProviderEvent Kept(ProviderEvent one) =>
        one with { Account = one.Account is null ? null : names.Of(one.Account), Org = one.Org is null ? null : names.IfSensitive(one.Org) };
}
