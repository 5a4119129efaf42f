namespace Stillhound.Core.Verdicts;

/// <summary>
/// Tells a list of items that all members go through from items that meet because so many ask. Among thousands of members nearly
/// every item comes again however little any two have in common; two who run the same list have a part of it in common.
/// </summary>
internal static class CommonItems
{
    /// <summary>
    /// Share of one's items that another has too, from which they may have run one list, and below which they only met. Low, so that
    /// harnesses that draw from a large list have the benefit of the doubt; two who have one item in two hundred in common have no list.
    /// </summary>
    private const double OneList = 0.01;
    private const double Chance = 0.005;

    /// <summary>Different items up to which members may have run one list, and from which on no list is that long.</summary>
    private const double LongList = 50_000;
    private const double NoList = 200_000;

    /// <summary>The share of items that came again, as far as members have a list in common, 0 to 1.</summary>
    /// <param name="repeats">Mean over members of the share of items that others had before, 0 to 1.</param>
    /// <param name="members">How many they are.</param>
    /// <param name="different">Items that they sent and nobody had before.</param>
    public static double Share(double repeats, int members, long different) => repeats
        * Math.Clamp(Math.Log(Overlap(repeats, members) / Chance) / Math.Log(OneList / Chance), 0, 1)
        * Math.Clamp(Math.Log(NoList / Math.Max(1.0, different)) / Math.Log(NoList / LongList), 0, 1);

    /// <summary>
    /// The share of one's items that any one other member has, if that alone makes items come again: with members in order of
    /// appearance the item of member k is new with the chance (1 - q)^k, so that a share of 1 - (1 - (1 - q)^n) / (n q) comes again.
    /// </summary>
    /// <param name="repeats">Mean over members of the share of items that others had before, 0 to 1.</param>
    /// <param name="members">How many they are.</param>
    /// <returns>0 to 1.</returns>
    public static double Overlap(double repeats, int members)
    {
        double low = 0, high = 1;
        for (var step = 0; step < 40; step++)
        {
            var middle = (low + high) / 2;
            if (Again(middle, members) < repeats)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }

    private static double Again(double overlap, int members) => 1 - ((1 - Math.Pow(1 - overlap, members)) / (members * overlap));
}
