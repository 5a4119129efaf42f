using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Records;

/// <summary>
/// Reads records that hold any number of exchanges, as exporters bundle them. Owned by one thread: it keeps scratch room.
/// </summary>
internal interface IGroupReader
{
    /// <summary>Byte at which the last group stopped being readable; 0 when it was well formed.</summary>
    int FailedAt { get; }

    /// <summary>
    /// Reads one group and tells <paramref name="sink"/> of each of its records. A group that is not readable as a whole tells
    /// of none.
    /// </summary>
    /// <returns><see cref="RejectReason.None"/>, or why nothing of it can be used.</returns>
    RejectReason Read(ReadOnlySpan<byte> group, IGroupSink sink);
}

/// <summary>Takes what became of each record of a group.</summary>
internal interface IGroupSink
{
    /// <summary>An exchange. Its spans are valid only during the call.</summary>
    void Accept(ref Exchange exchange, FieldOutcome outcome);

    /// <summary>A call of a model that is no exchange, made of <paramref name="records"/> records.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="bytes">Where it stands.</param>
    /// <param name="outcome">What was read of it.</param>
    /// <param name="records">How many records it is.</param>
    void Reject(RejectReason reason, ReadOnlySpan<byte> bytes, FieldOutcome outcome, int records);

    /// <summary>Records that are no calls of a model.</summary>
    void Skip(int records);
}
