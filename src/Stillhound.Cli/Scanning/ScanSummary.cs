using System.Globalization;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting;

namespace Stillhound.Cli.Scanning;

/// <summary>What a person sees at the end of a scan.</summary>
internal sealed class ScanSummary(TextWriter output, Screen screen)
{
    private const int MostRows = 25;

    public void Write(Findings findings, WrittenFiles written, IEnumerable<string> rejected, TimeSpan took)
    {
        var input = findings.Input;
        Paragraph(string.Create(CultureInfo.InvariantCulture,
            $"{ReportText.Count(input.Exchanges, "exchange")} of {ReportText.Count(input.Accounts, "account")} in {took.TotalSeconds:F1} s ({input.Exchanges / Math.Max(0.001, took.TotalSeconds):N0}/s)"));
        if (input is { First: { } first, Last: { } last })
            Paragraph($"period: {ReportText.Time(first)} to {ReportText.Time(last)} UTC ({ReportText.Duration(last - first)})");
        Paragraph(Tiers(findings.Campaigns));
        if (findings.Campaigns.Count > 0)
            WriteTable(findings.Campaigns);
        foreach (var line in ErrorLines.Of(findings))
            Paragraph(line);
        foreach (var line in ContextLines.Of(findings))
            Paragraph(line);
        foreach (var line in AccountLines.Of(findings.Accounts))
            Paragraph(line);
        var blind = findings.Coverage.Where(static c => !c.Available).ToList();
        if (blind.Count > 0)
            Paragraph("blind: " + string.Join("; ", blind.Select(static b => $"{b.Family} (needs {b.Needs})")));
        foreach (var line in rejected)
            Paragraph(line);
        // Not wrapped, so that it can be copied.
        output.WriteLine("report: " + Printable.Line(written.Report));
    }

    private static string Tiers(IReadOnlyList<CampaignFinding> campaigns)
    {
        if (campaigns.Count == 0)
            return "campaigns: none";
        var tiers = new[] { Tier.Act, Tier.Review, Tier.Watch }.Select(t => $"{campaigns.Count(c => c.Tier == t && c.LikelyOf is null)} {ReportText.Tier(t)}");
        var likely = campaigns.Where(static c => c.LikelyOf is not null).Sum(static c => c.Members.Count);
        return "campaigns: " + string.Join(", ", tiers)
            + (likely == 0 ? "" : $"; {ReportText.Count(likely, "account")} at review, told apart, likely {(likely == 1 ? "belongs" : "belong")} to those at act");
    }

    private void WriteTable(IReadOnlyList<CampaignFinding> campaigns)
    {
        var table = new TextTable(CampaignColumns.All, screen);
        foreach (var campaign in campaigns.Take(MostRows))
            table.Add(campaign.Tier, CampaignColumns.Of(campaign));
        output.WriteLine();
        table.Write(output);
        if (campaigns.Count > MostRows)
            output.WriteLine($"  and {campaigns.Count - MostRows} more in the report");
        output.WriteLine();
    }

    private void Paragraph(string text)
    {
        const string Indent = "  ";
        var rest = Printable.Line(text).AsSpan();
        var room = screen.Width;
        while (rest.Length > room)
        {
            var cut = rest[..(room + 1)].LastIndexOf(' ');
            if (cut <= 0)
                break;
            output.WriteLine(string.Concat(room < screen.Width ? Indent : "", rest[..cut]));
            rest = rest[(cut + 1)..];
            room = screen.Width - Indent.Length;
        }

        output.WriteLine(string.Concat(room < screen.Width ? Indent : "", rest));
    }
}
