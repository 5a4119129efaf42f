namespace Stillhound.Formats.Json;

/// <summary>The bytes of a JSON string between its quotes, or of a number, as they stand in the record.</summary>
internal readonly ref struct JsonText(ReadOnlySpan<byte> raw, bool escaped)
{
    public readonly ReadOnlySpan<byte> Raw = raw;

    /// <summary>Whether <see cref="Raw"/> holds backslash escapes, so that it is not yet the text.</summary>
    public readonly bool Escaped = escaped;
}
