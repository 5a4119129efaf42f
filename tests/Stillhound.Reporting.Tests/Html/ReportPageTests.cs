using System.Text;
using System.Text.RegularExpressions;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting.Html;
using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests.Html;

public sealed partial class ReportPageTests
{
    [Fact]
    public void TheReportSaysWhatWasFound()
    {
        var page = Page(SampleFindings.Realistic());
        page.ShouldContain("<h1>3 campaigns found</h1>");
        page.ShouldContain("1,027,959 exchanges of 5,405 accounts");
        page.ShouldContain("8 of 12 evidence families");
        page.ShouldContain("href=\"#campaign-c-3f9a\"");
        page.ShouldContain("id=\"campaign-c-3f9a\"");
        page.ShouldContain("about 13,000 to 1 against");
        page.ShouldContain("1 in 40,000");
        page.ShouldContain("All times are UTC.");
        page.ShouldContain("<li>modelled, not shown: honest groups become ten times rarer");
    }

    [Fact]
    public void AQuietRunSaysSoPlainly()
    {
        var page = Page(SampleFindings.Quiet());
        page.ShouldContain("<h1>No campaigns found</h1>");
        page.ShouldContain("No group of accounts behaved as one harvest.");
        page.ShouldNotContain("<article");
    }

    [Fact]
    public void NothingReadIsNotTakenForNothingFound()
    {
        var page = Page(SampleFindings.Nothing());
        page.ShouldContain("Nothing was read, so nothing can be said.");
        page.ShouldNotContain("No group of accounts");
    }

    [Fact]
    public void LikelyAccountsAreTiedToTheirCampaignAndAreNone()
    {
        var page = Page(SampleFindings.Around([SampleCampaigns.Act(20), SampleCampaigns.Likely(3), SampleCampaigns.Review(12)]));
        page.ShouldContain("<h1>2 campaigns found</h1>");
        page.ShouldContain("and 3 accounts at review, told apart, that likely belong to those at act");
        page.ShouldContain("id=\"campaign-c-3f9a-likely\"");
        page.ShouldContain("These accounts likely belong to campaign <a href=\"#campaign-c-3f9a\">c-3f9a</a>, each by less than nine in ten.");
        page.ShouldContain("evidence and benign explanations are those of the whole campaign");
        page.ShouldContain("Beside them 3 accounts likely belong to it: <a href=\"#campaign-c-3f9a-likely\">c-3f9a-likely</a>.");
        Regex.Count(page, "of the whole campaign</h3>").ShouldBe(2, "only where the evidence is another's");
        Page(SampleFindings.Realistic()).ShouldNotContain("likely belong");
    }

    [Fact]
    public void OneLikelyAccountIsNoPlural()
    {
        var page = Page(SampleFindings.Around([SampleCampaigns.Act(20), SampleCampaigns.Likely(1)]));
        page.ShouldContain("<h1>1 campaign found</h1>");
        page.ShouldContain("This account likely belongs to campaign");
        page.ShouldContain("1 account likely belongs to it");
        page.ShouldContain("and 1 account at review, told apart, that likely belongs to those at act");
    }

    [Fact]
    public void WhatThePageDoesNotTellOfIsNamedWithoutALink()
    {
        var page = Page(SampleFindings.Around([SampleCampaigns.Act(20), SampleCampaigns.Likely(3)]), new ReportOptions { MaxCampaigns = 1 });
        page.ShouldContain("<code>c-3f9a-likely</code>");
        page.ShouldNotContain("href=\"#campaign-c-3f9a-likely\"");
    }

    [Fact]
    public void HostileTextStaysText()
    {
        var page = Page(SampleHostile.Findings());
        Regex.Count(page, "<script", RegexOptions.IgnoreCase).ShouldBe(2);
        Regex.Count(page, "</script", RegexOptions.IgnoreCase).ShouldBe(2);
        page.ShouldNotContain("<img");
        page.ShouldNotContain("onerror=\"");
        page.ShouldContain("\\u202E");
        page.ShouldNotContain("\u202E");
        page.ShouldNotContain("\0");
    }

    [Fact]
    public void WhatListsSayStandsBesideEverybody()
    {
        var campaign = SampleCampaigns.Act(20) with
        {
            Context = [new("disposable_mail", 0.25, 0.01, double.NaN, double.NaN, [new("throwaway", 0.25, 0.01)]), new("hosting", 0.9, 0.1, 0.8, 0.2, [new("cloud", 0.9, 0.1), new("other-cloud", 0, 0)])],
        };
        var page = Page(SampleFindings.Around([campaign]) with { Lists = new(10, 0, 0, [], [new("hosting", "cloud", "other-cloud", 1234), new("country", "cloud", "record", 1)]) });
        page.ShouldContain("<h3>Network context</h3>");
        page.ShouldContain("Disposable mail");
        page.ShouldContain("cloud 90%, other-cloud 0%");
        page.ShouldContain("hosting for cloud and not for other-cloud in 1,234 exchanges; country of cloud and of the record in 1 exchange");
        Page(SampleFindings.Realistic()).ShouldNotContain("Network context");
    }

    [Fact]
    public void AnExplanationThatIsAboutEvenHasNotLost()
    {
        var page = Page(SampleFindings.Realistic());
        page.ShouldContain("outcome lost\">lost");
        page.ShouldContain("outcome held\">held");
        page.ShouldContain("outcome undecided\">undecided");
    }

    [Fact]
    public void EveryChartHasATableAndEveryTableACaption()
    {
        var page = Page(SampleFindings.Realistic());
        Regex.Count(page, "<table").ShouldBe(Regex.Count(page, "<caption"));
        Regex.Count(page, "role=\"img\" aria-label=").ShouldBe(Regex.Count(page, "<div class=\"chart"));
        page.ShouldNotContain("{{");
    }

    [Fact]
    public void NothingIsFetchedFromElsewhere()
    {
        var page = Page(SampleFindings.Realistic());
        page.ShouldContain("default-src 'none'; script-src 'sha256-");
        Attributes().Count(page.Replace(ReportAssets.Script, "", StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public void AHugeRunStaysUnderFiveMegabytes()
    {
        var page = Page(SampleFindings.Huge(200, 25_000, 200));
        Encoding.UTF8.GetByteCount(page).ShouldBeLessThan(5_000_000);
        Regex.Count(page, "<article").ShouldBe(200);
    }

    [Fact]
    public void CampaignsBeyondTheLimitAreCounted()
    {
        var page = Page(SampleFindings.Huge(7, 5, 5), new ReportOptions { MaxCampaigns = 5 });
        Regex.Count(page, "<article").ShouldBe(5);
        page.ShouldContain("2 more campaigns are in campaigns.json.");
    }

    [Fact]
    public void ExampleAccountsAreLimited() =>
        Page(SampleFindings.Huge(1, 500, 0), new ReportOptions { MaxSampleAccounts = 3 }).ShouldContain("3 of 500 accounts");

    private static string Page(Findings findings, ReportOptions? options = null)
    {
        using var stream = new MemoryStream();
        ReportPage.Write(findings, options ?? new ReportOptions(), stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [GeneratedRegex("(src|href)=\"(?!#)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Attributes();
}
