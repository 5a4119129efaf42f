using System.Globalization;
using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Evaluation;

/// <summary>Prints scores as plain tables of fixed columns, so that they can be pasted and compared.</summary>
internal static class ScoreTable
{
    /// <summary>Accounts from which a campaign counts as one that must not be missed.</summary>
    private const int Large = 50;

    public static void Write(TextWriter output, string world, DetectionScore score, Findings findings, TimeSpan? took = null)
    {
        var culture = CultureInfo.InvariantCulture;
        var time = took is null ? "" : string.Create(culture, $", {took.Value.TotalSeconds:F1} s");
        output.WriteLine(string.Create(culture, $"world {world}: {findings.Input.Exchanges:N0} exchanges, {findings.Input.Accounts:N0} accounts{time}"));
        output.WriteLine("  campaign              accounts  recall  at act  precision  pieces    leak");
        foreach (var row in score.Campaigns)
        {
            output.WriteLine(string.Create(culture,
                $"  {row.Group,-20} {row.Accounts,9} {row.Recall,7:P0} {row.AtAct,7:P0} {row.Precision,10:P1} {row.Pieces,7} {row.Leak,7:P1}"));
        }

        output.WriteLine("  benign kind           accounts  flagged  at act");
        foreach (var row in score.Benign)
            output.WriteLine(string.Create(culture, $"  {row.Kind,-20} {row.Accounts,9} {row.Flagged,8} {row.AtAct,7}"));
        WriteTotals(output, score, findings);
    }

    public static void WriteTotals(TextWriter output, DetectionScore score, Findings findings)
    {
        var culture = CultureInfo.InvariantCulture;
        var atAct = findings.Campaigns.Count(static c => c.Tier == Tier.Act);
        var atReview = findings.Campaigns.Count(static c => c.Tier == Tier.Review && c.LikelyOf is null);
        output.WriteLine(string.Create(culture,
            $"  total at review: precision {score.PrecisionAtReview:P1}, recall {score.RecallAtReview:P1} ({score.Review.True} of {score.CampaignAccounts} accounts, {score.Review.All - score.Review.True} wrong)"));
        output.WriteLine(string.Create(culture,
            $"  total at act:    precision {score.PrecisionAtAct:P1} ({score.Act.True} accounts, {score.Act.All - score.Act.True} wrong); campaigns: {atAct} at act, {atReview} at review"));
    }

    /// <summary>All worlds together, accounts pooled.</summary>
    public static void WriteOverall(TextWriter output, IReadOnlyList<DetectionScore> scores)
    {
        int trueReview = scores.Sum(static s => s.Review.True), allReview = scores.Sum(static s => s.Review.All);
        int trueAct = scores.Sum(static s => s.Act.True), allAct = scores.Sum(static s => s.Act.All), all = scores.Sum(static s => s.CampaignAccounts);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"all worlds: at review precision {DetectionScore.Share(trueReview, allReview, 1):P1}, recall {DetectionScore.Share(trueReview, all, 0):P1}; at act precision {DetectionScore.Share(trueAct, allAct, 1):P1}, recall {DetectionScore.Share(trueAct, all, 0):P1}"));
        WriteLarge(output, [.. scores.SelectMany(static s => s.Campaigns).Where(static c => c.Accounts >= Large)]);
    }

    private static void WriteLarge(TextWriter output, List<CampaignScore> large)
    {
        if (large.Count == 0)
            return;
        double all = large.Sum(static c => c.Accounts), found = large.Sum(static c => c.Recall * c.Accounts);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"campaigns of {Large} accounts or more: at review recall {DetectionScore.Share(found, all, 0):P1} of {all:N0} accounts; nothing found of {large.Count(static c => c.Recall == 0)} of {large.Count} campaigns"));
    }

    /// <summary>All worlds together, one row a campaign kind and one a benign kind.</summary>
    public static void WriteByKind(TextWriter output, IReadOnlyList<DetectionScore> scores)
    {
        var culture = CultureInfo.InvariantCulture;
        output.WriteLine($"all {scores.Count} worlds");
        output.WriteLine("  campaign              accounts  recall  at act  precision  pieces    leak");
        foreach (var kind in scores.SelectMany(static s => s.Campaigns).GroupBy(static c => c.Group, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            double all = kind.Sum(static c => c.Accounts);
            output.WriteLine(string.Create(culture,
                $"  {kind.Key,-20} {all,9} {kind.Sum(static c => c.Recall * c.Accounts) / all,7:P0} {kind.Sum(static c => c.AtAct * c.Accounts) / all,7:P0} {kind.Average(static c => c.Precision),10:P1} {kind.Average(static c => c.Pieces),7:F1} {kind.Average(static c => c.Leak),7:P1}"));
        }

        output.WriteLine("  benign kind           accounts  flagged  at act");
        foreach (var kind in scores.SelectMany(static s => s.Benign).GroupBy(static b => b.Kind, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(culture, $"  {kind.Key,-20} {kind.Sum(static b => b.Accounts),9} {kind.Sum(static b => b.Flagged),8} {kind.Sum(static b => b.AtAct),7}"));
    }
}
