using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Records;

/// <summary>Reads the bytes of one record. Owned by one thread: it keeps scratch room between records.</summary>
internal interface IRecordReader
{
    /// <summary>Which fields the last record gave, and which it gave in a type that is not read.</summary>
    FieldOutcome Outcome { get; }

    /// <summary>Byte at which the last record stopped being readable; 0 when the record was well formed.</summary>
    int FailedAt { get; }

    /// <summary>
    /// Reads one record into <paramref name="exchange"/>, clearing it first. Its spans point into
    /// <paramref name="record"/> or into the reader, and hold until the next call.
    /// </summary>
    /// <returns><see cref="RejectReason.None"/>, or why the exchange must not be used.</returns>
    RejectReason Read(ReadOnlySpan<byte> record, ref Exchange exchange);
}
