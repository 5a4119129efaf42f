namespace Stillhound.Core.State;

/// <summary>
/// A saved state: a mark, the version, sections, an end mark and the length of all of it. A section is its name, its content, the
/// length of both and their hash. Numbers are little-endian.
/// </summary>
internal static class StateFormat
{
    /// <summary>
    /// Counted up when the same bytes come to mean something else. Layouts of types need not be counted: they are compared.
    /// </summary>
    public const uint Version = 7;

    /// <summary>Bytes before the first section.</summary>
    public const int HeadLength = 12;

    /// <summary>Bytes after the last section.</summary>
    public const int EndLength = 16;

    public static ReadOnlySpan<byte> Mark => "SHSTATE\n"u8;

    public static ReadOnlySpan<byte> EndMark => "SHSTEND\n"u8;
}
