using System.Diagnostics;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Engine;

public sealed class DetectionEngineTests
{
    [Fact]
    public void Empty_input_completes_with_nothing_found()
    {
        var engine = new DetectionEngine(new EngineOptions());
        engine.Accept(new FingerprintBatch(), Monday).ShouldBe(0);
        var findings = engine.Complete();
        findings.Campaigns.ShouldBeEmpty();
        findings.Input.ShouldBe(new InputSummary(0, 0, 0, null, null));
        engine.EventTime.ShouldBeNull();
    }

    [Fact]
    public void What_was_read_is_summed_up()
    {
        var engine = new DetectionEngine(new EngineOptions());
        Send(engine, Monday + (3 * Hour), new Request { Account = "a", Time = Monday }, new Request { Account = "b", Time = Monday + Hour }, new Request { Account = "a", Time = Monday + (2 * Hour) });
        var findings = engine.Complete(rejected: 4);
        findings.Input.ShouldBe(new InputSummary(3, 4, 2, At(Monday), At(Monday + (2 * Hour))));
        findings.PopulationActivity.Sum().ShouldBe(3);
        findings.PopulationHourOfWeek.Take(4).ShouldBe([1L, 1, 1, 0]);
    }

    [Fact]
    public void Exchanges_are_applied_when_nothing_earlier_can_come()
    {
        var engine = new DetectionEngine(new EngineOptions { Lateness = TimeSpan.FromMinutes(10) });
        Send(engine, Monday + (9 * Minute), new Request { Time = Monday });
        engine.Exchanges.ShouldBe(0);
        Send(engine, Monday + (10 * Minute));
        engine.Exchanges.ShouldBe(1);
        engine.EventTime.ShouldBe(At(Monday));
    }

    [Fact]
    public void A_source_that_cannot_say_how_far_it_is_releases_nothing()
    {
        var engine = new DetectionEngine(new EngineOptions());
        Send(engine, long.MinValue, new Request { Time = Monday + Hour });
        engine.Exchanges.ShouldBe(0);
        Send(engine, long.MinValue, new Request { Time = Monday }).ShouldBe(0);
        engine.Complete().Input.Exchanges.ShouldBe(2);
    }

    [Fact]
    public void Exchanges_that_come_too_late_are_counted_returned_and_reported()
    {
        var engine = new DetectionEngine(new EngineOptions { Lateness = TimeSpan.FromMinutes(10) });
        Send(engine, Monday + (2 * Hour), new Request { Time = Monday + Hour }).ShouldBe(0);
        Send(engine, Monday + (2 * Hour), new Request { Time = Monday + Hour - 1 }, new Request { Time = Monday + Hour }, new Request { Time = Monday }).ShouldBe(2);
        engine.Late.ShouldBe(2);
        var findings = engine.Complete(rejected: 1);
        findings.Input.Exchanges.ShouldBe(2);
        findings.Input.Rejected.ShouldBe(3);
    }

    [Fact]
    public void Accounts_without_traffic_do_not_count()
    {
        var facts = Enumerable.Range(0, 50).Select(static i => new AccountFacts($"silent-{i}") { PaymentHash = "p" }).Append(new AccountFacts("speaks"));
        var engine = new DetectionEngine(new EngineOptions(), facts);
        Send(engine, Monday, new Request { Account = "speaks" }, new Request { Account = "unknown" });
        engine.Complete().Input.Accounts.ShouldBe(2);
    }

    [Fact]
    public void Events_about_accounts_and_organisations_that_never_appear_are_harmless()
    {
        ProviderEvent[] events =
        [
            new(At(Monday), ProviderEventType.AccountSuspended) { Account = "nobody" },
            new(At(Monday), ProviderEventType.AccountSuspended),
            new(At(Monday), ProviderEventType.AccountSuspended) { Account = "" },
            new(At(Monday), ProviderEventType.ModelReleased),
            new(At(Monday), ProviderEventType.ModelReleased) { Model = "m" },
            new(At(Monday), ProviderEventType.WorkloadDeclared) { Org = "o" },
            new(At(Monday), ProviderEventType.AccountRestored) { Account = "a" },
        ];
        var engine = new DetectionEngine(new EngineOptions(), events: events);
        Send(engine, Monday + Day, new Request { Time = Monday }, new Request { Time = Monday + Hour });
        engine.Complete().Input.Exchanges.ShouldBe(2);
    }

    [Fact]
    public void Facts_and_events_without_a_name_touch_nobody()
    {
        var engine = new DetectionEngine(new EngineOptions(), [new AccountFacts("") { Plan = Plan.Edu }, new AccountFacts("a")]);
        Send(engine, Monday, new Request { Account = "a" });
        engine.Complete().Input.Accounts.ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(365)]
    [InlineData(3000)]
    public void A_long_silence_in_event_time_costs_next_to_nothing(int days)
    {
        var engine = new DetectionEngine(new EngineOptions { Sweep = TimeSpan.FromSeconds(1) });
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 200; i++)
            Send(engine, Monday + (i * Minute), new Request { Account = $"a{i % 20}", Time = Monday + (i * Minute), Prompt = $"some words of topic {i}" });
        for (var i = 0; i < 200; i++)
            Send(engine, Monday + (days * Day), new Request { Account = $"a{i % 20}", Time = Monday + (days * Day) + (i * Minute), Prompt = "other words" });
        engine.Complete().Input.Exchanges.ShouldBe(400);
        // A step for each sweep of eight years would take minutes.
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Nothing_is_needed_but_facts_and_options_that_are_there() => Should.Throw<ArgumentNullException>(static () => new DetectionEngine(null!));

    private static int Send(DetectionEngine engine, long watermark, params Request[] requests)
    {
        var batch = new FingerprintBatch();
        foreach (var request in requests)
            request.SendTo(batch);
        return engine.Accept(batch, watermark);
    }

    private static DateTimeOffset At(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time);
}
