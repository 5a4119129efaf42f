using System.Text;
using Stillhound.Core.SingleAccounts;
using Stillhound.Reporting.Html;
using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests.Html;

public sealed class AccountViewTests
{
    [Fact]
    public void AFindingSaysWhatWasMeasuredAndWhatWouldExplainIt()
    {
        var page = Page(SampleAccounts.Report);
        page.ShouldContain("Accounts by themselves");
        page.ShouldContain("2,171 accounts had enough exchanges");
        page.ShouldContain("id=\"finding-a-b65fe8\"");
        page.ShouldContain("1,204 accounts on plan pro");
        page.ShouldContain("A country by itself is no evidence.");
        page.ShouldContain("<span class=\"outcome held\">held</span>");
    }

    [Fact]
    public void WithoutFindingsItSaysSo() => Page(SampleAccounts.Report with { Findings = [] }).ShouldContain("None stood out.");

    [Fact]
    public void WhereNobodyWasTestedThereIsNoSection() => Page(AccountReport.Empty).ShouldNotContain("Accounts by themselves");

    private static string Page(AccountReport report)
    {
        using var stream = new MemoryStream();
        ReportPage.Write(SampleFindings.Quiet() with { Accounts = report }, new ReportOptions(), stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
