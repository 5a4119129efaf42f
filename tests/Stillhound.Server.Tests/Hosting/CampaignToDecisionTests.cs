using System.Diagnostics;
using System.Net;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Policies;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>From exchanges on the wire to a gateway that refuses: all of it, in one host.</summary>
public sealed class CampaignToDecisionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_campaign_that_is_found_is_refused_at_the_gateway_until_a_person_takes_that_back()
    {
        var campaign = new InjectedCampaign(seed: 7, rate: 40);
        var folder = RunningHost.NewFolder();
        List<AccountDecision> stands;
        await using (var host = await RunningHost.StartAsync(folder, Enforcing))
        {
            var alert = await AlertAsync(host, campaign);
            output.WriteLine($"event time from the twentieth account to the alert: {TimeSpan.FromMilliseconds(alert.At - campaign.Twentieth)}; verdict to snapshot: {alert.Publishing.TotalMilliseconds:0} ms");
            alert.Publishing.ShouldBeLessThan(TimeSpan.FromSeconds(1), "the decision is in the snapshot soon after the verdict");
            (alert.At - campaign.Twentieth).ShouldBeLessThan((long)TimeSpan.FromHours(12).TotalMilliseconds);
            campaign.MemberExchangesUntil(alert.At).ShouldBeLessThan(campaign.MemberExchanges / 2, "most of the campaign is still to come");
            Standing(host).Count.ShouldBeGreaterThanOrEqualTo(8);
            stands = Standing(host);
            stands.ShouldAllBe(a => campaign.Members.Contains(a.Account));
            await AskAsync(host, stands[0].Account, HttpStatusCode.Forbidden);
            await AskAsync(host, campaign.Honest.First(), HttpStatusCode.OK);
            await AskAsync(host, "nobody-has-seen-this-one", HttpStatusCode.OK);
        }

        await using (var again = await RunningHost.StartAsync(folder, Enforcing))
        {
            Standing(again).ShouldBe(stands, "they stand before the journal is read");
            await AskAsync(again, stands[0].Account, HttpStatusCode.Forbidden);
            foreach (var decision in stands.Select(static a => a.Decision.Id).Distinct(StringComparer.Ordinal))
                (await again.ActAsync($"/api/decisions/{decision}/undo", """{"reason":"a class of students"}""", "admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
            foreach (var (account, _) in stands)
                await AskAsync(again, account, HttpStatusCode.OK);
        }

        await using (var last = await RunningHost.StartAsync(folder, Enforcing))
            Standing(last).ShouldBeEmpty("what a person took back stays taken back");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Figures for docs/benchmarks.md. Set STILLHOUND_MEASURE=1 for all of them.</summary>
    [Fact]
    public async Task The_alert_comes_while_most_of_the_campaign_is_still_to_come()
    {
        var measure = Environment.GetEnvironmentVariable("STILLHOUND_MEASURE") == "1";
        foreach (var (seed, rate) in measure ? new (ulong, double)[] { (7, 8), (8, 8), (7, 40), (8, 40), (7, 150), (8, 150) } : [(8, 8)])
        {
            var campaign = new InjectedCampaign(seed, rate);
            foreach (var (search, lateness) in measure ? new[] { (360, 10), (10, 10), (5, 2) } : [(360, 10)])
            {
                await using var host = await RunningHost.StartAsync(change: o => Enforcing(o) with { Detect = o.Detect with { Engine = o.Detect.Engine with { Search = TimeSpan.FromMinutes(search), Lateness = TimeSpan.FromMinutes(lateness) } } });
                var alert = await AlertAsync(host, campaign);
                var stands = Standing(host);
                output.WriteLine($"seed {seed}, {rate} a day: search {search} min, lateness {lateness} min: {(alert.At - campaign.Twentieth) / 60_000.0:0} min, {campaign.MemberExchangesUntil(alert.At)} of {campaign.MemberExchanges} exchanges, {stands.Count(a => campaign.Members.Contains(a.Account))} of {stands.Count} accounts are members; {alert.Publishing.TotalMilliseconds:0} ms from verdict to snapshot");
                alert.Publishing.ShouldBeLessThan(TimeSpan.FromSeconds(1));
                if (!measure)
                    campaign.MemberExchangesUntil(alert.At).ShouldBeLessThan(campaign.MemberExchanges / 2);
            }
        }
    }

    /// <summary>Sends a minute of event time after the other until something is decided.</summary>
    /// <returns>Event time of the newest record by then, and the time from the verdict to the published decision.</returns>
    private static async Task<(long At, TimeSpan Publishing)> AlertAsync(RunningHost host, InjectedCampaign campaign)
    {
        var watch = WatchAsync(host);
        foreach (var (until, body) in campaign.Minutes())
        {
            (await host.PostAsync("/v1/exchanges", body)).StatusCode.ShouldBe(HttpStatusCode.OK);
            await host.CaughtUpAsync();
            if (host.Host.State.Detector.Status.Campaigns > 0)
                return (until, await watch.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }

        throw new InvalidOperationException("the campaign was not found");
    }

    private static async Task<TimeSpan> WatchAsync(RunningHost host)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        long verdict = 0;
        while (await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            if (verdict == 0 && host.Host.State.Detector.Status.Campaigns > 0)
                verdict = Stopwatch.GetTimestamp();
            if (host.Host.State.Decisions.Current.Count > 0)
                return verdict == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(verdict);
        }

        throw new InvalidOperationException();
    }

    private static List<AccountDecision> Standing(RunningHost host) => [.. host.Host.State.Decisions.Current.All.OrderBy(static a => a.Account, StringComparer.Ordinal)];

    private static async Task AskAsync(RunningHost host, string account, HttpStatusCode expected)
    {
        using var answer = await host.CheckAsync(account);
        answer.StatusCode.ShouldBe(expected, account);
    }

    private static ServerOptions Enforcing(ServerOptions o) => o with
    {
        // Code that runs for the first time on a busy machine takes longer than a gateway would wait, and is answered with allow.
        Enforce = o.Enforce with { Bounds = o.Enforce.Bounds with { LookupDeadline = TimeSpan.FromSeconds(1), Deadline = TimeSpan.FromSeconds(2) } },
        Policy = o.Policy with
        {
            Mode = PolicyMode.Enforce,
            Review = new LadderStep(DecisionAction.SuspendAccount),
            Act = new LadderStep(DecisionAction.SuspendAccount),
            Likely = new LadderStep(DecisionAction.SuspendAccount),
            Approval = new ApprovalPolicy { Unattended = DecisionAction.SuspendAccount, SecondAboveAccounts = 1_000_000, SecondAboveSpend = 1e9 },
        },
    };
}
