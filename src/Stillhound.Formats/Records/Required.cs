namespace Stillhound.Formats.Records;

/// <summary>What a record must have to be an exchange.</summary>
internal static class Required
{
    /// <summary>Why a well-formed record is refused, or <see cref="RejectReason.None"/>.</summary>
    public static RejectReason Check(FieldOutcome outcome) => outcome[NativeField.Time] switch
    {
        FieldRead.Absent => RejectReason.MissingTime,
        FieldRead.Ignored => RejectReason.UnreadableTime,
        _ => outcome[NativeField.Account] == FieldRead.Read ? RejectReason.None : RejectReason.MissingAccount,
    };
}
