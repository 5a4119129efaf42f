using System.Globalization;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>Benign explanations in words: what each would have to put down to chance.</summary>
internal static class ExplanationWords
{
    public static List<ExplanationItem> Of(Verdict verdict)
    {
        var items = new List<ExplanationItem>();
        for (var e = 0; e < Explanation.All.Length; e++)
        {
            var explanation = Explanation.All[e];
            items.Add(new ExplanationItem(explanation.Name, verdict.Odds[e], Sentence(explanation, verdict, verdict.Odds[e])));
        }

        return [.. items.OrderByDescending(static i => i.Log10Odds).ThenBy(static i => i.Hypothesis, StringComparer.Ordinal)];
    }

    private static string Sentence(Explanation explanation, Verdict verdict, double odds)
    {
        var unexplained = new List<string>();
        var left = explanation.Unexplained(verdict.Weights);
        for (var f = 0; f < left.Length; f++)
        {
            if (left[f] >= 0.5)
                unexplained.Add(string.Create(CultureInfo.InvariantCulture, $"{Families.NameOf((Family)f).Replace('_', ' ')} (10^{left[f]:F1})"));
        }

        var fit = explanation.Fit(verdict.Group);
        var reasons = new List<string>();
        if (unexplained.Count > 0)
            reasons.Add("it leaves to chance " + string.Join(", ", unexplained));
        if (fit <= -0.5)
            reasons.Add($"there is no sign of {explanation.Misfit}");
        var subject = char.ToUpperInvariant(explanation.Words[0]) + explanation.Words[1..];
        if (odds < -1)
            return $"{subject}: lost, because {(reasons.Count == 0 ? "the evidence together speaks against it" : string.Join(" and ", reasons))}.";
        return odds < 0
            ? $"{subject}: behind, not beaten{(reasons.Count == 0 ? "" : "; " + string.Join(" and ", reasons))}."
            : $"{subject}: holds; what was measured fits it at least as well.";
    }
}
