using System.Buffers;

namespace Stillhound.Server.Privacy;

/// <summary>Tells names that say who somebody is, or that are secrets, from opaque identifiers.</summary>
internal static class SensitiveName
{
    private const int FewestPhoneDigits = 8;
    private static readonly SearchValues<byte> NotPhone = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:/@"u8);

    /// <summary>Whether a name looks like a mail address, a telephone number, or a key.</summary>
    public static bool Is(ReadOnlySpan<byte> name) => IsMail(name) || IsSecret(name) || IsPhone(name);

    private static bool IsMail(ReadOnlySpan<byte> name)
    {
        var at = name.LastIndexOf((byte)'@');
        return at > 0 && at < name.Length - 1;
    }

    private static bool IsSecret(ReadOnlySpan<byte> name) =>
        name.StartsWith("sk-"u8) || name.StartsWith("pk-"u8) || name.StartsWith("rk-"u8) || name.StartsWith("sk_"u8) || name.StartsWith("Bearer "u8)
        || name.StartsWith("eyJ"u8) || name.StartsWith("AKIA"u8) || name.StartsWith("ASIA"u8) || name.StartsWith("AIza"u8) || name.StartsWith("ghp_"u8)
        || name.StartsWith("gho_"u8) || name.StartsWith("github_pat_"u8) || name.StartsWith("glpat-"u8) || name.StartsWith("xox"u8) || name.StartsWith("hf_"u8)
        || name.StartsWith("-----BEGIN"u8);

    private static bool IsPhone(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name[0] != '+' || name.ContainsAny(NotPhone))
            return false;
        var digits = 0;
        foreach (var b in name)
            digits += char.IsAsciiDigit((char)b) ? 1 : 0;
        return digits >= FewestPhoneDigits;
    }
}
