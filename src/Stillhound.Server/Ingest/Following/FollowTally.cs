using Stillhound.Formats.Live;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Server.Ingest.Following;

/// <summary>Counts what became of the lines of one followed file, and hands on its rejects.</summary>
internal sealed class FollowTally(IRejectSink? rejects)
{
    private const int Kept = 16;
    private readonly SortedDictionary<RejectReason, long> _refused = [];
    private readonly Queue<Reject> _samples = [];

    /// <summary>Lines that were taken in.</summary>
    public long Lines { get; private set; }

    /// <summary>Records that were read.</summary>
    public long Accepted { get; private set; }

    /// <summary>Bytes that were seen and could not be read any more.</summary>
    public long Lost { get; set; }

    /// <summary>Counts a body that was taken in.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="from">The position at which it began.</param>
    public void Count(BodyOutcome outcome, long lines, FilePosition from)
    {
        Lines += lines;
        Accepted += outcome.Accepted;
        foreach (var (reason, count) in outcome.RejectedBy)
            _refused[reason] = _refused.GetValueOrDefault(reason) + count;
        foreach (var sample in outcome.Samples)
            Keep(sample with { Offset = from.Offset + sample.Offset, Line = from.Lines < 0 ? 0 : from.Lines + sample.Line });
    }

    /// <summary>Counts one line that was not read.</summary>
    public void Refuse(Reject reject)
    {
        Lines++;
        _refused[reject.Reason] = _refused.GetValueOrDefault(reject.Reason) + 1;
        Keep(reject);
    }

    /// <summary>What was counted.</summary>
    public FollowStatus Status(string path) => new()
    {
        Path = path, Lines = Lines, Accepted = Accepted, Lost = Lost, RejectedBy = new SortedDictionary<RejectReason, long>(_refused), Samples = [.. _samples],
    };

    private void Keep(Reject reject)
    {
        rejects?.Accept(reject);
        // What is shown to whoever asks must not hold what somebody wrote.
        _samples.Enqueue(reject with { Excerpt = default });
        if (_samples.Count > Kept)
            _samples.Dequeue();
    }
}
