using System.Numerics;

namespace Stillhound.Core.Profiles;

/// <summary>Reads the 64-bit linear-counting bitmaps of a profile.</summary>
internal static class DistinctCount
{
    /// <summary>About how many different keys were marked, 0 to some 260, where it saturates.</summary>
    public static float Of(ulong bitmap)
    {
        var empty = 64 - BitOperations.PopCount(bitmap);
        return empty == 64 ? 0 : 64 * MathF.Log(64f / Math.Max(empty, 1));
    }
}
