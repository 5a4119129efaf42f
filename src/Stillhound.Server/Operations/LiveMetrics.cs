using Stillhound.Server.Hosting;

namespace Stillhound.Server.Operations;

/// <summary>What is told of journal and detector.</summary>
internal static class LiveMetrics
{
    /// <summary>Adds the metrics.</summary>
    public static void Add(MetricRegistry metrics, LiveState state, TimeProvider time)
    {
        metrics.Gauge("stillhound_build_info", "Version that runs.", ["version"], () => [new([typeof(LiveMetrics).Assembly.GetName().Version?.ToString(3) ?? "0"], 1)]);
        metrics.Gauge("stillhound_journal_durable_bytes", "Position after the last durable frame.", () => state.Journal.DurablePosition);
        metrics.Gauge("stillhound_journal_disk_bytes", "Bytes that the journal takes on disk.", () => state.Journal.BytesOnDisk);
        metrics.Gauge("stillhound_journal_waiting_bytes", "Bytes that wait to be written.", () => state.Journal.WaitingBytes);
        metrics.Total("stillhound_journal_flushes_total", "Flushes since the start.", () => state.Journal.Flushes);
        metrics.Gauge("stillhound_journal_healthy", "1 while the journal can be written.", () => state.Journal.Trouble is null ? 1 : 0);
        metrics.Gauge("stillhound_queue_bytes", "Bytes of the journal that the detector has not read yet.", () => state.Intake.QueuedBytes);
        metrics.Gauge("stillhound_detector_running", "1 while the detector reads the journal.", () => state.Detector.Fault is null ? 1 : 0);
        metrics.Gauge("stillhound_detector_caught_up", "1 once everything that was in the journal at the start has been read.", () => state.Detector.Status.CaughtUp ? 1 : 0);
        metrics.Total("stillhound_detector_exchanges_total", "Exchanges applied, all runs together.", () => state.Detector.Status.Exchanges);
        metrics.Total("stillhound_detector_late_exchanges_total", "Exchanges that came later than the allowed lateness and were left out, all runs together.", () => state.Detector.Status.Late);
        metrics.Gauge("stillhound_detector_event_lag_seconds", "How far event time is behind the clock.", () => state.Detector.Status.EventTime is { } at ? (time.GetUtcNow() - at).TotalSeconds : 0);
        metrics.Gauge("stillhound_campaigns", "Campaigns at tier review or above.", () => state.Detector.Status.Campaigns);
        metrics.Gauge("stillhound_checkpoint_age_seconds", "Age of the newest checkpoint; 0 without one.", () => state.Checkpoints.Newest is { } newest ? (time.GetUtcNow() - newest.WrittenAt).TotalSeconds : 0);
        metrics.Gauge("stillhound_checkpoint_bytes", "Size of the newest checkpoint.", () => state.Checkpoints.Newest?.Bytes ?? 0);
        metrics.Gauge("stillhound_decisions_accounts", "Accounts that a decision stands for, simulated ones included.", () => state.Decisions.Current.Count);
        metrics.Gauge("stillhound_decisions_snapshot_age_seconds", "Age of the published decisions; it rises while nothing changes.", () => state.Decisions.Current.TakenAt == default ? 0 : (time.GetUtcNow() - state.Decisions.Current.TakenAt).TotalSeconds);
        metrics.Gauge("stillhound_appeals_open", "Appeals that wait for an answer.", () => state.Appeals.Waiting.Open);
        metrics.Gauge("stillhound_appeals_overdue", "Appeals that wait for longer than cases.appeal_within.", () => state.Appeals.Waiting.Overdue);
        metrics.Gauge("stillhound_ledger_entries", "Entries of the ledger.", () => state.Ledger.Head.Seq);
        metrics.Gauge("stillhound_followed_behind_bytes", "Bytes of a followed file that were not taken in yet.", ["path"], () => state.Followers.Status.Select(static f => new Sample([f.Path], f.Behind)));
        metrics.Gauge("stillhound_followed_healthy", "1 while a followed file can be read.", ["path"], () => state.Followers.Status.Select(static f => new Sample([f.Path], f.LastError is null ? 1 : 0)));
        metrics.Gauge("process_resident_memory_bytes", "Memory of the process.", static () => Environment.WorkingSet);
        metrics.Total("process_gc_pause_seconds_total", "Time for which every thread stood still while memory was collected.", static () => GC.GetTotalPauseDuration().TotalSeconds);
        metrics.Total("process_allocated_bytes_total", "Memory that was asked for; what is no longer used has to be collected.", static () => GC.GetTotalAllocatedBytes());
        metrics.Total("process_cpu_seconds_total", "Processor time of the process.", static () => Environment.CpuUsage.TotalTime.TotalSeconds);
    }
}
