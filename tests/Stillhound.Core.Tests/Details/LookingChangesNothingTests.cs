using System.Text.Json;
using System.Text.Json.Serialization;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Tests.State;

namespace Stillhound.Core.Tests.Details;

/// <summary>Details and accounts asked of an engine that lived through a world.</summary>
public sealed class LookingChangesNothingTests
{
    private static readonly Lazy<LivedWorld> Shared = new(static () => new LivedWorld(87));
    private static readonly Lazy<DetectionEngine> Ended = new(static () =>
    {
        var engine = Shared.Value.NewEngine();
        Shared.Value.Feed(engine);
        engine.Complete();
        return engine;
    });

    private static LivedWorld World => Shared.Value;

    [Fact]
    public void Whoever_looks_changes_nothing_now_or_later()
    {
        var (engine, quiet) = (World.NewEngine(), World.NewEngine());
        Look(engine);
        for (var at = 0; at < World.Batches.Count; at += 7)
        {
            World.Feed(engine, at, at + 7);
            World.Feed(quiet, at, at + 7);
            var (before, revision) = (LivedWorld.Text(engine.Now()), engine.Revision);
            Look(engine);
            engine.Revision.ShouldBe(revision);
            LivedWorld.Text(engine.Now()).ShouldBe(before);
            Saved.Bytes(engine).Length.ShouldBe(Saved.Bytes(quiet).Length);
        }

        LivedWorld.Text(engine.Complete()).ShouldBe(LivedWorld.Text(quiet.Complete()));
    }

    [Fact]
    public void Read_in_slices_details_are_those_that_are_read_at_once()
    {
        var all = Ended.Value.BeginDetails().ShouldNotBeNull();
        var slices = 1;
        for (; all.Read(); slices++)
            all.Details.ShouldBeEmpty();
        slices.ShouldBeGreaterThan(all.Details.Count);
        Text<object>(all.Details).ShouldBe(Text<object>(Ended.Value.Details()));

        var one = Ended.Value.BeginDetails(all.Details[^1].Id).ShouldNotBeNull();
        while (one.Read())
            continue;
        Text(one.Details[0]).ShouldBe(Text(Ended.Value.Detail(all.Details[^1].Id)!));
        Ended.Value.BeginDetails("c-000000").ShouldBeNull();
    }

    [Fact]
    public void What_comes_between_two_slices_is_counted_as_it_comes()
    {
        var engine = World.NewEngine();
        var half = World.Batches.Count / 2;
        World.Feed(engine, 0, half);
        var reading = engine.BeginDetails().ShouldNotBeNull();
        for (var at = half; reading.Read(); at++)
            World.Feed(engine, at, at + 1);
        reading.Details.ShouldNotBeEmpty();
        reading.Details.ShouldAllBe(static d => d.Members.Count > 0);
    }

    [Fact]
    public void Details_name_the_members_of_the_findings_in_their_order()
    {
        var findings = Ended.Value.Now();
        findings.Campaigns.Count.ShouldBeGreaterThan(0);
        var details = Ended.Value.Details();
        details.Select(static d => d.Id).ShouldBe(findings.Campaigns.Select(static c => c.Id));
        foreach (var (detail, campaign) in details.Zip(findings.Campaigns))
        {
            detail.Members.Select(static m => (m.Account, m.Ties, m.Exchanges)).ShouldBe(campaign.Members.Select(static m => (m.Account, m.Ties, m.Exchanges)));
            detail.PopulationAccounts.ShouldBe((int)findings.Input.Accounts);
            detail.Members.ShouldAllBe(static m => m.Removal.Length > 0 && m.FirstSeen <= m.LastSeen);
            foreach (var group in detail.Traits)
            {
                group.Members.ShouldBeInRange(1, detail.Members.Count);
                foreach (var trait in group.Traits)
                {
                    trait.Members.Count.ShouldBeInRange(2, group.Members);
                    trait.Exchanges.Count.ShouldBe(trait.Members.Count);
                    trait.Members.ShouldBe(trait.Members.Distinct().Order());
                }
            }
        }
    }

    [Fact]
    public void One_detail_is_what_all_of_them_hold()
    {
        foreach (var detail in Ended.Value.Details())
            Text(Ended.Value.Detail(detail.Id)).ShouldBe(Text(detail));
        Ended.Value.Detail("c-unknown").ShouldBeNull();
    }

    [Fact]
    public void A_restored_engine_tells_the_same() =>
        Text(Saved.Again(Ended.Value, World.Options).Details()).ShouldBe(Text(Ended.Value.Details()));

    [Fact]
    public void Of_an_account_of_which_a_part_is_accused_only_that_part_is_shared()
    {
        var findings = Ended.Value.Now();
        var campaign = findings.Campaigns.First(static c => c.Components.Any(static p => !p.ByEndUser));
        var detail = Ended.Value.Detail(campaign.Id)!;
        foreach (var part in campaign.Components.Where(static p => !p.ByEndUser))
        {
            var index = detail.Members.Select(static m => m.Account).ToList().IndexOf(part.Account);
            detail.Members[index].FirstSeen.ShouldBe(part.FirstSeen);
            detail.Traits.Where(static g => g.Kind is "system" or "client").SelectMany(static g => g.Traits).Where(t => t.Members.Contains(index))
                .ShouldAllBe(t => t.Exchanges[t.Members.ToList().IndexOf(index)] <= part.Exchanges);
            var account = Ended.Value.Account(part.Account)!;
            account.Campaigns.ShouldHaveSingleItem().Accused.ShouldBe("part");
            account.Exchanges.ShouldBeGreaterThan(part.Exchanges);
        }
    }

    [Fact]
    public void What_is_told_of_an_account_is_what_the_findings_tell()
    {
        var findings = Ended.Value.Now();
        foreach (var campaign in findings.Campaigns)
        {
            foreach (var member in campaign.Members)
            {
                var told = Ended.Value.Account(member.Account, findings)!.Campaigns.ShouldHaveSingleItem();
                (told.Id, told.Tier, told.Confidence, told.AttachedAt, told.Exchanges, told.Ties)
                    .ShouldBe((campaign.Id, campaign.Tier, member.Confidence, member.AttachedAt, member.Exchanges, member.Ties));
            }

            foreach (var served in campaign.Components.Where(static c => c.ByEndUser))
            {
                var told = Ended.Value.Account(served.Account)!.Campaigns.ShouldHaveSingleItem();
                (told.Accused, told.Exchanges, double.IsNaN(told.Confidence)).ShouldBe(("end_users", served.Exchanges, true));
            }
        }

        foreach (var finding in findings.Accounts.Findings)
            Ended.Value.Account(finding.Accounts[0], findings)!.Findings.ShouldContain(finding);
    }

    private static void Look(DetectionEngine engine)
    {
        foreach (var campaign in engine.Now(accounts: false).Campaigns)
        {
            engine.Detail(campaign.Id).ShouldNotBeNull();
            engine.Account(campaign.Members[0].Account).ShouldNotBeNull();
        }

        engine.Details();
        engine.Detail("nothing").ShouldBeNull();
        engine.FindAccounts("own-");
    }

    private static readonly JsonSerializerOptions Deep = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Deep);
}
