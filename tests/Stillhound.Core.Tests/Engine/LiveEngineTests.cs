using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.State;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Tests.Worlds;

namespace Stillhound.Core.Tests.Engine;

public sealed class LiveEngineTests
{
    private static readonly Lazy<LivedWorld> Shared = new(static () => new LivedWorld(83));
    private static readonly Lazy<string> Expected = new(static () => Shared.Value.Undisturbed());

    private static LivedWorld World => Shared.Value;

    [Fact]
    public void Asking_for_the_findings_changes_nothing()
    {
        var (engine, quiet) = (World.NewEngine(), World.NewEngine());
        engine.Now().Campaigns.ShouldBeEmpty();
        for (var at = 0; at < World.Batches.Count; at += 7)
        {
            World.Feed(engine, at, at + 7);
            World.Feed(quiet, at, at + 7);
            engine.Now();
            // Length, not bytes: what fills the space between the fields of a struct is anything.
            Saved.Bytes(engine).Length.ShouldBe(Saved.Bytes(quiet).Length);
        }

        LivedWorld.Text(engine.Now()).ShouldBe(LivedWorld.Text(quiet.Now()));
        LivedWorld.Text(engine.Complete()).ShouldBe(Expected.Value);
    }

    [Fact]
    public void Findings_that_were_told_do_not_change_afterwards()
    {
        var engine = World.NewEngine();
        World.Feed(engine, 0, 100);
        var findings = engine.Now();
        var text = LivedWorld.Text(findings);
        World.Feed(engine, 100);
        LivedWorld.Text(findings).ShouldBe(text);
    }

    [Fact]
    public void Now_tells_of_what_stands()
    {
        var engine = World.NewEngine();
        World.Feed(engine);
        var findings = engine.Now(rejected: 3);
        findings.Campaigns.Count(static c => c.Tier >= Tier.Review && c.LikelyOf is null).ShouldBe(engine.Campaigns);
        findings.Input.Exchanges.ShouldBe(engine.Exchanges);
        findings.Input.Rejected.ShouldBe(3);
        findings.Accounts.Tested.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Members_change_with_the_revision_and_every_change_is_told()
    {
        var engine = World.NewEngine();
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        engine.MemberChanged = change =>
        {
            if (change.Joined)
                told.TryAdd(change.Account, change.Campaign).ShouldBeTrue($"{change.Account} has left before it comes");
            else
                told.Remove(change.Account).ShouldBeTrue($"{change.Account} was there before it goes");
        };
        for (var at = 0; at < World.Batches.Count; at++)
        {
            var (revision, before) = (engine.Revision, told.Count);
            World.Feed(engine, at, at + 1);
            if (told.Count != before)
                engine.Revision.ShouldBeGreaterThan(revision);
        }

        engine.Complete().Campaigns.SelectMany(static c => c.Members.Select(m => (m.Account, Campaign: c.LikelyOf ?? c.Id)))
            .ShouldAllBe(m => told[m.Account] == m.Campaign);
        told.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Without_a_search_an_attachment_or_an_event_the_revision_stays()
    {
        var engine = new DetectionEngine(new EngineOptions { Search = TimeSpan.FromDays(30) });
        World.Feed(engine, 0, 20);
        engine.Revision.ShouldBe(0);
        engine.LastSearch.ShouldBeNull();
    }

    [Fact]
    public void Facts_and_events_that_come_before_the_first_exchange_are_as_if_they_had_always_been_there()
    {
        var engine = new DetectionEngine(World.Options);
        foreach (var e in World.World.Events.AsEnumerable().Reverse())
            engine.Take(e);
        foreach (var facts in World.World.Facts)
            engine.Take(facts);
        World.Feed(engine);
        LivedWorld.Text(engine.Complete()).ShouldBe(Expected.Value);
    }

    [Fact]
    public void An_event_that_comes_before_its_time_waits_for_it()
    {
        var engine = new DetectionEngine(World.Options, World.World.Facts);
        var at = 0;
        foreach (var e in World.World.Events.OrderBy(static e => e.Time))
        {
            for (; World.Batches[at][^1].Arrival < e.Time.ToUnixTimeMilliseconds() - Request.Hour; at++)
                World.Feed(engine, at, at + 1);
            engine.Take(e);
        }

        World.Feed(engine, at);
        LivedWorld.Text(engine.Complete()).ShouldBe(Expected.Value);
    }

    [Fact]
    public void An_event_whose_time_is_over_takes_effect_at_the_next_sweep()
    {
        var engine = World.NewEngine();
        World.Feed(engine, 0, 120);
        var campaign = engine.Now().Campaigns.First(static c => c.Tier >= Tier.Review);
        engine.Take(new ProviderEvent(campaign.FirstSeen, ProviderEventType.AccountSuspended) { Account = campaign.Members[0].Account });
        engine = Saved.Again(engine, World.Options);
        var revision = engine.Revision;
        World.Feed(engine, 120, 125);
        engine.Revision.ShouldBeGreaterThan(revision);
        engine.Now().Campaigns.First(c => c.Id == campaign.Id).History.ShouldContain(n => n.What == CampaignChange.Suspended && n.Time == campaign.FirstSeen);
    }

    [Fact]
    public void Facts_of_accounts_that_send_already_count_from_the_next_search_on()
    {
        var late = World.World.Facts.Where(static (_, i) => i % 2 == 0).ToList();
        string Run(bool restored)
        {
            var engine = new DetectionEngine(World.Options, World.World.Facts.Except(late), World.World.Events);
            World.Feed(engine, 0, 80);
            foreach (var facts in late)
                engine.Take(facts);
            if (restored)
                engine = Saved.Again(engine, World.Options);
            World.Feed(engine, 80);
            return LivedWorld.Text(engine.Complete());
        }

        Run(restored: true).ShouldBe(Run(restored: false));
    }

    [Fact]
    public void Facts_that_come_late_leave_the_same_as_facts_that_were_known()
    {
        var world = new World(84).WithPeople(60).WithPlantedCohort(20);
        var requests = world.InOrder();
        string[] order = [.. requests.Select(static r => r.Account).Distinct(StringComparer.Ordinal)];
        // Accounts in order of their first exchange, so that both runs number them alike.
        var facts = order.Select(a => world.Facts.Last(f => f.Account == a)).ToList();
        string Run(bool late)
        {
            var engine = new DetectionEngine(new EngineOptions { Search = TimeSpan.FromDays(30) }, late ? null : facts);
            var batch = new Stillhound.Core.Fingerprints.FingerprintBatch();
            foreach (var request in requests)
                request.SendTo(batch);
            engine.Accept(batch, requests[^1].Time + Request.Hour);
            foreach (var fact in late ? facts : [])
                engine.Take(fact);
            return LivedWorld.Text(engine.Complete());
        }

        Run(late: true).ShouldBe(Run(late: false));
    }
}
