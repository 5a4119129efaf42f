namespace Stillhound.Formats.Records;

/// <summary>What became of each field of one record: a bit for each <see cref="NativeField"/>.</summary>
internal struct FieldOutcome
{
    private ulong _read;
    private ulong _ignored;

    /// <summary>Notes what became of a field, forgetting what an earlier occurrence of it said.</summary>
    public void Note(NativeField field, FieldRead outcome)
    {
        var bit = 1UL << (int)field;
        _read = outcome == FieldRead.Read ? _read | bit : _read & ~bit;
        _ignored = outcome == FieldRead.Ignored ? _ignored | bit : _ignored & ~bit;
    }

    public readonly FieldRead this[NativeField field] =>
        (_read & (1UL << (int)field)) != 0 ? FieldRead.Read
        : (_ignored & (1UL << (int)field)) != 0 ? FieldRead.Ignored
        : FieldRead.Absent;
}

/// <summary>What became of one field.</summary>
public enum FieldRead : byte
{
    /// <summary>Not there, null or empty.</summary>
    Absent = 0,

    /// <summary>Read.</summary>
    Read,

    /// <summary>There, but of a type or in a range that is not read.</summary>
    Ignored,
}
