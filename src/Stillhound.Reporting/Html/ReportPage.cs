using System.Text;
using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Html;

/// <summary>Fills the page from the findings.</summary>
internal static class ReportPage
{
    // Below this share of exchanges a family saw too little to count as seeing.
    private const double WellFed = 0.95;

    public static void Write(Findings findings, ReportOptions options, Stream stream)
    {
        using var page = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        page.NewLine = "\n";
        ReportAssets.Page.Fill(page, ViewOf(findings, options));
    }

    private static View ViewOf(Findings findings, ReportOptions options)
    {
        var shown = findings.Campaigns.Take(options.MaxCampaigns).ToList();
        var campaigns = shown.Select((campaign, i) => CampaignView.Of(campaign, i, findings, options)).ToList();
        var view = new View
        {
            ["policy"] = new Markup(ReportAssets.ContentPolicy),
            ["style"] = new Markup(ReportAssets.Style),
            ["script"] = new Markup(ReportAssets.Script),
            ["data"] = new Markup(ChartData.Render(findings, shown)),
            ["version"] = typeof(ReportPage).Assembly.GetName().Version?.ToString(3) ?? "",
            ["campaigns"] = campaigns,
            ["anyCampaign"] = campaigns.Count > 0,
            ["moreCampaigns"] = findings.Campaigns.Count > shown.Count ? ReportText.Count(findings.Campaigns.Count - shown.Count) : "",
        };
        HeaderView.AddTo(view, findings);
        AddCoverage(view, findings.Coverage);
        AddTraffic(view, findings);
        return view;
    }

    private static void AddCoverage(View view, IReadOnlyList<FamilyCoverage> coverage)
    {
        var blind = coverage.Count(f => !f.Available);
        var partly = coverage.Count(f => f.Available && f.Share < WellFed);
        view["anyCoverage"] = coverage.Count > 0;
        view["families"] = ReportText.Count(coverage.Count);
        view["seeing"] = ReportText.Count(coverage.Count - blind - partly);
        view["blind"] = ReportText.Count(blind);
        view["partly"] = ReportText.Count(partly);
        view["allSee"] = blind + partly == 0;
        view["coverage"] = coverage
            .OrderBy(f => f.Available).ThenBy(f => f.Share < WellFed ? 0 : 1)
            .Select(f => new View
            {
                ["family"] = ReportText.Words(f.Family),
                ["state"] = !f.Available ? "blind" : f.Share < WellFed ? "partly blind" : "seeing",
                ["stateClass"] = !f.Available ? "blind" : f.Share < WellFed ? "partly" : "seeing",
                ["share"] = f.Available ? ReportText.Percent(f.Share) : "none",
                ["needs"] = f.Needs,
            });
    }

    private static void AddTraffic(View view, Findings findings)
    {
        var buckets = SeriesView.TableBuckets(findings);
        view["bucketWidth"] = ReportText.Duration(buckets.Width);
        view["anyTraffic"] = findings.PopulationActivity.Any(n => n > 0);
        view["overviewRows"] = SeriesView.Activity(
            buckets, buckets.Sum(ChartData.TogetherActivity(findings)), buckets.Sum(findings.PopulationActivity));
        view["populationWeek"] = SeriesView.Week(findings.PopulationHourOfWeek);
        view["clock"] = Enumerable.Range(0, 24).Select(h => new View
        {
            ["hour"] = h.ToString("00", System.Globalization.CultureInfo.InvariantCulture),
        });
    }
}
