namespace Stillhound.Formats.Records;

/// <summary>What became of each field of one record: a bit for each <see cref="NativeField"/>.</summary>
internal struct FieldOutcome
{
    private ulong _read;
    private ulong _ignored;

    /// <summary>Notes what became of a field, forgetting what an earlier occurrence of it said.</summary>
    public void Note(NativeField field, FieldRead outcome)
    {
        // Read is 1 and ignored is 2: a bit for each set, without asking.
        var others = ~(1UL << (int)field);
        _read = (_read & others) | (((ulong)outcome & 1) << (int)field);
        _ignored = (_ignored & others) | (((ulong)outcome >> 1) << (int)field);
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
