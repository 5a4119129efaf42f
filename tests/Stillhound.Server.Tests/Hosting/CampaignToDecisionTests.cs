using System.Diagnostics;
using System.Globalization;
using System.Net;
using Stillhound.Server.Configuration;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Policies;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>From exchanges on the wire to a gateway that refuses: all of it, in one host.</summary>
public sealed class CampaignToDecisionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Measure()
    {
        var campaign = new InjectedCampaign(ulong.Parse(Environment.GetEnvironmentVariable("SEED") ?? "7", CultureInfo.InvariantCulture));
        Say($"members {campaign.Members.Count}, exchanges of them {campaign.MemberExchanges}, until 20th {campaign.MemberExchangesUntil(campaign.Twentieth)}");
        foreach (var setting in (Environment.GetEnvironmentVariable("SETTINGS") ?? "360/10/10").Split(','))
        {
            var m = setting.Split('/').Select(static v => int.Parse(v, CultureInfo.InvariantCulture)).ToArray();
            await using var host = await RunningHost.StartAsync(change: o => Enforcing(o) with { Detect = o.Detect with { Engine = o.Detect.Engine with { Search = TimeSpan.FromMinutes(m[0]), Sweep = TimeSpan.FromMinutes(m[1]), Lateness = TimeSpan.FromMinutes(m[2]) } } });
            var began = Stopwatch.GetTimestamp();
            long alert = 0, verdict = 0, published = 0;
            foreach (var (until, body) in campaign.Minutes())
            {
                (await host.PostAsync("/v1/exchanges", body)).StatusCode.ShouldBe(HttpStatusCode.OK);
                await host.CaughtUpAsync();
                if (host.Host.State.Detector.Status.Campaigns == 0)
                    continue;
                (alert, verdict) = (until, Stopwatch.GetTimestamp());
                while (host.Host.State.Decisions.Current.Count == 0)
                    await Task.Yield();
                published = Stopwatch.GetTimestamp();
                break;
            }

            if (alert == 0)
            {
                Say($"{setting}: nothing; {Stopwatch.GetElapsedTime(began)}");
                continue;
            }

            var all = host.Host.State.Decisions.Current.All.ToList();
            Say($"{setting}: {(alert - campaign.Twentieth) / 60_000.0:0.0} min after the 20th; published after {Stopwatch.GetElapsedTime(verdict, published).TotalMilliseconds:0} ms; covers {all.Count}, members {all.Count(a => campaign.Members.Contains(a.Account))}; traffic seen {campaign.MemberExchangesUntil(alert)}; took {Stopwatch.GetElapsedTime(began)}");
        }
    }

    private void Say(string text)
    {
        output.WriteLine(text);
        File.AppendAllText("/tmp/ops-measure.txt", text + "\n");
    }

    private static ServerOptions Enforcing(ServerOptions o) => o with
    {
        Policy = o.Policy with
        {
            Mode = PolicyMode.Enforce,
            Review = new LadderStep(DecisionAction.SuspendAccount),
            Act = new LadderStep(DecisionAction.SuspendAccount),
            Approval = new ApprovalPolicy { Unattended = DecisionAction.SuspendAccount, SecondAboveAccounts = 1_000_000, SecondAboveSpend = 1e9 },
        },
    };
}
