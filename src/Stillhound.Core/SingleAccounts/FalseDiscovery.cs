namespace Stillhound.Core.SingleAccounts;

/// <summary>
/// Which of many p-values count when of those that do at most a given share may be false (Benjamini and Hochberg, "Controlling
/// the false discovery rate", 1995).
/// </summary>
internal static class FalseDiscovery
{
    /// <summary>
    /// For each p-value the smallest false discovery rate at which it counts, 0 to 1. Those that are no number were not tested
    /// and stay so.
    /// </summary>
    public static double[] QValues(ReadOnlySpan<double> pValues)
    {
        var q = new double[pValues.Length];
        Array.Fill(q, double.NaN);
        var order = new List<int>();
        for (var i = 0; i < pValues.Length; i++)
        {
            if (!double.IsNaN(pValues[i]))
                order.Add(i);
        }

        var p = pValues.ToArray();
        order.Sort((a, b) => p[a] != p[b] ? p[a].CompareTo(p[b]) : a.CompareTo(b));
        var least = 1.0;
        for (var rank = order.Count; rank > 0; rank--)
        {
            least = Math.Min(least, p[order[rank - 1]] * order.Count / rank);
            q[order[rank - 1]] = least;
        }

        return q;
    }
}
