using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Campaigns;
using Stillhound.Ledger;
using Stillhound.Server.Cases;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.Server.Tests.Decisions;

public sealed class ProjectionTests
{
    [Fact]
    public void A_restart_at_any_moment_gives_what_was_there_before() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<int[]>(),
        steps =>
        {
            var desk = new Desk();
            foreach (var step in steps)
            {
                Something(desk, step);
                var before = desk.Picture();
                desk.Restart();
                if (desk.Picture() != before)
                    return false;
            }

            return true;
        }));

    [Fact]
    public void Who_polls_for_changes_sees_what_who_reads_everything_sees() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<int[]>(),
        steps =>
        {
            var desk = new Desk();
            var seen = new Dictionary<string, Decision>(StringComparer.Ordinal);
            var version = desk.Book.Current.Version;
            foreach (var step in steps)
            {
                Something(desk, step);
                if (step % 3 == 0)
                    continue; // Some poll more seldom.
                var changes = desk.Book.ChangesSince(version)!;
                version = changes.Version;
                foreach (var (account, _) in changes.Removed)
                    seen.Remove(account);
                foreach (var (account, decision) in changes.Added)
                    seen[account] = decision;
                var all = desk.Book.Current.All.ToDictionary(static a => a.Account, static a => a.Decision, StringComparer.Ordinal);
                if (seen.Count != all.Count || all.Any(a => seen[a.Key] != a.Value))
                    return false;
            }

            return true;
        }));

    [Fact]
    public void A_version_of_another_life_or_of_the_future_begins_again()
    {
        var desk = new Desk().Finds(Found.Campaign("c-1", Tier.Review, Found.Accounts(3)));
        var version = desk.Book.Current.Version;
        desk.Book.ChangesSince(version)!.Added.ShouldBeEmpty();
        desk.Book.ChangesSince(version + 1).ShouldBeNull();
        desk.Restart();
        desk.Book.Current.Version.ShouldBeGreaterThanOrEqualTo(version);
        desk.Book.ChangesSince(version - 1).ShouldBeNull();
    }

    [Fact]
    public void On_a_full_disk_nothing_is_published_and_nothing_is_lost_once_there_is_room()
    {
        var desk = new Desk().Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(8)));
        var before = desk.Picture();
        desk.Ledger.Full = true;
        Should.Throw<LedgerException>(() => desk.Approve("c-1"));
        Should.Throw<LedgerException>(() => desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(9)), Found.Campaign("c-2", Tier.Review, Found.Accounts(3, prefix: "b-"))));
        desk.Picture().ShouldBe(before);
        desk.Ledger.Full = false;
        desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(9)), Found.Campaign("c-2", Tier.Review, Found.Accounts(3, prefix: "b-")));
        desk.Approve("c-1");
        desk.Book.Current.Count.ShouldBe(12);
    }

    [Fact]
    public void On_a_full_disk_a_decision_ends_all_the_same()
    {
        var desk = new Desk().Finds(Found.Campaign("c-1", Tier.Review, Found.Accounts(8)));
        desk.Ledger.Full = true;
        desk.Clock.Pass(TimeSpan.FromDays(2));
        Should.Throw<LedgerException>(() => desk.Book.Expire());
        desk.Of("a-1").ShouldBeNull();
    }

    [Fact]
    public void A_proposal_that_a_crash_broke_off_hits_nobody_and_its_number_is_not_used_again()
    {
        var desk = new Desk();
        desk.Ledger.Append(new LedgerDraft("decision.members", """{"decision":"d-00000005","added":["x"],"removed":[],"waiting":[]}"""u8.ToArray()));
        desk.Restart();
        desk.Book.Current.Count.ShouldBe(0);
        desk.Book.Read(static s => s.Decision("d-00000005")).ShouldBeNull();
        desk.Finds(Found.Campaign("c-1", Tier.Review, Found.Accounts(3)));
        desk.Newest("c-1").Id.ShouldBe("d-00000006");
    }

    [Theory]
    [InlineData("decision.undone", """{"actor":"a","decision":"d-9","note":""}""")]
    [InlineData("decision.undone", """{"actor":"a"}""")]
    [InlineData("decision.armed", """[1]""")]
    public void An_entry_that_makes_no_sense_stops_the_start_with_its_number(string type, string payload)
    {
        var desk = new Desk();
        desk.Ledger.Append(new LedgerDraft(type, System.Text.Encoding.UTF8.GetBytes(payload)));
        Should.Throw<LedgerException>(desk.Restart).Message.ShouldContain("entry 1 of the ledger");
    }

    [Fact]
    public void Entries_of_others_are_passed_over()
    {
        var desk = new Desk();
        desk.Ledger.Append(new LedgerDraft("ledger.cut", "{\"bytes\":5}"u8.ToArray()));
        Should.NotThrow(desk.Restart);
    }

    [Fact]
    public void Hostile_names_and_reasons_come_back_as_they_were()
    {
        const string Name = "\u202e\"},{\"x\":\r\n\0<script>\ud83d\ude00";
        var desk = new Desk().Finds(Found.Campaign("c-1", Tier.Review, Found.Account(Name)));
        desk.Book.Do(p => p.Undo(desk.Newest("c-1").Id, new Act("\u0007ann", Name + "\ud800")));
        desk.Restart();
        desk.Newest("c-1").EndNote.ShouldBe((Name + "\ufffd").Trim());
        desk.Finds(Found.Campaign("c-2", Tier.Review, Found.Account(Name)));
        desk.Of(Name).ShouldNotBeNull();
    }

    /// <summary>One of the things that happen, chosen by a number. What is refused is refused.</summary>
    private static void Something(Desk desk, int step)
    {
        var pick = Math.Abs(step % 97);
        var (tier, other) = ((Tier)(pick % 3), (Tier)(pick / 3 % 3));
        try
        {
            switch (pick % 15)
            {
                case 0 or 1 or 2 or 3:
                    desk.Finds(Found.Campaign("c-1", tier, Found.Accounts(3 + pick, from: pick / 10)), Found.Campaign("c-2", other, Found.Accounts(1 + (pick / 4), from: 5)));
                    break;
                case 4:
                    desk.Finds(Found.Campaign("c-2", tier, Found.Accounts(4 + pick)) with { SuccessorOf = "c-1" }, Found.Campaign("c-1", other, Found.Accounts(9)));
                    break;
                case 5:
                    desk.Approve("c-1", "ann");
                    break;
                case 6:
                    desk.Approve("c-2", "ben");
                    break;
                case 7:
                    desk.Undo(pick % 2 == 0 ? "c-1" : "c-2");
                    break;
                case 8:
                    desk.Clear("c-1", "a-6");
                    break;
                case 9:
                    desk.Clock.Pass(TimeSpan.FromHours(pick));
                    desk.Book.Expire();
                    break;
                case 11:
                    desk.Cases.Close(pick % 2 == 0 ? "c-1" : "c-2", CaseVerdict.Benign, "classroom", null, new Act("cat", "a class"));
                    break;
                case 12:
                    desk.Cases.Reopen(pick % 2 == 0 ? "c-1" : "c-2", new Act("cat", "none"));
                    break;
                case 13:
                    desk.Appeals.Open($"a-{pick % 12}", new Act("support", "wrong"));
                    break;
                case 14:
                    desk.Appeals.Answer(desk.Appeals.All.First(static a => a.State == AppealState.Open).Id, upheld: pick % 2 == 0, new Act("cat", "looked"));
                    break;
                default:
                    desk.Extend("c-1", TimeSpan.FromHours(24));
                    break;
            }
        }
        catch (Exception e) when (e is ActRefusedException or InvalidOperationException)
        {
            // Nothing to act upon, or it stands otherwise.
        }
    }
}
