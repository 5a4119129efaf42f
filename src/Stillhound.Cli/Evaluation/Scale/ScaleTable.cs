using System.Globalization;

namespace Stillhound.Cli.Evaluation.Scale;

/// <summary>Prints what a large world took and what came of it.</summary>
internal static class ScaleTable
{
    private const double Megabyte = 1024 * 1024;

    public static void Write(TextWriter output, ScaleResult result)
    {
        var world = result.World;
        Line(output, $"june-28m: {world.CampaignAccounts:N0} accounts hidden among {result.Accounts - world.CampaignAccounts:N0}, {world.Days} days, seed {world.Seed}");
        WriteCost(output, result);
        WriteDetection(output, result.Detection);
    }

    private static void WriteCost(TextWriter output, ScaleResult result)
    {
        var searches = result.Searches;
        var (longest, accounts) = searches.Longest;
        Line(output, $"  exchanges                 {result.Exchanges,12:N0}  in {result.Took.TotalSeconds:N1} s, {Rate(result, result.Took):N0}/s");
        Line(output, $"    simulation alone                      {result.Playing.TotalSeconds:N1} s, {Rate(result, result.Playing):N0}/s");
        Line(output, $"    engine alone                          {result.Applying.TotalSeconds:N1} s, {Rate(result, result.Applying):N0}/s");
        Line(output, $"    engine without searches               {(result.Applying - searches.Total).TotalSeconds:N1} s, {Rate(result, result.Applying - searches.Total):N0}/s");
        Line(output, $"  searches                  {searches.Count,12:N0}  median {searches.Median.TotalSeconds:N2} s, longest {longest.TotalSeconds:N2} s over {accounts:N0} active accounts");
        Line(output, $"  memory of the engine      {result.EngineBytes / Megabyte,9:N0} MB  {(double)result.EngineBytes / result.Accounts:N0} bytes an account");
        Line(output, $"  peak of the process       {result.PeakBytes / Megabyte,9:N0} MB  simulation included");
    }

    private static void WriteDetection(TextWriter output, ScaleDetection detection)
    {
        var score = detection.Score;
        Line(output, $"  detected                  {(detection.Detected is { } after ? after.TotalHours.ToString("N1", CultureInfo.InvariantCulture) + " hours" : "never"),12}");
        Line(output, $"  leak                      {Share(detection.Leak),12}  {Share(detection.LeakOfAll)} with accounts that were never flagged");
        Line(output, $"  recall at review          {Share(score.RecallAtReview),12}  {score.Review.True:N0} of {score.CampaignAccounts:N0} accounts");
        Line(output, $"  recall at act             {Share(DetectionScore.Share(score.Act.True, score.CampaignAccounts, 0)),12}");
        Line(output, $"  precision at review       {Share(score.PrecisionAtReview),12}  {score.Review.All - score.Review.True:N0} accounts wrong");
        Line(output, $"  precision at act          {Share(score.PrecisionAtAct),12}  {score.Act.All - score.Act.True:N0} accounts wrong");
        foreach (var kind in score.Benign.Where(static b => b.Flagged > 0))
            Line(output, $"    {kind.Kind,-21} {kind.Flagged,15:N0}  of {kind.Accounts:N0} at review, {kind.AtAct:N0} at act");
    }

    private static double Rate(ScaleResult result, TimeSpan time) => result.Exchanges / Math.Max(1e-3, time.TotalSeconds);

    private static string Share(double share) => double.IsNaN(share) ? "-" : share.ToString("P2", CultureInfo.InvariantCulture);

    private static void Line(TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
