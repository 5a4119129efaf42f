namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>Orders rows so that alike ones stand together: from one row to the next that is most like it. The same rows give the same order.</summary>
internal static class Seriation
{
    /// <summary>The order, as indices of the rows. It compares all with all, so it is for some hundreds of rows.</summary>
    /// <param name="rows">The rows; all of one length.</param>
    public static int[] Order(IReadOnlyList<double[]> rows)
    {
        if (rows.Count == 0)
            return [];
        var lengths = rows.Select(static r => Math.Sqrt(r.Sum(static v => v * v))).ToArray();
        var order = new List<int>(rows.Count);
        var left = Enumerable.Range(0, rows.Count).ToList();
        // The fullest row begins; empty ones resemble nothing and end up last.
        var at = left.MaxBy(i => lengths[i]);
        while (true)
        {
            order.Add(at);
            left.Remove(at);
            if (left.Count == 0)
                return [.. order];
            at = Next(at);
        }

        int Next(int from)
        {
            var (best, most) = (-1, double.NegativeInfinity);
            foreach (var i in left)
            {
                var likeness = Likeness(from, i);
                if (likeness > most + 1e-12)
                    (best, most) = (i, likeness);
            }

            // Nothing is like it: what follows begins anew with the fullest of the rest.
            return most > 0 ? best : left.MaxBy(i => lengths[i]);
        }

        double Likeness(int a, int b)
        {
            double product = 0;
            for (var i = 0; i < rows[a].Length; i++)
                product += rows[a][i] * rows[b][i];
            return product <= 0 ? 0 : product / (lengths[a] * lengths[b]);
        }
    }
}
