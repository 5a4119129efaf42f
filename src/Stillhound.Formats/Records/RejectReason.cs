namespace Stillhound.Formats.Records;

/// <summary>Why a record, or the rest of a file, was not read.</summary>
public enum RejectReason : byte
{
    /// <summary>It was read.</summary>
    None = 0,

    /// <summary>The bytes are not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The text is not JSON, or nested more than 64 levels deep.</summary>
    NotJson,

    /// <summary>The text is JSON, but not an object.</summary>
    NotAnObject,

    /// <summary>The row of a CSV file is not well formed.</summary>
    BadRow,

    /// <summary>There is no time.</summary>
    MissingTime,

    /// <summary>There is a time, but not one that could be read.</summary>
    UnreadableTime,

    /// <summary>There is no account, or an empty one.</summary>
    MissingAccount,

    /// <summary>The record is longer than the limit.</summary>
    TooLong,

    /// <summary>A compressed file ends in the middle; everything before the cut was read.</summary>
    TruncatedFile,

    /// <summary>A compressed file is damaged; everything before the damage was read.</summary>
    DamagedFile,

    /// <summary>A CSV file was found in a folder, and no map says what its columns mean.</summary>
    NeedsMap,

    /// <summary>A required member has a value that is not one of those known (facts and events only).</summary>
    UnknownValue,

    /// <summary>The bytes are not a message of the OpenTelemetry protocol.</summary>
    NotOtlp,
}
