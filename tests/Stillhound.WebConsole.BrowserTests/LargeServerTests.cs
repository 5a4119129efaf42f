using System.Text.Json;
using Microsoft.Playwright;
using Stillhound.Benchmarks;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>
/// Every screen over a running server that knows a million accounts and 200 campaigns, one of 25,000, as somebody in front of a browser
/// meets it: figures for docs/benchmarks.md. It takes minutes, so it runs where STILLHOUND_MEASURE is set; STILLHOUND_LARGE_STATE names
/// a folder that keeps the state for the next time.
/// </summary>
[Collection(nameof(BrowserCollection))]
public sealed class LargeServerTests(Browser browser, ITestOutputHelper output)
{
    private const int Visits = 6;
    private const int AtOnce = 200;

    // Meant are 200 ms and one second; other work may share the machine.
    private const double SlowestStep = 600;
    private const double SlowestPaint = 2000;
    private static readonly string[] Tabs = ["members", "timeline", "shape", "links", "templates", "network", "decisions"];

    [Fact]
    public async Task Every_screen_is_painted_within_a_second_and_every_click_answered_within_200_ms()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("STILLHOUND_MEASURE") is null, "takes minutes; set STILLHOUND_MEASURE to run it");
        using var server = await ConsoleServer.OverAsync(
            folder => LargeState.Make(folder, Environment.GetEnvironmentVariable("STILLHOUND_LARGE_STATE"), new Lines(output)), "  mode: enforce\n  approval: {unattended: none, second_above_accounts: 100000}");
        await using var person = await browser.PersonAsync();
        var (page, complaints) = await server.SignInAsync(person, "ada");
        var largest = await LargestAsync(server);
        var (clicks, paints) = (new PageClock(() => server.Worked), new PageClock(() => server.Worked));
        for (var visit = 0; visit < Visits; visit++)
            await WalkAsync(page, clicks, server.Address, largest, visit);
        clicks.Print(output, "from a click to the next page, ms");
        var account = Uri.UnescapeDataString((await server.Client.GetStringAsync("/api/members", TestContext.Current.CancellationToken)).Split('\n')[1].Split(',')[1]);
        var decision = await server.FirstAsync("/api/decisions", "decisions");
        // A process in which no page was asked for yet, from the moment that it listens.
        server.Kill();
        server.StartAgain();
        for (var visit = 0; visit < Visits; visit++)
        {
            foreach (var path in Paths(largest, account, decision))
                await paints.LoadAsync(page, path, server.Address + path);
        }

        paints.Print(output, "to the first paint of a page that is opened anew, ms");
        await SendAsync(server, page, largest);
        complaints.Where(static c => !c.Contains("ERR_CONNECTION_REFUSED", StringComparison.Ordinal)).ShouldBeEmpty();
        clicks.All.ShouldAllBe(static c => c.Median < SlowestStep);
        paints.All.ShouldAllBe(static c => c.Median < SlowestPaint);
    }

    /// <summary>The walk again while traffic comes in, of members and of everybody else.</summary>
    private async Task SendAsync(ConsoleServer server, IPage page, string largest)
    {
        using var done = new CancellationTokenSource();
        var traffic = new CampaignTraffic(LargeState.Accounts, LargeState.Campaigns, LargeState.Largest);
        var sent = 0;
        var sending = Task.Run(async () =>
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            while (!done.IsCancellationRequested && await pace.WaitForNextTickAsync(CancellationToken.None))
            {
                await server.SendAsync("/v1/exchanges", traffic.Lines(AtOnce, sent, DateTimeOffset.UtcNow));
                sent += AtOnce;
            }
        });
        var clock = new PageClock(() => server.Worked);
        for (var visit = 0; visit < Visits; visit++)
            await WalkAsync(page, clock, server.Address, largest, visit);
        clock.Print(output, "from a click to the next page while 1,000 exchanges a second come in, ms");
        await done.CancelAsync();
        await sending;
        clock.All.ShouldAllBe(static c => c.Median < SlowestStep);
    }

    private static IEnumerable<string> Paths(string campaign, string account, string decision) =>
    [
        "/", "/campaigns", $"/campaigns/{campaign}", .. Tabs.Select(t => $"/campaigns/{campaign}?tab={t}"), $"/accounts/{account}", $"/accounts/{account}/statement", "/findings", "/decisions",
        $"/decisions/{decision}", "/cases", $"/cases/{campaign}", "/cases?tab=appeals", "/replay", "/ingest", "/ledger", "/privacy",
    ];

    private static async Task WalkAsync(IPage page, PageClock clock, string address, string largest, int visit)
    {
        await page.GotoAsync(address + "/");
        await clock.ClickAsync(page, "campaigns", ".side a[href='/campaigns']");
        await clock.ClickAsync(page, "campaigns, sorted by accounts", "#campaigns th a[href*='sort=accounts']");
        await clock.ClickAsync(page, "campaigns, next page", "#campaigns .pager a[rel=next]");
        await clock.ClickAsync(page, "campaigns, at act only", ".filters a[href$='show=act']");
        await page.GotoAsync($"{address}/campaigns?campaigns.q={largest}");
        await clock.ClickAsync(page, "a campaign of 25,000", $"#campaigns a[href='/campaigns/{largest}']");
        foreach (var tab in Tabs)
        {
            await clock.ClickAsync(page, "its " + tab, $".tabs a[href$='tab={tab}']");
            if (tab == "members")
            {
                await clock.ClickAsync(page, "its members, next page", "#members .pager a[rel=next]");
                await clock.ClickAsync(page, "its members, sorted by exchanges", "#members th a[href*='sort=exchanges']");
                await page.Locator("#members input[type=search]").FillAsync("00123");
                await clock.ClickAsync(page, "its members, searched", "#members form button");
            }

            if (tab == "links")
                await clock.ClickAsync(page, "its links, a group opened", "#groups tbody a");
        }

        await clock.ClickAsync(page, "its evidence", ".tabs a:first-child");
        await page.Locator("details.act").Filter(new() { HasText = "Write a note" }).Locator("summary").ClickAsync();
        await page.Locator("details.act[open] textarea").FillAsync($"Looked at, {visit}.");
        await clock.ClickAsync(page, "a note written", "details.act[open] button");
        await clock.ClickAsync(page, "its members", ".tabs a[href$='tab=members']");
        await clock.ClickAsync(page, "an account", "#members tbody a");
        await clock.ClickAsync(page, "a statement of reasons", "a[href*='/statement']");
        await page.GotoAsync(address + "/accounts");
        await page.Locator("main input[type=search]").First.FillAsync($"acct_00000{visit}");
        await clock.ClickAsync(page, "accounts, searched", "main form.find button");
        foreach (var place in new[] { "findings", "decisions", "cases", "replay", "ingest", "ledger", "privacy" })
            await clock.ClickAsync(page, place, $".side a[href='/{place}']");
        await page.GotoAsync(address + "/decisions");
        await clock.ClickAsync(page, "a decision", "#decisions tbody a[href^='/decisions/']");
        await clock.ClickAsync(page, "overview", ".side a[href='/']");
    }

    private static async Task<string> LargestAsync(ConsoleServer server)
    {
        var campaigns = JsonDocument.Parse(await server.Client.GetStringAsync("/api/campaigns", TestContext.Current.CancellationToken)).RootElement.GetProperty("campaigns");
        return campaigns.EnumerateArray().MaxBy(static c => c.GetProperty("accounts").GetInt32()).GetProperty("id").GetString()!;
    }

    private sealed class Lines(ITestOutputHelper output) : StringWriter
    {
        public override void WriteLine(string? value) => output.WriteLine(value ?? "");
    }
}
