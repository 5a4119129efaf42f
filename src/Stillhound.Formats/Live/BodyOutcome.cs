using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Live;

/// <summary>What became of the records of one body.</summary>
public sealed class BodyOutcome
{
    private readonly SortedDictionary<RejectReason, long> _refused = [];

    /// <summary>Records that were read.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Records that are no calls of a model.</summary>
    public long Skipped { get; internal set; }

    /// <summary>Records that were not.</summary>
    public long Rejected => _refused.Values.Sum();

    /// <summary>Records that were not read, by reason.</summary>
    public IReadOnlyDictionary<RejectReason, long> RejectedBy => _refused;

    /// <summary>The first of them.</summary>
    public IList<Reject> Samples { get; } = [];

    internal void Refuse(RejectReason reason, int records = 1) => _refused[reason] = _refused.GetValueOrDefault(reason) + records;
}
