using Stillhound.Formats.Inputs;

namespace Stillhound.Cli.Evaluation;

/// <summary>Prints how findings that were written earlier compare with the truth of their world.</summary>
internal static class FindingsComparison
{
    /// <summary>Compares.</summary>
    /// <exception cref="InputException">A folder does not hold what it should.</exception>
    public static void Run(string folder, string world, bool totalsOnly)
    {
        var findings = FindingsFolder.Read(folder);
        var score = DetectionScore.Of(findings, GroundTruth.Read(Path.Combine(world, "truth.csv")));
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(world)));
        if (totalsOnly)
        {
            Console.Out.WriteLine($"world {Printable.Line(name)}");
            ScoreTable.WriteTotals(Console.Out, score, findings);
        }
        else
        {
            ScoreTable.Write(Console.Out, Printable.Line(name), score, findings);
        }
    }
}
