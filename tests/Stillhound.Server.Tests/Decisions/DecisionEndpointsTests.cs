using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions.Http;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.Server.Tests.Decisions;

public sealed class DecisionEndpointsTests : IAsyncLifetime
{
    private readonly Desk _desk = new();
    private readonly HttpClient _client = new();
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(static (context, next) =>
        {
            if (context.Request.Headers["X-Test-User"] is [{ } name])
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test"));
            return next(context);
        });
        _app.MapDecisions(_desk.Book, _desk.Ledger);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _client.BaseAddress = new Uri(_app.Urls.Single());
        _desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(8)), Found.Campaign("c-2", Tier.Review, Found.Account("<b>\"x\"\r\n")));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Campaigns_and_decisions_are_listed()
    {
        var campaigns = (await Get("/api/campaigns")).GetProperty("campaigns");
        campaigns.EnumerateArray().Select(static c => c.GetProperty("id").GetString()).ShouldBe(["c-1", "c-2"]);
        campaigns[0].GetProperty("tier").GetString().ShouldBe("act");
        campaigns[0].GetProperty("proposed").GetString().ShouldBe("d-00000001");
        var proposed = (await Get("/api/decisions?state=proposed")).GetProperty("decisions");
        proposed.GetArrayLength().ShouldBe(1);
        proposed[0].GetProperty("action").GetString().ShouldBe("suspend_key");
        proposed[0].GetProperty("approvals_needed").GetInt32().ShouldBe(1);
        proposed[0].GetProperty("blast_radius").GetProperty("accounts").GetInt32().ShouldBe(8);
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        var first = await Get("/api/decisions?limit=1");
        first.GetProperty("next").GetString().ShouldBe("d-00000001");
        var second = await Get("/api/decisions?limit=1&after=d-00000001");
        second.GetProperty("decisions")[0].GetProperty("id").GetString().ShouldBe("d-00000002");
        second.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_person_approves_and_the_decision_holds()
    {
        var answer = await Post("/api/decisions/d-00000001/approve", "ann", """{"reason":"seen"}""");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Json.GetProperty("state").GetString().ShouldBe("active");
        answer.Json.GetProperty("approvals")[0].GetProperty("actor").GetString().ShouldBe("ann");
        _desk.Of("a-1").ShouldNotBeNull();
        (await Post("/api/decisions/d-00000001/approve", "ben")).ShouldSatisfyAllConditions(
            static a => a.Status.ShouldBe(HttpStatusCode.Conflict), static a => a.Json.GetProperty("error").GetString().ShouldBe("d-00000001 is in force already; ann approved it last"));
        (await Post("/api/decisions/d-00000001/undo", "ben", """{"account":"a-1","reason":"customer"}""")).Json.GetProperty("accounts").GetInt32().ShouldBe(7);
        (await Post("/api/decisions/d-00000001/undo", "ben")).Json.GetProperty("ended_by").GetString().ShouldBe("ben");
    }

    [Fact]
    public async Task Who_is_not_known_by_name_does_nothing()
    {
        (await Post("/api/decisions/d-00000001/approve", null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Post("/api/campaigns/c-1/dismiss", null, """{"reason":"x"}""")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        _desk.Of("a-1").ShouldBeNull();
    }

    [Theory]
    [InlineData("/api/decisions/d-00000001/approve", "{", HttpStatusCode.BadRequest)]
    [InlineData("/api/decisions/d-00000001/approve", "[]", HttpStatusCode.BadRequest)]
    [InlineData("/api/decisions/d-00000001/approve", """{"reason":5}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/decisions/d-00000001/approve", """{"actor":"ben"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/decisions/d-00000001/approve", """{"revision":1}""", HttpStatusCode.Conflict)]
    [InlineData("/api/decisions/d-00000001/extend", """{"for":"1h"}""", HttpStatusCode.Conflict)]
    [InlineData("/api/decisions/d-00000001/extend", """{}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/decisions/d-00000009/approve", """{}""", HttpStatusCode.NotFound)]
    [InlineData("/api/decisions/..%2f..%2fetc/approve", """{}""", HttpStatusCode.NotFound)]
    [InlineData("/api/campaigns/c-1/dismiss", """{}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/campaigns/c-9/dismiss", """{"reason":"x"}""", HttpStatusCode.NotFound)]
    public async Task A_forged_or_wrong_act_is_refused_and_changes_nothing(string path, string body, HttpStatusCode status)
    {
        var head = _desk.Ledger.Head;
        var answer = await Post(path, "ann", body);
        answer.Status.ShouldBe(status);
        answer.Json.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        _desk.Ledger.Head.ShouldBe(head);
    }

    [Fact]
    public async Task Oversized_bodies_and_other_kinds_are_refused()
    {
        (await Post("/api/decisions/d-00000001/approve", "ann", $$"""{"reason":"{{new string('x', 20_000)}}"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Post("/api/decisions/d-00000001/approve", "ann", "reason=x", "application/x-www-form-urlencoded")).Status.ShouldBe(HttpStatusCode.BadRequest);
        _desk.Of("a-1").ShouldBeNull();
    }

    [Theory]
    [InlineData("/api/decisions?state=open")]
    [InlineData("/api/decisions?limit=-1")]
    [InlineData("/api/decisions?limit=100000")]
    [InlineData("/api/ledger?after=x")]
    public async Task A_wrong_query_is_told(string path) => (await _client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_ledger_that_takes_nothing_is_told_and_nothing_changes()
    {
        _desk.Ledger.Full = true;
        (await Post("/api/decisions/d-00000001/approve", "ann")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _desk.Of("a-1").ShouldBeNull();
    }

    [Fact]
    public async Task The_blast_radius_is_that_of_the_last_findings()
    {
        _desk.Finds(Found.Campaign("c-1", Tier.Act, Found.Accounts(9)));
        (await Get("/api/campaigns/c-1/blast-radius")).GetProperty("accounts").GetInt32().ShouldBe(9);
        _desk.Restart();
    }

    [Fact]
    public async Task The_ledger_is_read_on_from_any_entry_and_hostile_text_stays_text()
    {
        var response = await _client.GetAsync("/api/ledger?after=1&limit=2", TestContext.Current.CancellationToken);
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        JsonDocument.Parse(text).RootElement.GetProperty("entries").EnumerateArray().Select(static e => e.GetProperty("seq").GetInt64()).ShouldBe([2, 3]);
        var all = await _client.GetStringAsync("/api/ledger", TestContext.Current.CancellationToken);
        all.ShouldNotContain("<b>");
        all.ShouldContain("\\u003Cb\\u003E");
    }

    private async Task<JsonElement> Get(string path) => JsonDocument.Parse(await _client.GetStringAsync(path, TestContext.Current.CancellationToken)).RootElement;

    private async Task<(HttpStatusCode Status, JsonElement Json)> Post(string path, string? user, string body = "", string kind = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (user is not null)
            request.Headers.Add("X-Test-User", user);
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, kind);
        var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }
}
