using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting;

namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>Evidence for and against a campaign, and the benign explanations that competed with it.</summary>
internal static class EvidenceTables
{
    /// <summary>The measurements as a table.</summary>
    public static Table<EvidenceItem> Of(CampaignFinding campaign) => new("evidence", "Measurements for and against, the strongest first", campaign.Evidence,
        new Column<EvidenceItem>("family", "Family", static e => e.Family) { Cell = static e => Cells.Text(Words.Plain(e.Family)) },
        new Column<EvidenceItem>("name", "What was measured", static e => e.Name) { Heads = true, Cell = static e => Cells.Lines(e.Name, $"{e.Text} Refuted by: {Words.Lower(e.Refute)}") },
        new Column<EvidenceItem>("statistic", "Value", static e => e.Statistic) { Numeric = true, Cell = static e => Cells.Text(ReportText.Measured(e.Statistic)) },
        new Column<EvidenceItem>("null", "Compared with", static e => e.Null),
        new Column<EvidenceItem>("null_value", "Its middle", static e => e.NullValue) { Numeric = true, Cell = static e => Cells.Text(ReportText.Measured(e.NullValue)), Help = "The median of what it was compared with" },
        new Column<EvidenceItem>("log10_lr", "Weight", static e => e.Log10Lr) { Numeric = true, Cell = static e => Cells.Signed(e.Log10Lr), Help = "Base-10 logarithm of how many times likelier this is in a campaign than without one" },
        new Column<EvidenceItem>("p_value", "Rarity", static e => e.PValue) { Numeric = true, Cell = static e => Cells.Text(ReportText.OneIn(e.PValue)), Help = "How often the comparison alone gives something as extreme" },
        new Column<EvidenceItem>("text", "In a sentence", static e => e.Text) { Hidden = true },
        new Column<EvidenceItem>("refute", "What would refute it", static e => e.Refute) { Hidden = true })
    {
        Export = Words.Export(campaign.Id, "evidence"),
        Searchable = false,
        PageSize = 100,
        Empty = "No measurement is told.",
    };

    /// <summary>The weights as a chart's data.</summary>
    public static object Chart(CampaignFinding campaign) => new
    {
        format = "signed",
        name = "Weight, powers of ten",
        names = campaign.Evidence.Select(static e => $"{Words.Plain(e.Family)}: {e.Name}"),
        values = campaign.Evidence.Select(static e => double.IsFinite(e.Log10Lr) ? Math.Round(e.Log10Lr, 2) : e.Log10Lr > 0 ? 999 : e.Log10Lr < 0 ? -999 : 0),
    };

    /// <summary>The explanations as a table.</summary>
    public static Table<ExplanationItem> Explanations(CampaignFinding campaign) => new("explanations", "Benign explanations that competed, the strongest first", campaign.Explanations,
        new Column<ExplanationItem>("hypothesis", "Explanation", static e => e.Hypothesis) { Heads = true, Cell = static e => Cells.Text(ReportText.Words(e.Hypothesis)) },
        new Column<ExplanationItem>("outcome", "Outcome", static e => e.Log10Odds < 0 ? "lost" : "held") { Cell = static e => Cells.Badge(e.Log10Odds < 0 ? "lost" : "held", e.Log10Odds < 0 ? "watch" : "review") },
        new Column<ExplanationItem>("log10_odds", "Odds of it", static e => e.Log10Odds) { Numeric = true, Cell = static e => Cells.Text(ReportText.Odds(e.Log10Odds)), Help = "Against the campaign" },
        new Column<ExplanationItem>("text", "Why", static e => e.Text))
    {
        Export = Words.Export(campaign.Id, "explanations"),
        Searchable = false,
        PageSize = 100,
        Empty = "No benign explanation was weighed.",
    };
}
