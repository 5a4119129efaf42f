using System.Text;
using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Html;

/// <summary>Fills the page from the findings.</summary>
internal static class ReportPage
{
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
        CoverageView.AddTo(view, findings.Coverage);
        AccountView.AddTo(view, findings.Accounts);
        ErrorView.AddTo(view, findings.Errors);
        AddTraffic(view, findings);
        return view;
    }

    private static void AddTraffic(View view, Findings findings)
    {
        var buckets = SeriesView.TableBuckets(findings);
        view["bucketWidth"] = ReportText.Duration(buckets.Width);
        view["anyTraffic"] = findings.PopulationActivity.Any(n => n > 0);
        view["overviewRows"] = SeriesView.Activity(
            buckets, buckets.Sum(ChartData.TogetherActivity(findings)), buckets.Sum(findings.PopulationActivity));
        view["populationWeek"] = SeriesView.Week(findings.PopulationHourOfWeek);
        view["days"] = SeriesView.WeekDays().ToList();
    }
}
