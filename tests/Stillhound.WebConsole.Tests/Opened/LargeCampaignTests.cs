using System.Diagnostics;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.SingleAccounts;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Data.Details;
using Stillhound.WebConsole.Data.Workspace;
using Stillhound.WebConsole.Tests.Samples;

namespace Stillhound.WebConsole.Tests.Opened;

public class LargeCampaignTests(ITestOutputHelper output)
{
    private static readonly string[] Tabs = ["", "?tab=members", "?tab=members&members.q=acct_0005", "?tab=members&members.sort=-exchanges&members.page=200", "?tab=timeline", "?tab=shape", "?tab=links", "?tab=templates", "?tab=network", "?tab=decisions"];

    [Fact]
    public async Task Every_page_of_a_campaign_of_25_000_accounts_comes_quickly()
    {
        await using var console = await OpenedConsole.StartAsync(SampleCampaign.Folder(25_000, others: 199));
        var pages = Tabs.Select(static t => $"/campaigns/{SampleCampaign.Id}{t}").Append("/campaigns").Append("/accounts/acct_000100").Append("/accounts/acct_000100/statement").Append("/findings").Append("/accounts?q=acct_00").ToList();
        var groups = TieGroups.Of(SampleCampaign.Folder(25_000).Details[0]).Groups;
        pages.Add($"/campaigns/{SampleCampaign.Id}?tab=links&open={string.Join(',', groups.Select(static g => g.Id))}");
        foreach (var page in pages)
        {
            var start = Stopwatch.GetTimestamp();
            await console.ReadAsync(page);
            output.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalMilliseconds,7:0.0} ms at first  {page}");
        }

        foreach (var page in pages)
        {
            var best = TimeSpan.MaxValue;
            var length = 0;
            for (var i = 0; i < 5; i++)
            {
                var start = Stopwatch.GetTimestamp();
                length = (await console.ReadAsync(page)).Length;
                var took = Stopwatch.GetElapsedTime(start);
                best = took < best ? took : best;
            }

            output.WriteLine($"{best.TotalMilliseconds,7:0.0} ms {length / 1024,5} KB  {page}");
            // Other work shares the machine; what is meant is 200 ms.
            best.ShouldBeLessThan(TimeSpan.FromMilliseconds(500), page);
        }
    }

    [Fact]
    public async Task A_page_does_not_wait_for_a_search_and_asks_again()
    {
        var read = SampleCampaign.Folder(20);
        await using var console = await OpenedConsole.StartAsync(read, new Searching());
        foreach (var tab in new[] { "shape", "links", "templates", "network", "members" })
        {
            var page = await console.ReadAsync($"/campaigns/{SampleCampaign.Id}?tab={tab}");
            page.ShouldContain("The detector is searching");
            page.ShouldContain("data-live=\"2\"");
        }

        (await console.ReadAsync("/accounts/acct_000001")).ShouldContain("The detector is searching");
        (await console.ReadAsync("/findings")).ShouldContain("The detector is searching");
    }

    /// <summary>A detector that is busy for as long as the test lasts.</summary>
    private sealed class Searching : IDetailSource
    {
        public ValueTask<Asked<DetailView>> CampaignAsync(FoundView view, CampaignFinding campaign, CancellationToken cancellation) => ValueTask.FromResult(new Asked<DetailView>(null, IsComing: true));

        public ValueTask<Asked<AccountDetail>> AccountAsync(FoundView view, string name, CancellationToken cancellation) => ValueTask.FromResult(new Asked<AccountDetail>(null, IsComing: true));

        public ValueTask<Asked<AccountReport>> AccountsAsync(FoundView view, CancellationToken cancellation, bool waits = true) => ValueTask.FromResult(new Asked<AccountReport>(null, IsComing: true));

        public ValueTask<Asked<IReadOnlyList<string>>> FindAsync(FoundView view, string prefix, int most, CancellationToken cancellation) => ValueTask.FromResult(new Asked<IReadOnlyList<string>>(null, IsComing: true));
    }
}
