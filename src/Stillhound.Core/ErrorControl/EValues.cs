namespace Stillhound.Core.ErrorControl;

/// <summary>E-values: numbers of mean at most 1 where there is nothing to find, and what may be concluded from several.</summary>
internal static class EValues
{
    /// <summary>
    /// Turns a p-value into an e-value: 1 / p, divided by what makes the mean 1. It pays for what lies between the two bounds and
    /// for nothing else. A calibrator in the sense of Vovk and Wang, "E-values: calibration, combination and applications", 2021:
    /// it falls and its integral over 0 to 1 is 1, which makes it admissible.
    /// </summary>
    /// <param name="p">The p-value.</param>
    /// <param name="most">P-values above this count nothing. Above <paramref name="least"/>, at most 1.</param>
    /// <param name="least">P-values below this count as this: what is not believed any further. Above 0.</param>
    public static double OfP(double p, double most, double least) =>
        p <= most ? 1 / (Math.Max(p, least) * (1 + Math.Log(most / least))) : 0;

    /// <summary>
    /// How many of the largest pass: the most for which the k-th largest is at least bar / k, or at least 1. With the mean number of
    /// tests as bar over a false discovery rate this is the procedure of Wang and Ramdas, "False discovery rate control with
    /// e-values", 2022, which holds however the e-values depend on each other.
    /// </summary>
    /// <param name="values">Values of any order.</param>
    /// <param name="bar">What one alone must reach, if that is less than 1 or several pass.</param>
    /// <returns>The smallest value that passes; infinite when none does.</returns>
    public static double Threshold(IEnumerable<double> values, double bar)
    {
        var least = double.PositiveInfinity;
        var k = 0;
        foreach (var value in values.OrderDescending())
        {
            k++;
            if (value > 0 && value >= Math.Min(1, bar / k))
                least = value;
        }

        return least;
    }
}
