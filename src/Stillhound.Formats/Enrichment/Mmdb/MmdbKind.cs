namespace Stillhound.Formats.Enrichment.Mmdb;

/// <summary>Types of the data section, numbered as the MaxMind DB format 2.0 numbers them.</summary>
internal enum MmdbKind : byte
{
    /// <summary>Stands for a value elsewhere; values are given with their pointers resolved, so nobody sees it.</summary>
    Pointer = 1,

    /// <summary>Text in UTF-8.</summary>
    Text = 2,

    /// <summary>64-bit floating point.</summary>
    Double = 3,

    /// <summary>Opaque bytes.</summary>
    Bytes = 4,

    /// <summary>Unsigned, at most 2 bytes.</summary>
    UInt16 = 5,

    /// <summary>Unsigned, at most 4 bytes.</summary>
    UInt32 = 6,

    /// <summary>Texts to values.</summary>
    Map = 7,

    /// <summary>Signed, at most 4 bytes.</summary>
    Int32 = 8,

    /// <summary>Unsigned, at most 8 bytes.</summary>
    UInt64 = 9,

    /// <summary>Unsigned, at most 16 bytes.</summary>
    UInt128 = 10,

    /// <summary>Values in order.</summary>
    Array = 11,

    /// <summary>Head of values that others point into; no value of its own, so it may not stand where one is read.</summary>
    Cache = 12,

    /// <summary>End of the data section; no value either.</summary>
    EndMarker = 13,

    /// <summary>Truth value; its size is the value.</summary>
    Boolean = 14,

    /// <summary>32-bit floating point.</summary>
    Float = 15,
}
