using System.Globalization;

namespace Stillhound.Core.Verdicts;

/// <summary>The benign explanations that compete with every campaign, and what dismissals teach about them.</summary>
public static class Hypotheses
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Hypothesis> All { get; } = [.. Explanation.All.Select(static e => new Hypothesis(e.Name, e.Words, TaughtPriors.ChanceOf(e)))];

    /// <summary>Whether there is one of that name.</summary>
    public static bool Has(string name) => Array.Exists(Explanation.All, e => e.Name == name);

    /// <summary>What lessons taught about one explanation.</summary>
    /// <param name="hypothesis">Its name.</param>
    /// <param name="lessons">All lessons.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static TaughtChance Taught(string hypothesis, IReadOnlyCollection<Lesson> lessons)
    {
        ArgumentNullException.ThrowIfNull(lessons);
        var explanation = Array.Find(Explanation.All, e => e.Name == hypothesis) ?? throw new ArgumentException($"there is no explanation '{hypothesis}'", nameof(hypothesis));
        var own = lessons.Count(l => l.Hypothesis == hypothesis);
        var (before, now) = (TaughtPriors.ChanceOf(explanation), TaughtPriors.ChanceAfter(explanation, own, lessons.Count));
        return new TaughtChance(hypothesis, own, lessons.Count, before, now, Text(hypothesis, own, lessons.Count, before, now));
    }

    private static string Text(string hypothesis, int own, int all, double before, double now)
    {
        if (all == 0)
            return string.Create(CultureInfo.InvariantCulture, $"{hypothesis} has a chance of {Percent(now)} before any evidence; nothing was dismissed.");
        var bound = now >= before * TaughtPriors.MostFold * 0.999_999 ? ", the most that dismissals can give it" : now <= before / TaughtPriors.MostFold * 1.000_001 ? ", the least that dismissals can leave it" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{hypothesis} now has a chance of {Percent(now)} instead of {Percent(before)} before any evidence{bound}; {own} of {all} dismissals.");
    }

    /// <summary>Two digits that count, and never a power of ten.</summary>
    private static string Percent(double chance)
    {
        var percent = chance * 100;
        var digits = Math.Clamp(1 - (int)Math.Floor(Math.Log10(percent)), 0, 4);
        return Math.Round(percent, digits).ToString("0.####", CultureInfo.InvariantCulture) + " %";
    }
}

/// <summary>A benign explanation.</summary>
/// <param name="Name">Snake-case name, such as <c>popular_tool</c>.</param>
/// <param name="Words">Who the accounts would be.</param>
/// <param name="Chance">Its share of all benign explanations before any evidence and any dismissal, 0 to 1.</param>
public sealed record Hypothesis(string Name, string Words, double Chance);

/// <summary>What dismissals taught about a benign explanation.</summary>
/// <param name="Hypothesis">Its name.</param>
/// <param name="Dismissals">Campaigns dismissed as this.</param>
/// <param name="AllDismissals">Campaigns dismissed as anything benign.</param>
/// <param name="Before">Its chance without them, 0 to 1.</param>
/// <param name="Now">Its chance with them, 0 to 1.</param>
/// <param name="Text">All of it in a sentence.</param>
public sealed record TaughtChance(string Hypothesis, int Dismissals, int AllDismissals, double Before, double Now, string Text);
