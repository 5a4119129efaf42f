using Stillhound.WebConsole.Tests.Samples;

namespace Stillhound.WebConsole.Tests.Opened;

/// <summary>A page comes without what the detector has not told yet, and says so; a file waits for it.</summary>
public class WholeFileTests
{
    [Theory]
    [InlineData("/export/findings.csv", "a-b65fe8")]
    [InlineData("/export/findings/a-b65fe8/readings.csv", "hypothesis")]
    [InlineData("/export/accounts/acct_000000/findings.csv", "a-b65fe8")]
    [InlineData("/export/statement?name=acct_000000", "by itself was also compared")]
    [InlineData("/export/campaigns/" + SampleCampaign.Id + "/members.csv", "acct_000000")]
    public async Task A_file_is_whole(string path, string has)
    {
        var read = SampleCampaign.Folder(10);
        await using var console = await OpenedConsole.StartAsync(read, new SlowDetails(read.Details));
        (await console.ReadAsync(path)).ShouldContain(has);
    }

    [Fact]
    public async Task A_page_says_what_is_coming_and_a_statement_is_not_shown_by_halves()
    {
        var read = SampleCampaign.Folder(10);
        await using var console = await OpenedConsole.StartAsync(read, new SlowDetails(read.Details));
        (await console.ReadAsync("/accounts/acct_000000")).ShouldContain("Accounts are being looked at by themselves");
        var statement = await console.ReadAsync("/accounts/acct_000000/statement");
        statement.ShouldContain("the statement follows");
        statement.ShouldNotContain("STATEMENT OF REASONS", Case.Sensitive);
        (await console.ReadAsync("/accounts/acct_000000")).ShouldContain("href=\"/findings/a-b65fe8\"");
        (await console.ReadAsync("/accounts/acct_000000/statement")).ShouldContain("STATEMENT OF REASONS", Case.Sensitive);
    }
}
