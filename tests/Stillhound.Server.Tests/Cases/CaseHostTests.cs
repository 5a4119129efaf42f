using System.Net;
using System.Text.Json;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Verdicts;
using Stillhound.Server.Tests.Decisions.Support;
using Stillhound.Server.Tests.Hosting;

namespace Stillhound.Server.Tests.Cases;

/// <summary>Cases, appeals and lessons of a running server.</summary>
public sealed class CaseHostTests
{
    [Fact]
    public async Task A_case_is_worked_on_over_HTTP()
    {
        await using var host = await StartAsync();
        var empty = await JsonAsync(await host.GetAsync("/api/cases/c-1"));
        empty.GetProperty("case").GetProperty("status").GetString().ShouldBe("open");
        empty.GetProperty("case").GetProperty("revision").GetInt64().ShouldBe(0);
        (await host.ActAsync("/api/cases/c-1/notes", """{"reason":"<b>cards</b>","revision":0}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.ActAsync("/api/cases/c-1/owner", """{"owner":"ann","reason":"her customer"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.ActAsync("/api/cases/c-1/notes", """{"reason":"again","revision":0}""")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var closed = (await JsonAsync(await host.ActAsync("/api/cases/c-1/verdict", """{"verdict":"benign","hypothesis":"classroom","reason":"the school wrote"}"""))).GetProperty("case");
        closed.GetProperty("verdict").GetString().ShouldBe("benign");
        closed.GetProperty("taught").GetString()!.ShouldStartWith("classroom now has a chance of");
        closed.GetProperty("steps").GetArrayLength().ShouldBe(3);
        (await JsonAsync(await host.GetAsync("/api/cases?status=closed&owner=ann"))).GetProperty("cases").GetArrayLength().ShouldBe(1);
        (await JsonAsync(await host.GetAsync("/api/hypotheses"))).GetProperty("hypotheses").EnumerateArray()
            .Single(static h => h.GetProperty("name").GetString() == "classroom").GetProperty("dismissals").GetInt32().ShouldBe(1);
        (await (await host.GetAsync("/api/cases/c-1")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("<b>");
        (await JsonAsync(await host.ActAsync("/api/cases/c-1/seen", """{"revision":12}"""))).GetProperty("seen").GetProperty("revision").GetInt64().ShouldBe(12);
        (await JsonAsync(await host.GetAsync("/api/cases/c-1"))).GetProperty("seen").GetProperty("revision").GetInt64().ShouldBe(12);
    }

    [Theory]
    [InlineData("/api/cases/c-9/notes", """{"reason":"x"}""", HttpStatusCode.NotFound)]
    [InlineData("/api/cases/c-1/notes", """{}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases/c-1/notes", """{"reason":["x"]}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases/c-1/notes", """{"reason":"x","actor":"ben"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases/c-1/owner", """{"reason":"x"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases/c-1/verdict", """{"reason":"x","verdict":"guilty"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases/c-1/verdict", """{"reason":"x","verdict":"benign","hypothesis":"no_such_thing"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/cases/c-1/reopen", """{"reason":"x"}""", HttpStatusCode.Conflict)]
    [InlineData("/api/appeals", """{"text":"x"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/appeals/a-1/uphold", """{"reason":"x"}""", HttpStatusCode.NotFound)]
    [InlineData("/api/privacy/holds", """{"reason":"x","account":"a","campaign":"c-1","until":"2030-01-01"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/privacy/holds", """{"reason":"x","account":"a","until":"soon"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/privacy/holds", """{"reason":"x","account":"a","until":"2020-01-01"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/privacy/holds/h-1/release", """{"reason":"x"}""", HttpStatusCode.NotFound)]
    [InlineData("/api/privacy/find", """{"account":""}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/privacy/export", """{"account":"a-1"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/privacy/export", """{"account":"nobody","reason":"x"}""", HttpStatusCode.NotFound)]
    public async Task A_wrong_act_is_refused_and_changes_nothing(string path, string body, HttpStatusCode status)
    {
        await using var host = await StartAsync();
        var head = host.Host.State.Ledger.Head;
        var answer = await host.ActAsync(path, body);
        answer.StatusCode.ShouldBe(status);
        (await JsonAsync(answer)).GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        host.Host.State.Ledger.Head.ShouldBe(head);
    }

    [Fact]
    public async Task The_support_system_opens_appeals_and_cannot_answer_them()
    {
        await using var host = await StartAsync();
        var appeal = await JsonAsync(await host.ActAsync("/api/appeals", """{"account":"a-1","text":"we are a class"}""", "gateway"));
        appeal.GetProperty("state").GetString().ShouldBe("open");
        (await host.GetAsync("/api/appeals/a-00000001", "ingest")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.ActAsync("/api/appeals/a-00000001/uphold", """{"reason":"x"}""", "gateway")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.GetAsync("/api/appeals", "gateway")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.ActAsync("/api/cases/c-1/notes", """{"reason":"x"}""", "gateway")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.ActAsync("/api/privacy/find", """{"account":"a-1"}""", "gateway")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.ActAsync("/api/appeals", """{"account":"a-2","text":"x"}""", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).ShouldContain("stillhound_appeals_open 1");
        (await JsonAsync(await host.ActAsync("/api/appeals/a-00000001/uphold", """{"reason":"the school wrote"}"""))).GetProperty("state").GetString().ShouldBe("upheld");
        (await host.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).ShouldContain("stillhound_appeals_open 0");
    }

    [Fact]
    public async Task A_dismissal_teaches_the_engine_through_the_journal_and_a_restart_forgets_nothing()
    {
        var folder = RunningHost.NewFolder();
        await using (var host = await StartAsync(folder))
        {
            await host.ActAsync("/api/cases/c-1/verdict", """{"verdict":"benign","hypothesis":"classroom","reason":"x"}""");
            await host.ActAsync("/api/cases/c-2/verdict", """{"verdict":"false_positive","hypothesis":"coincidence","reason":"x"}""");
            (await TaughtAsync(host)).ShouldBe([new Lesson("c-1", "classroom"), new Lesson("c-2", "coincidence")]);
            await host.ActAsync("/api/cases/c-1/reopen", """{"reason":"it was none"}""");
            (await TaughtAsync(host)).ShouldBe([new Lesson("c-2", "coincidence")]);
        }

        await using (var again = await RunningHost.StartAsync(folder))
            (await TaughtAsync(again)).ShouldBe([new Lesson("c-2", "coincidence")]);
        Directory.Delete(Path.Combine(folder, "state", "checkpoints"), recursive: true);
        await using (var replayed = await RunningHost.StartAsync(folder))
            (await TaughtAsync(replayed)).ShouldBe([new Lesson("c-2", "coincidence")]);
        Directory.Delete(Path.Combine(folder, "state", "checkpoints"), recursive: true);
        Directory.Delete(Path.Combine(folder, "state", "journal"), recursive: true);
        await using (var bare = await RunningHost.StartAsync(folder))
            (await TaughtAsync(bare)).ShouldBe([new Lesson("c-2", "coincidence")], "the ledger has it still");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Who_may_send_traffic_teaches_nothing()
    {
        await using var host = await StartAsync();
        var answer = await host.PostAsync("/v1/events", """{"time":"2026-07-06T00:00:00Z","type":"campaign_dismissed","campaign":"c-1","kind":"classroom"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TaughtAsync(host)).ShouldBeEmpty();
    }

    private static async Task<RunningHost> StartAsync(string? folder = null)
    {
        var host = await RunningHost.StartAsync(folder);
        await host.DecideAsync(Found.Now(Found.Campaign("c-1", Tier.Act, Found.Accounts(8)), Found.Campaign("c-2", Tier.Review, Found.Accounts(3, prefix: "b-"))));
        return host;
    }

    /// <summary>What the engine knows once it was told everything.</summary>
    private static async Task<IReadOnlyList<Lesson>> TaughtAsync(RunningHost host)
    {
        while (!await host.Host.State.Teacher.LookAsync(TestContext.Current.CancellationToken))
            await host.CaughtUpAsync();
        return await host.Host.State.Detector.AskAsync(static engine => engine.Lessons(), TestContext.Current.CancellationToken);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
}
