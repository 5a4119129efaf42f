using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Tests.Decisions;

public sealed class DecisionSnapshotTests
{
    private static readonly Decision Tagged = Of("d-1", DecisionAction.Tag);

    [Fact]
    public void An_empty_snapshot_knows_nobody() => DecisionSnapshot.Empty.Find("acct"u8).ShouldBeNull();

    [Fact]
    public void Every_account_finds_its_decision_and_nobody_elses() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>[]>(),
        names =>
        {
            var accounts = names.Select(static n => new string([.. n.Get.Where(static c => !char.IsSurrogate(c))])).Distinct(StringComparer.Ordinal).ToList();
            var decisions = accounts.Select(static (name, i) => new AccountDecision(name, Of($"d-{i}", DecisionAction.Slow))).ToList();
            var snapshot = new DecisionSnapshot(1, default, decisions);
            return snapshot.Count == accounts.Count
                && decisions.All(d => snapshot.Find(Encoding.UTF8.GetBytes(d.Account)) == d.Decision)
                && snapshot.Find("\u0001nobody\u0002"u8) is null
                && snapshot.All.SequenceEqual(decisions);
        }));

    [Fact]
    public void Of_an_account_that_comes_twice_the_last_decision_counts()
    {
        var snapshot = new DecisionSnapshot(1, default, [new("acct", Of("d-0", DecisionAction.Observe)), new("acct", Tagged)]);
        snapshot.Count.ShouldBe(1);
        snapshot.Find("acct"u8).ShouldBe(Tagged);
    }

    [Fact]
    public void Snapshots_made_one_from_another_hold_what_one_made_at_once_holds() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 9_000).ArrayOf().ToArbitrary(),
        static numbers =>
        {
            var all = new Dictionary<string, Decision>(StringComparer.Ordinal);
            var snapshot = DecisionSnapshot.Empty;
            foreach (var number in numbers)
            {
                // From a few accounts to more than a table takes beside another.
                var changes = Enumerable.Range(number, 1 + (number % 7 == 0 ? number : number % 5)).ToDictionary(static i => $"a{i}", i => i % 3 == number % 3 ? null : Tagged, StringComparer.Ordinal);
                snapshot = snapshot.With(default, changes);
                foreach (var (account, decision) in changes)
                {
                    if (decision is null)
                        all.Remove(account);
                    else
                        all[account] = decision;
                }
            }

            return snapshot.Count == all.Count && snapshot.Version == numbers.Length
                && snapshot.All.ToDictionary(static a => a.Account, static a => a.Decision).All(a => all[a.Key] == a.Value) && all.All(a => snapshot.Find(a.Key) == a.Value);
        }));

    [Fact]
    public void Finding_allocates_nothing()
    {
        var snapshot = new DecisionSnapshot(1, default, [new("acct", Tagged)]);
        Allocations.Least(_ => snapshot.Find("acct"u8)).ShouldBe(0);
    }

    private static Decision Of(string id, DecisionAction action) => new()
    {
        Id = id, Campaign = "c-1", Action = action, Simulated = false, From = DateTimeOffset.UnixEpoch, Until = DateTimeOffset.MaxValue, Reason = "campaign_act", Policy = "p-1",
    };
}
