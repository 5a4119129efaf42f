using System.Net;
using System.Text;
using System.Text.Json;
using Stillhound.Core.Campaigns;
using Stillhound.Server.Cases;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Tests.Decisions.Support;
using Stillhound.Server.Tests.Hosting;

namespace Stillhound.Server.Tests.Privacy;

/// <summary>What a running server holds of one account.</summary>
public sealed class PrivacyHostTests
{
    private const string Mail = "jo@example.com";

    [Fact]
    public async Task An_account_is_found_by_the_gateway_s_name_wherever_it_is()
    {
        await using var host = await StartAsync();
        var stored = host.Host.State.Names.Of(Mail);
        stored.ShouldNotBe(Mail);
        var found = await host.Host.State.Privacy.FindAsync(Mail, TestContext.Current.CancellationToken);
        found.Profiles.Single().ShouldSatisfyAllConditions(p => p.Name.ShouldBe(stored), p => p.Exchanges.ShouldBe(30));
        found.Facts.Single().Org.ShouldBe("org_9");
        found.Decisions.Single().Campaign.ShouldBe("c-1");
        found.Appeals.Single().Account.ShouldBe(stored);
        found.LedgerEntries.Count.ShouldBeGreaterThanOrEqualTo(2);
        found.Holds.ShouldBeEmpty();
        (await host.Host.State.Privacy.FindAsync(stored, TestContext.Current.CancellationToken)).Profiles.Count.ShouldBe(1, "the stored name finds it too");
        (await host.Host.State.Privacy.FindAsync("jo@example.co", TestContext.Current.CancellationToken)).IsKnown.ShouldBeFalse();
        var json = JsonDocument.Parse(await (await host.ActAsync("/api/privacy/find", $$"""{"account":"{{Mail}}"}""")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        json.GetProperty("known").GetBoolean().ShouldBeTrue();
        json.GetProperty("decisions").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Everything_that_is_held_is_handed_out_and_that_it_was_is_recorded_first()
    {
        await using var host = await StartAsync();
        var answer = await host.ActAsync("/api/privacy/export", $$"""{"account":"{{Mail}}","reason":"they asked"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        json.GetProperty("profiles")[0].GetProperty("exchanges").GetInt32().ShouldBe(30);
        json.GetProperty("facts")[0].GetProperty("plan").GetString().ShouldBe("pro");
        json.GetProperty("appeals")[0].GetProperty("text").GetString().ShouldBe("a class");
        json.GetProperty("ledger").EnumerateArray().Select(static e => e.GetProperty("type").GetString()).ShouldContain("account.exported");
        var last = host.Host.State.Ledger.Read().Last();
        last.Type.ShouldBe("account.exported");
        Encoding.UTF8.GetString(last.Payload.Span).ShouldNotContain("jo@");
    }

    [Fact]
    public async Task While_anything_is_held_neither_journal_nor_oldest_checkpoint_goes()
    {
        await using var host = await StartAsync(segment: 1 << 20);
        var state = host.Host.State;
        var hold = state.Holds.Set(null, "c-1", DateTimeOffset.UtcNow.AddDays(1), new Act("ann", "a court asks"));
        (await state.Privacy.FindAsync(Mail, TestContext.Current.CancellationToken)).Holds.ShouldBeEmpty("the engine has that account in no campaign");
        state.Privacy.Retention().Holds.ShouldBe([hold]);
        var oldest = state.Journal.OldestPosition;
        var first = await CheckpointAsync(host, 0);
        for (var i = 1; i < 5; i++)
            await CheckpointAsync(host, i);
        state.Journal.OldestPosition.ShouldBe(oldest);
        state.Checkpoints.OldestPosition.ShouldBe(first);
        state.Privacy.Retention().Checkpoints.Count.ShouldBe(3, "the oldest, and as many as are kept");
        state.Holds.Release(hold.Id, new Act("ann", "settled"));
        await CheckpointAsync(host, 6);
        state.Checkpoints.OldestPosition!.Value.ShouldBeGreaterThan(first);
        state.Journal.OldestPosition.ShouldBeGreaterThan(oldest);
    }

    [Fact]
    public async Task What_is_erased_is_gone_from_the_engine_and_from_the_disk_and_a_restart_gives_the_same()
    {
        var folder = RunningHost.NewFolder();
        string stored, findings;
        await using (var host = await StartAsync(folder: folder))
        {
            var state = host.Host.State;
            stored = state.Names.Of(Mail);
            OnDisk(folder, stored).ShouldNotBeEmpty();
            (await host.ActAsync("/api/privacy/erase", $$"""{"account":"{{Mail}}"}""")).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "without a reason");
            var answer = await host.ActAsync("/api/privacy/erase", $$"""{"account":"{{Mail}}","reason":"they asked"}""");
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("""{"erased":true,"gone_from_disk":true}""");
            OnDisk(folder, stored).ShouldBeEmpty();
            OnDisk(folder, Mail).ShouldBeEmpty();
            var found = await state.Privacy.FindAsync(Mail, TestContext.Current.CancellationToken);
            found.Profiles.ShouldBeEmpty();
            found.Facts.ShouldBeEmpty();
            found.LedgerEntries.ShouldNotBeEmpty("the record stays");
            state.Ledger.Read().Last(static e => e.Type == "account.erased").ShouldNotBeNull();
            (await host.ActAsync("/api/privacy/erase", $$"""{"account":"{{Mail}}","reason":"again"}""")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            await SendAsync(host, Mail, 3, "later");
            findings = await host.FindingsAsync();
        }

        await using (var again = await RunningHost.StartAsync(folder))
            (await again.FindingsAsync()).ShouldBe(findings);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_replay_of_what_the_journal_has_erases_at_the_same_place()
    {
        var folder = RunningHost.NewFolder();
        string findings;
        await using (var host = await StartAsync(folder: folder))
        {
            // A hold on somebody else keeps the journal whole.
            var hold = host.Host.State.Holds.Set("other", null, DateTimeOffset.UtcNow.AddDays(1), new Act("ann", "a court asks"));
            (await host.Host.State.Privacy.EraseAsync(Mail, force: false, new Act("ann", "they asked"), TestContext.Current.CancellationToken)).ShouldBeFalse(hold.Id);
            findings = await host.FindingsAsync();
        }

        Directory.Delete(Path.Combine(folder, "state", "checkpoints"), recursive: true);
        await using (var replayed = await RunningHost.StartAsync(folder))
        {
            (await replayed.FindingsAsync()).ShouldBe(findings);
            var found = await replayed.Host.State.Privacy.FindAsync(Mail, TestContext.Current.CancellationToken);
            (found.Profiles.Count + found.Facts.Count).ShouldBe(0);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_held_is_not_erased_and_what_a_decision_needs_only_by_force()
    {
        await using var host = await StartAsync();
        var state = host.Host.State;
        var act = new Act("ann", "they asked");
        var hold = state.Holds.Set(Mail, null, DateTimeOffset.UtcNow.AddDays(1), act);
        (await Should.ThrowAsync<ActRefusedException>(() => state.Privacy.EraseAsync(Mail, force: true, act, TestContext.Current.CancellationToken))).Message.ShouldStartWith(hold.Id);
        state.Holds.Release(hold.Id, act);
        state.Decisions.Do(p => p.Approve(state.Decisions.Read(static s => s.Campaign("c-1")!.Open!.Id), act, null));
        (await Should.ThrowAsync<ActRefusedException>(() => state.Privacy.EraseAsync(Mail, force: false, act, TestContext.Current.CancellationToken))).Refusal.ShouldBe(Refusal.Conflict);
        (await state.Privacy.EraseAsync(Mail, force: true, act, TestContext.Current.CancellationToken)).ShouldBeTrue();
        state.Decisions.Find(Encoding.UTF8.GetBytes(Mail)).ShouldNotBeNull("the decision holds on");
    }

    /// <summary>The files of journal and checkpoints that hold a text.</summary>
    private static List<string> OnDisk(string folder, string text) =>
        [.. new[] { "journal", "checkpoints" }.SelectMany(part => Directory.GetFiles(Path.Combine(folder, "state", part))).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)];

    /// <summary>Sends enough for a segment and has a checkpoint written after it.</summary>
    private static async Task<long> CheckpointAsync(RunningHost host, int round)
    {
        await SendAsync(host, $"filler-{round}", 2500);
        var before = host.Host.State.Checkpoints.Newest?.Position ?? -1;
        host.Host.State.Detector.WantCheckpoint();
        await SendAsync(host, $"more-{round}", 1);
        await host.CaughtUpAsync();
        await host.Host.State.Detector.AskAsync(static engine => engine.Exchanges, TestContext.Current.CancellationToken);
        host.Host.State.Checkpoints.Newest!.Value.Position.ShouldBeGreaterThan(before);
        return host.Host.State.Checkpoints.OldestPosition!.Value;
    }

    private static async Task<RunningHost> StartAsync(long? segment = null, string? folder = null)
    {
        var host = await RunningHost.StartAsync(folder, o => segment is null ? o : o with { Journal = o.Journal with { SegmentBytes = segment.Value, KeepBytes = 1, KeepFor = TimeSpan.Zero } });
        await SendAsync(host, Mail, 30);
        await SendAsync(host, "other", 5);
        (await host.PostAsync("/v1/accounts", $$"""{"account":"{{Mail}}","org":"org_9","plan":"pro"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        // A late one lets the others go.
        (await host.PostAsync("/v1/exchanges", """{"time":"2026-07-09T00:00:00Z","id":"last","account":"later","prompt":"x"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.DecideAsync(Found.Now(Found.Campaign("c-1", Tier.Act, Found.Account(host.Host.State.Names.Of(Mail)), Found.Account("a-1"))));
        host.Host.State.Appeals.Open(Mail, new Act("support", "a class")).State.ShouldBe(AppealState.Open);
        return host;
    }

    private static async Task SendAsync(RunningHost host, string account, int count, string round = "")
    {
        var body = string.Join('\n', Enumerable.Range(0, count).Select(i => $$"""{"time":"2026-07-06T{{i / 3600 % 24:d2}}:{{i / 60 % 60:d2}}:{{i % 60:d2}}Z","id":"{{account}}-{{round}}{{i}}","account":"{{account}}","prompt":"how do I cook rice number {{i}}"}"""));
        (await host.PostAsync("/v1/exchanges", body)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
