namespace Stillhound.Core.Profiles;

/// <summary>
/// How long arrays become that grow with the accounts: twice what is needed while that is little, so that small populations seldom
/// copy, and an eighth more when it is much, since what stands empty then is memory that an operator pays for.
/// </summary>
internal static class Room
{
    private const int Little = 1 << 16;

    /// <summary>Whether arrays of this length are too much to keep for the next time.</summary>
    public static bool IsMuch(int length) => length > Little;

    /// <summary>Length for at least <paramref name="needed"/> elements.</summary>
    public static int For(int needed) => needed <= Little ? needed * 2 : (int)Math.Min(Array.MaxLength, needed + (needed / 8L));
}
