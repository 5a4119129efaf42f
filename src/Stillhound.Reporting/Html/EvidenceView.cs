using System.Globalization;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting.Files;

namespace Stillhound.Reporting.Html;

/// <summary>The ledger of a campaign: evidence for and against, and the benign explanations that competed.</summary>
internal static class EvidenceView
{
    /// <summary>Most rows of a table or chart; what is left out is counted below it.</summary>
    public const int MostRows = 24;

    // Odds that are read as "about even" are not called a win for either side.
    private const double AboutEven = 0.15;

    public static IEnumerable<View> Evidence(CampaignFinding campaign) => campaign.Evidence.Take(MostRows).Select(item => new View
    {
        ["family"] = ReportText.Words(item.Family),
        ["name"] = item.Name,
        ["text"] = item.Text,
        ["refute"] = item.Refute,
        ["statistic"] = ReportText.Measured(item.Statistic),
        ["null"] = item.Null,
        ["nullValue"] = double.IsNaN(item.NullValue) ? "" : ReportText.Measured(item.NullValue),
        ["rarity"] = ReportText.OneIn(item.PValue),
        ["weight"] = Signed(item.Log10Lr),
        ["weightWords"] = ReportText.Weight(item.Log10Lr),
        ["side"] = item.Log10Lr < 0 ? "against" : "for",
    });

    public static IEnumerable<View> Explanations(CampaignFinding campaign) => campaign.Explanations.Take(MostRows).Select(item =>
    {
        var outcome = item.Log10Odds switch
        {
            < -AboutEven => "lost",
            > AboutEven => "held",
            _ => "undecided",
        };
        return new View
        {
            ["hypothesis"] = ReportText.Words(item.Hypothesis),
            ["odds"] = ReportText.Odds(item.Log10Odds),
            ["log10"] = Signed(item.Log10Odds),
            ["outcome"] = outcome,
            ["text"] = item.Text,
        };
    });

    private static string Signed(double log10) => double.IsNaN(log10)
        ? "unknown"
        : JsonValues.Weight(log10).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);
}
