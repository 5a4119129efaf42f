namespace Stillhound.Formats.Records;

/// <summary>Reject reasons in words.</summary>
public static class RejectReasonText
{
    /// <summary>Number of values of <see cref="RejectReason"/>.</summary>
    internal const int Count = (int)RejectReason.NotOtlp + 1;

    /// <summary>A stable name for files: <c>missing_time</c>.</summary>
    public static string Code(this RejectReason reason) => reason switch
    {
        RejectReason.None => "none",
        RejectReason.InvalidUtf8 => "invalid_utf8",
        RejectReason.NotJson => "not_json",
        RejectReason.NotAnObject => "not_an_object",
        RejectReason.BadRow => "bad_row",
        RejectReason.MissingTime => "missing_time",
        RejectReason.UnreadableTime => "unreadable_time",
        RejectReason.MissingAccount => "missing_account",
        RejectReason.TooLong => "too_long",
        RejectReason.TruncatedFile => "truncated_file",
        RejectReason.DamagedFile => "damaged_file",
        RejectReason.NeedsMap => "needs_map",
        RejectReason.UnknownValue => "unknown_value",
        RejectReason.NotOtlp => "not_otlp",
        _ => "unknown",
    };

    /// <summary>A clause for people: <c>it has no time</c>.</summary>
    public static string Describe(this RejectReason reason) => reason switch
    {
        RejectReason.None => "it was read",
        RejectReason.InvalidUtf8 => "its bytes are not UTF-8",
        RejectReason.NotJson => "it is not JSON",
        RejectReason.NotAnObject => "it is JSON but not an object",
        RejectReason.BadRow => "it is not a well-formed CSV row",
        RejectReason.MissingTime => "it has no time",
        RejectReason.UnreadableTime => "its time cannot be read",
        RejectReason.MissingAccount => "it has no account",
        RejectReason.TooLong => "it is longer than the limit",
        RejectReason.TruncatedFile => "the compressed file ends in the middle",
        RejectReason.DamagedFile => "the compressed file is damaged",
        RejectReason.NeedsMap => "a CSV file needs a map that says what its columns mean",
        RejectReason.UnknownValue => "a required member has an unknown value",
        RejectReason.NotOtlp => "it is not an OTLP message",
        _ => "unknown",
    };
}
