using Stillhound.Server.Ingest;

namespace Stillhound.WebConsole.Data.Taken;

/// <summary>How fast records come in by source, over the last minute or as long as somebody has been looking. Thread safe.</summary>
internal sealed class SourceRates(TimeProvider time)
{
    private static readonly TimeSpan Over = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);
    private readonly Lock _gate = new();
    private readonly Queue<(long At, Dictionary<string, long> Added)> _seen = new();

    /// <summary>Every source with what became of its records.</summary>
    public IReadOnlyList<SourceRow> Of(IngestServices ingest)
    {
        var counts = new SortedDictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);
        foreach (var cell in ingest.Records)
            Source(counts, cell.Values[0])[cell.Values[1]] = cell.Value;
        foreach (var refused in ingest.RefusedRequests.GroupBy(static c => c.Values[0], StringComparer.Ordinal))
            Source(counts, refused.Key)["refused"] = refused.Sum(static c => c.Value);
        var (before, seconds) = Before(counts.ToDictionary(static c => c.Key, static c => c.Value.GetValueOrDefault("added"), StringComparer.Ordinal));
        return
        [
            .. counts.Select(c => new SourceRow(
                c.Key, before is null ? null : (c.Value.GetValueOrDefault("added") - before.GetValueOrDefault(c.Key)) / seconds, c.Value.GetValueOrDefault("added"), c.Value.GetValueOrDefault("retried"),
                c.Value.GetValueOrDefault("rejected"), c.Value.GetValueOrDefault("skipped"), c.Value.GetValueOrDefault("refused"))),
        ];
    }

    private (Dictionary<string, long>? Before, double Seconds) Before(Dictionary<string, long> now)
    {
        lock (_gate)
        {
            var at = time.GetTimestamp();
            while (_seen.Count > 1 && time.GetElapsedTime(_seen.Peek().At, at) > Over)
                _seen.Dequeue();
            var oldest = _seen.Count > 0 ? _seen.Peek() : (At: at, Added: now);
            if (_seen.Count == 0 || time.GetElapsedTime(_seen.Last().At, at) >= Least)
                _seen.Enqueue((at, now));
            var elapsed = time.GetElapsedTime(oldest.At, at);
            return elapsed < Least ? (null, 0) : (oldest.Added, elapsed.TotalSeconds);
        }
    }

    private static Dictionary<string, long> Source(SortedDictionary<string, Dictionary<string, long>> counts, string name)
    {
        if (!counts.TryGetValue(name, out var found))
            counts[name] = found = new Dictionary<string, long>(StringComparer.Ordinal);
        return found;
    }
}

/// <summary>One way in.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Rate">Records a second that were taken in; null before there is a rate.</param>
/// <param name="Added">Records that were taken in since the start.</param>
/// <param name="Retried">Records that had been taken in before.</param>
/// <param name="Rejected">Records that could not be read.</param>
/// <param name="Skipped">Records that are no call of a model.</param>
/// <param name="Refused">Requests that were told to come back later.</param>
internal sealed record SourceRow(string Source, double? Rate, long Added, long Retried, long Rejected, long Skipped, long Refused);
