using System.Globalization;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>Evidence in words: one item a measurement that had input.</summary>
internal static class EvidenceWords
{
    public static List<EvidenceItem> Of(Verdict verdict)
    {
        var items = new List<EvidenceItem>();
        for (var m = 0; m < verdict.Weights.Length; m++)
        {
            var weight = verdict.Weights[m];
            if (double.IsNaN(weight.Log10Ratio))
                continue;
            var measurement = Measurements.All[m];
            items.Add(new EvidenceItem(
                Families.NameOf(measurement.Family), measurement.Name, weight.Value,
                $"{weight.Level.Groups} groups of this population, of about this size", measurement.Unscaled(weight.Level.Middle),
                weight.Log10Ratio, Math.Clamp(weight.PValue, 0, 1), Sentence(measurement, weight), Capital(measurement.Refute) + " would refute it."));
        }

        return [.. items.OrderByDescending(static i => i.Log10Lr).ThenBy(static i => i.Name, StringComparer.Ordinal)];
    }

    private static string Sentence(Measurement measurement, Weight weight)
    {
        var (middle, spread) = (weight.Level.Middle, weight.Level.Spread);
        var numbers = string.Create(CultureInfo.InvariantCulture,
            $"{Capital(measurement.Name)}: {Number(weight.Value)} here, {Number(measurement.Unscaled(middle))} ({Number(measurement.Unscaled(middle - spread))} to {Number(measurement.Unscaled(middle + spread))}) in this population's groups");
        return weight.Log10Ratio switch
        {
            >= 0.3 => $"{numbers}; {measurement.Meaning}.",
            <= -0.3 => $"{numbers}; this is what unrelated accounts look like.",
            _ => $"{numbers}; this tells little.",
        };
    }

    // Adding 0 takes the sign off a zero.
    private static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString(Math.Abs(value) >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
