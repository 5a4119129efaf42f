using System.Net;
using Stillhound.Core.SingleAccounts;
using Stillhound.WebConsole.Tests.Samples;

namespace Stillhound.WebConsole.Tests.Opened;

public class FindingPageTests
{
    [Fact]
    public async Task A_finding_about_an_account_has_a_page_with_its_evidence_what_would_refute_it_and_what_was_blind()
    {
        var read = SampleCampaign.Folder(10);
        var found = read.Findings.Accounts.Findings[0] with
        {
            Title = "<b>1 account</b>",
            Signs = [new SignFinding("volume", "exchanges a day", 4000, "accounts on plan pro", 12, 1e-4, "Exchanges a day: 4,000 here.", "A plan that this volume belongs to would refute it.")],
            Explanations = [new BenignFinding("declared_workload", false, "Nobody declared one.")],
        };
        var findings = read.Findings with
        {
            Accounts = new AccountReport(11_056, 0.05, [found]),
            Coverage = [.. read.Findings.Coverage, new Core.Campaigns.FamilyCoverage("identity", false, 0, "payment, device or mail")],
        };
        await using var console = await OpenedConsole.StartAsync(read with { Findings = findings });

        var list = await console.ReadAsync("/findings");
        list.ShouldContain("href=\"/findings/a-b65fe8\"");
        var page = await console.ReadAsync("/findings/a-b65fe8");
        page.ShouldContain("&lt;b&gt;1 account&lt;/b&gt;</h1>");
        page.ShouldContain("among 11,056 tested accounts");
        page.ShouldContain("A plan that this volume belongs to would refute it.");
        page.ShouldContain("Nobody declared one.");
        page.ShouldContain("rhythm: evenness of days", customMessage: "what the account's exchanges did not carry");
        page.ShouldContain("needs payment, device or mail");
        (await console.ReadAsync("/export/findings/a-b65fe8/signs.csv")).ShouldContain("volume,exchanges a day,4000");
        (await console.ReadAsync("/accounts/acct_000000")).ShouldContain("href=\"/findings/a-b65fe8\"");
    }

    [Theory]
    [InlineData("/findings/a-000000", "There is no finding of that name")]
    [InlineData("/nowhere/at/all", "There is nothing at this address")]
    [InlineData("/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "There is nothing at this address")]
    public async Task What_is_not_there_is_said_in_the_consoles_frame(string path, string said)
    {
        await using var console = await OpenedConsole.StartAsync(SampleCampaign.Folder(10));
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        using var answer = await console.Client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        page.ShouldContain(said);
        page.ShouldContain("aria-label=\"Console\"");
        page.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task A_program_whose_address_leads_nowhere_is_told_by_the_status_alone()
    {
        await using var console = await OpenedConsole.StartAsync(SampleCampaign.Folder(10));
        using var answer = await console.Client.GetAsync("/nowhere", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }
}
