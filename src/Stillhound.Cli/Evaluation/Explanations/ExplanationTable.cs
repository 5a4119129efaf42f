using System.Globalization;

namespace Stillhound.Cli.Evaluation.Explanations;

/// <summary>
/// Prints a tally. Rows list what was chosen in order: sixteen explanations as columns would leave a table of blanks that no
/// screen can show.
/// </summary>
internal static class ExplanationTable
{
    public static void Write(TextWriter output, ExplanationTally tally)
    {
        output.WriteLine("explanations with the highest odds at the last search");
        output.WriteLine("  cohorts mostly of      cohorts  at review  explanations chosen");
        foreach (var (kind, row) in tally.Benign.OrderBy(static r => r.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {kind,-20} {row.Count,9} {row.AtReview,10}  {Chosen(row)}"));
        output.WriteLine("  campaigns below review   count             explanations that held them there");
        foreach (var (kind, row) in tally.Missed.OrderBy(static r => r.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {kind,-20} {row.Count,9} {"",10}  {Chosen(row)}"));
    }

    private static string Chosen(ExplanationTally.Row row) => string.Join(", ", row.Chosen.Select(static c => $"{c.Explanation} {c.Count}"));
}
