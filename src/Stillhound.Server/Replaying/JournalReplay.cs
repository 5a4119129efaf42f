using System.Text.Json;
using Stillhound.Core.Engine;
using Stillhound.Core.Fingerprints;
using Stillhound.Formats.Enrichment;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions;
using Stillhound.Server.Journal;
using Stillhound.Server.Live;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Replaying;

/// <summary>
/// Plays what a journal keeps to the engines of two configurations, frame by frame as it was accepted, and says what each would have
/// decided. The same journal and configurations give the same answer. Human acts are left out: it compares policies, not people.
/// </summary>
internal sealed class JournalReplay
{
    private readonly ServerOptions _before;
    private readonly ServerOptions _after;
    private readonly int? _days;
    private readonly DetectionEngine _first;
    private readonly DetectionEngine _second;
    private readonly KnownFacts _facts = new();

    private JournalReplay(ServerOptions before, ServerOptions after, int? days)
    {
        (_before, _after, _days) = (before, after, days);
        // What lists said is in the journal as it was taken in, so that the lists of the state's own configuration name it for both.
        var labels = before.Detect.Enrichment is { } lists ? Enricher.Load(lists).Labels : [];
        var (one, other) = (before.Detect.Engine with { ContextLabels = labels }, after.Detect.Engine with { ContextLabels = labels });
        _first = new DetectionEngine(one);
        _second = JsonSerializer.Serialize(one) == JsonSerializer.Serialize(other) ? _first : new DetectionEngine(other);
        var known = Path.Combine(before.CheckpointFolder, "facts");
        if (File.Exists(known))
            _facts.Load(File.ReadAllBytes(known));
    }

    /// <summary>Plays it.</summary>
    /// <param name="before">The configuration whose state folder is read.</param>
    /// <param name="after">The other one.</param>
    /// <param name="days">Leaves out campaigns whose last exchange is older than so many days of event time, and counts spend over them; null for all.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="progress">Told how much was played, 0 to 1.</param>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    /// <exception cref="ConfigurationException">A keyring cannot be read.</exception>
    public static ReplayDiff Compare(ServerOptions before, ServerOptions after, int? days, CancellationToken cancellation, Action<double>? progress = null)
    {
        var journal = StoredJournal.Open(before.JournalFolder, before.Journal.SkipDamage);
        return new JournalReplay(before, after, days).Play(journal, progress, cancellation);
    }

    private ReplayDiff Play(StoredJournal journal, Action<double>? progress, CancellationToken cancellation)
    {
        using var reader = journal.Read();
        var frames = 0L;
        while (reader.TryRead())
        {
            cancellation.ThrowIfCancellationRequested();
            frames++;
            Take(reader, _first);
            if (_second != _first)
                Take(reader, _second);
            progress?.Invoke((double)(reader.Position - journal.OldestPosition) / Math.Max(1, journal.DurablePosition - journal.OldestPosition));
        }

        var names = new StoredNames(NameKeyring.Load(_before.Privacy.KeyFile), _before.Privacy.AllNames);
        var first = ReplaySide.Of(_before, _first.Now(accounts: false), names, _facts, _days);
        var second = ReplaySide.Of(_after, _second == _first ? first.Findings : _second.Now(accounts: false), names, _facts, _days);
        var pairs = CampaignPairs.Of([.. first.Plans.Select(static p => p.Finding)], [.. second.Plans.Select(static p => p.Finding)]);
        var renamed = pairs.Where(static p => p is { Before: not null, After: not null }).ToDictionary(static p => p.After!.Id, static p => p.Before!.Id, StringComparer.Ordinal);
        return new ReplayDiff(
            new ReplayedJournal(journal.Folder, journal.OldestPosition, journal.Segments[0].Created, journal.DurablePosition, frames, reader.SkippedBytes),
            first, second, pairs, PolicyDiff.Of(first.Decided(static id => id), second.Decided(id => renamed.GetValueOrDefault(id, id))));
    }

    private void Take(JournalReader reader, DetectionEngine engine)
    {
        var batch = new FingerprintBatch();
        switch (reader.Kind)
        {
            case FrameKind.Exchanges:
                reader.ReadExchanges(batch);
                engine.Accept(batch, reader.Watermark);
                break;
            case FrameKind.AccountFacts:
                foreach (var facts in reader.ReadFacts())
                {
                    engine.Take(facts);
                    _facts.Take(facts);
                }

                break;
            case FrameKind.ProviderEvent:
                var happened = reader.ReadEvent();
                engine.Take(happened);
                _facts.Forget(happened);
                break;
            case FrameKind.Tick:
                engine.Accept(batch, reader.Watermark);
                break;
        }
    }
}
