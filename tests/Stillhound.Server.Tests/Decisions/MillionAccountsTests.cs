using System.Diagnostics;
using Stillhound.Core.Campaigns;
using Stillhound.Ledger;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.Server.Tests.Decisions;

/// <summary>Figures for docs/benchmarks.md. Set STILLHOUND_MEASURE=1 to print them; without it a tenth is played and only the outcome is looked at.</summary>
public sealed class MillionAccountsTests(ITestOutputHelper output)
{
    private static readonly bool Measure = Environment.GetEnvironmentVariable("STILLHOUND_MEASURE") == "1";

    [Fact]
    public void A_verdict_is_in_the_snapshot_and_comes_back_after_a_restart()
    {
        var accounts = Measure ? 1_000_000 : 100_000;
        var folder = Directory.CreateTempSubdirectory("stillhound-million-").FullName;
        try
        {
            var policy = new Policy { Mode = PolicyMode.Enforce, Approval = new ApprovalPolicy { Unattended = DecisionAction.SuspendAccount, SecondAboveAccounts = 1_000_000_000, SecondAboveSpend = 1e12 } };
            var campaigns = Enumerable.Range(0, 50).Select(c => Found.Campaign($"c-{c}", Tier.Act, Found.Accounts(accounts / 50, prefix: $"acct-{c:x4}-0000-"))).ToArray();
            using (var ledger = LedgerFile.Open(folder))
            {
                var book = new DecisionBook(ledger, policy, new PlainNames(), static _ => null, TimeProvider.System);
                Time("all are decided about", () => book.Decide(Found.Now(campaigns[1..])));
                Time("one campaign more", () => book.Decide(Found.Now(campaigns)));
                Time("nothing new", () => book.Decide(Found.Now(campaigns)));
                campaigns[0] = Found.Campaign("c-0", Tier.Act, Found.Accounts((accounts / 50) + 1, prefix: "acct-0000-0000-"));
                Time("one account more", () => book.Decide(Found.Now(campaigns)));
                book.Current.Count.ShouldBe(accounts + 1);
            }

            output.WriteLine($"ledger: {new DirectoryInfo(folder).EnumerateFiles().Sum(static f => f.Length) / 1e6:0.0} MB");
            Time("verify", () => LedgerVerifier.Verify(folder).Whole.ShouldBeTrue());
            using var again = Time("open", () => LedgerFile.Open(folder));
            var restarted = Time("rebuild", () => new DecisionBook(again, policy, new PlainNames(), static _ => null, TimeProvider.System));
            restarted.Current.Count.ShouldBe(accounts + 1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Time(string what, Action work) => Time(what, () =>
    {
        work();
        return 0;
    });

    private T Time<T>(string what, Func<T> work)
    {
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var result = work();
        output.WriteLine($"{what}: {watch.Elapsed.TotalMilliseconds:0} ms, {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds:0} ms of processor time");
        return result;
    }
}
