using System.Globalization;

namespace Stillhound.Cli.Evaluation.Explanations;

/// <summary>
/// Prints a tally. Rows list what was chosen in order: sixteen explanations as columns would leave a table of blanks that no
/// screen can show.
/// </summary>
internal static class ExplanationTable
{
    private static readonly ExplanationTally.Row Empty = new();

    public static void Write(TextWriter output, ExplanationTally tally)
    {
        output.WriteLine("explanations with the highest odds at the last search");
        output.WriteLine("  cohorts mostly of     accounts  cohorts  members  at review  true  explanations chosen");
        foreach (var (kind, accounts) in tally.Accounts.OrderBy(static r => r.Key, StringComparer.Ordinal))
        {
            // A kind of which no cohort was proposed has nothing to explain, and that too is to be seen.
            var row = tally.Benign.GetValueOrDefault(kind, Empty);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {kind,-20} {accounts,9} {row.Count,8} {row.Members,8} {row.AtReview,10} {True(kind, row),5}  {(row.Count == 0 ? ExplanationTally.NoCohort : Chosen(row))}"));
        }

        output.WriteLine("  campaigns below review            count            explanations that held them there");
        foreach (var (kind, row) in tally.Missed.OrderBy(static r => r.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {kind,-29} {row.Count,9} {"",10}  {Chosen(row)}"));
    }

    private static string True(string kind, ExplanationTally.Row row) => FittingExplanations.Knows(kind)
        ? row.Chosen.Where(c => FittingExplanations.IsTrueOf(c.Explanation, kind) == true).Sum(static c => c.Count).ToString(CultureInfo.InvariantCulture)
        : "-";

    private static string Chosen(ExplanationTally.Row row) => string.Join(", ", row.Chosen.Select(static c => $"{c.Explanation} {c.Count}"));
}
