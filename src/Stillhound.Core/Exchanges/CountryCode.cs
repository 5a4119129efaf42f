namespace Stillhound.Core.Exchanges;

/// <summary>ISO 3166 alpha-2 country codes packed into 16 bits: the first letter in the high byte.</summary>
public static class CountryCode
{
    /// <summary>Packs two ASCII letters of either case.</summary>
    /// <returns>The packed code, or 0 when <paramref name="code"/> is not two letters.</returns>
    public static ushort Pack(ReadOnlySpan<byte> code)
    {
        if (code.Length != 2 || !char.IsAsciiLetter((char)code[0]) || !char.IsAsciiLetter((char)code[1]))
            return 0;
        return (ushort)(((code[0] & 0xDF) << 8) | (code[1] & 0xDF));
    }

    /// <summary>The two letters of a packed code, or an empty string for 0.</summary>
    public static string Unpack(ushort packed) =>
        packed == 0 ? "" : new string([(char)(packed >> 8), (char)(packed & 0xFF)]);
}
