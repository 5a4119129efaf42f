namespace Stillhound.Simulation.Tests.Timing;

/// <summary>
/// Groups hourly curves by k-means. Curves are cut at five times their mean first, so that clients seen for a few hours
/// do not become archetypes; groups start at the quantiles of the share of traffic in the first eight hours.
/// </summary>
internal static class CurveFit
{
    public static (double Share, double[] Curve)[] Fit(IReadOnlyList<double[]> curves, int groups)
    {
        var shaped = curves.Where(c => c.Sum() > 0).Select(Shape).OrderBy(c => c.Take(8).Sum()).ToArray();
        var centres = Enumerable.Range(0, groups)
            .Select(k => shaped[((2 * k) + 1) * shaped.Length / (2 * groups)].ToArray()).ToArray();
        var sizes = new int[groups];
        for (var round = 0; round < 60; round++)
        {
            var sums = Enumerable.Range(0, groups).Select(_ => new double[24]).ToArray();
            Array.Clear(sizes);
            foreach (var curve in shaped)
            {
                var nearest = Enumerable.Range(0, groups).MinBy(k => Distance(curve, centres[k]));
                sizes[nearest]++;
                for (var h = 0; h < 24; h++)
                    sums[nearest][h] += curve[h];
            }

            for (var k = 0; k < groups; k++)
            {
                if (sizes[k] > 0)
                    centres[k] = Shape(sums[k]);
            }
        }

        return [.. centres.Select((c, k) => ((double)sizes[k] / shaped.Length, c))];
    }

    private static double[] Shape(double[] curve)
    {
        var mean = curve.Sum() / 24;
        var cut = curve.Select(v => Math.Min(v / mean, 5)).ToArray();
        var total = cut.Sum() / 24;
        return [.. cut.Select(v => v / total)];
    }

    private static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}
