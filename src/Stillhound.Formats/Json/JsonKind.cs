namespace Stillhound.Formats.Json;

/// <summary>What a JSON value starts as.</summary>
internal enum JsonKind : byte
{
    /// <summary>Not JSON.</summary>
    Invalid = 0,
    String,
    Number,
    True,
    False,
    Null,
    Object,
    Array,
}
