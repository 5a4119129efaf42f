using System.Globalization;

namespace Stillhound.Reporting.Sweeps;

/// <summary>Values of sweeps in words, the same on the page, in the picture and on the console.</summary>
public static class SweepText
{
    /// <summary>A value of a dial: two digits for a share, one at most for a number.</summary>
    public static string Value(Sweep sweep, double value)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return value.ToString(sweep.Share ? "0.00" : "0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>A share as a whole percentage; a dash where there is none.</summary>
    public static string Percent(double share) =>
        double.IsFinite(share) ? share.ToString("0%", CultureInfo.InvariantCulture) : "-";
}
