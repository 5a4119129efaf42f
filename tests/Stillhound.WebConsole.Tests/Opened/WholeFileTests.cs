using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.SingleAccounts;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Data.Details;
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
        await using var console = await OpenedConsole.StartAsync(read, new Slow(read.Details));
        (await console.ReadAsync(path)).ShouldContain(has);
    }

    [Fact]
    public async Task A_page_says_what_is_coming_and_a_statement_is_not_shown_by_halves()
    {
        var read = SampleCampaign.Folder(10);
        await using var console = await OpenedConsole.StartAsync(read, new Slow(read.Details));
        (await console.ReadAsync("/accounts/acct_000000")).ShouldContain("Accounts are being looked at by themselves");
        var statement = await console.ReadAsync("/accounts/acct_000000/statement");
        statement.ShouldContain("the statement follows");
        statement.ShouldNotContain("STATEMENT OF REASONS", Case.Sensitive);
        (await console.ReadAsync("/accounts/acct_000000")).ShouldContain("href=\"/findings/a-b65fe8\"");
        (await console.ReadAsync("/accounts/acct_000000/statement")).ShouldContain("STATEMENT OF REASONS", Case.Sensitive);
    }

    /// <summary>A detector that tells what findings rest on when it is asked for that the third time.</summary>
    private sealed class Slow(IReadOnlyList<CampaignDetail> details) : IDetailSource
    {
        private const int Needed = 3;
        private readonly KeptDetails _kept = new(details);
        private int _campaigns;
        private int _reports;

        public ValueTask<Asked<DetailView>> CampaignAsync(FoundView view, CampaignFinding campaign, CancellationToken cancellation) =>
            ++_campaigns < Needed ? ValueTask.FromResult(new Asked<DetailView>(null, IsComing: true)) : _kept.CampaignAsync(view, campaign, cancellation);

        public ValueTask<Asked<AccountDetail>> AccountAsync(FoundView view, string name, CancellationToken cancellation) => _kept.AccountAsync(view, name, cancellation);

        public ValueTask<Asked<AccountReport>> AccountsAsync(FoundView view, CancellationToken cancellation, bool waits = true) =>
            ++_reports < Needed ? ValueTask.FromResult(new Asked<AccountReport>(null, IsComing: true)) : _kept.AccountsAsync(view, cancellation, waits);

        public ValueTask<Asked<IReadOnlyList<string>>> FindAsync(FoundView view, string prefix, int most, CancellationToken cancellation) => _kept.FindAsync(view, prefix, most, cancellation);
    }
}
