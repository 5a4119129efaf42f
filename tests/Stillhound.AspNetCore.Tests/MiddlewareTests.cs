using System.Net;
using Microsoft.Extensions.Options;

namespace Stillhound.AspNetCore.Tests;

public sealed class MiddlewareTests
{
    [Theory]
    [InlineData("tag", 200)]
    [InlineData("verify", 200)]
    [InlineData("restrict", 200)]
    [InlineData("suspend_key", 401)]
    [InlineData("suspend_account", 403)]
    [InlineData("of_a_newer_server", 200)]
    public async Task Each_action_has_its_status(string action, int status)
    {
        await using var gateway = await WithAsync(PlayedServer.Item("acct", action));
        (await gateway.AskAsync("acct")).Status.ShouldBe(status);
        (await gateway.AskAsync("other")).Status.ShouldBe(200);
        (await gateway.AskAsync(null)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_refusal_says_why_and_names_the_decision()
    {
        await using var gateway = await WithAsync(PlayedServer.Item("acct", "suspend_account"));
        var (_, body, response) = await gateway.AskAsync("acct");
        body.ShouldContain("\"type\":\"account_suspended\"");
        response.Headers.GetValues("x-stillhound-decision").Single().ShouldBe("d-1");
    }

    [Fact]
    public async Task The_application_behind_sees_the_mark_and_never_one_that_a_client_sent()
    {
        await using var gateway = await WithAsync(PlayedServer.Item("acct", "tag"));
        (await gateway.AskAsync("acct", ("x-stillhound-action", "none"))).Body.ShouldBe("tag|Tag|Tag");
        (await gateway.AskAsync("other", ("x-stillhound-action", "tag"))).Body.ShouldBe("||");
    }

    [Fact]
    public async Task A_simulated_decision_is_only_told()
    {
        await using var gateway = await WithAsync(PlayedServer.Item("acct", "suspend_account", isSimulated: true));
        var (status, body, response) = await gateway.AskAsync("acct");
        (status, body).ShouldBe((200, "||SuspendAccount"));
        response.Headers.GetValues("x-stillhound-would").Single().ShouldBe("suspend_account");
    }

    [Fact]
    public async Task A_gateway_that_only_observes_refuses_nobody()
    {
        await using var gateway = await WithAsync(PlayedServer.Item("acct", "suspend_account"), static o => o.ObserveOnly = true);
        (await gateway.AskAsync("acct")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Requests_a_minute_are_limited()
    {
        await using var gateway = await WithAsync(PlayedServer.Item("acct", "slow", more: ",\"requests_per_minute\":1"));
        (await gateway.AskAsync("acct")).Status.ShouldBe(200);
        var (status, _, response) = await gateway.AskAsync("acct");
        (status, response.Headers.RetryAfter!.Delta!.Value.TotalSeconds).ShouldBe((429, 60));
        gateway.Time.Now += TimeSpan.FromMinutes(1);
        (await gateway.AskAsync("acct")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Tokens_a_day_are_limited_by_what_the_application_charges()
    {
        await using var gateway = await WithAsync(PlayedServer.Item("acct", "cap_tokens", more: ",\"tokens_per_day\":150"));
        (await gateway.AskAsync("acct")).Status.ShouldBe(200);
        (await gateway.AskAsync("acct")).Status.ShouldBe(200);
        (await gateway.AskAsync("acct")).Status.ShouldBe(429);
    }

    [Fact]
    public async Task A_decision_ends_by_itself_though_the_server_is_away()
    {
        await using var gateway = await WithAsync(PlayedServer.Item("acct", "suspend_account"));
        gateway.Server.IsAway = true;
        await gateway.PollAsync();
        (await gateway.AskAsync("acct")).Status.ShouldBe(403);
        gateway.Time.Now += TimeSpan.FromHours(4);
        (await gateway.AskAsync("acct")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task What_changes_is_applied_and_an_old_decision_does_not_take_the_new_one_away()
    {
        await using var gateway = await WithAsync(PlayedServer.Item("a", "suspend_account") + "," + PlayedServer.Item("b", "tag"));
        (gateway.Server.IsDelta, gateway.Server.Body) = (true, $$"""{"new":[{{PlayedServer.Item("a", "tag", "d-2")}}],"deleted":[{{PlayedServer.Item("a", "suspend_account")}},{{PlayedServer.Item("b", "tag")}}]}""");
        await gateway.PollAsync();
        gateway.Decisions.Accounts.ShouldBe(1);
        (await gateway.AskAsync("a")).Body.ShouldStartWith("tag");
        gateway.Server.Asked[^1].ShouldBe("/v1/decisions/stream?simulated=true&since=e-2 key");
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "{}")]
    [InlineData(HttpStatusCode.Redirect, "{}")]
    [InlineData(HttpStatusCode.OK, "no json")]
    [InlineData(HttpStatusCode.OK, "[]")]
    [InlineData(HttpStatusCode.OK, "null")]
    public async Task A_server_that_answers_badly_changes_nothing(HttpStatusCode status, string body)
    {
        await using var gateway = await WithAsync(PlayedServer.Item("acct", "suspend_account"));
        (gateway.Server.Status, gateway.Server.Body) = (status, body);
        await gateway.PollAsync();
        (gateway.Decisions.Accounts, gateway.Decisions.Failures).ShouldBe((1, 1));
    }

    [Fact]
    public async Task An_answer_with_too_many_accounts_is_not_taken()
    {
        await using var gateway = await Gateway.StartAsync(static o => o.MostAccounts = 1);
        gateway.Server.Body = $$"""{"new":[{{PlayedServer.Item("a", "tag")}},{{PlayedServer.Item("b", "tag")}}]}""";
        await gateway.PollAsync();
        gateway.Decisions.Accounts.ShouldBe(0);
    }

    [Fact]
    public async Task An_account_selector_that_fails_serves_the_request()
    {
        await using var gateway = await Gateway.StartAsync(static o => o.Account = static _ => throw new InvalidOperationException("broken"));
        (await gateway.AskAsync("acct")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Names_are_hashed_where_the_server_keeps_hashes()
    {
        await using var gateway = await WithAsync(PlayedServer.Item("hash-of-acct", "suspend_account"), static o => o.StoredName = static name => "hash-of-" + name);
        (await gateway.AskAsync("acct")).Status.ShouldBe(403);
    }

    public static TheoryData<Action<StillhoundOptions>, string> WrongOptions => new()
    {
        { static o => o.Server = null, "Server" },
        { static o => o.Server = new Uri("ftp://x"), "Server" },
        { static o => o.Server = new Uri("http://stillhound.example"), "in the clear" },
        { static o => o.ApiKey = "", "ApiKey" },
        { static o => o.ApiKey = "a\r\nb", "ApiKey" },
        { static o => o.PollEvery = TimeSpan.Zero, "PollEvery" },
        { static o => o.CountedAccounts = 0, "CountedAccounts" },
    };

    [Theory]
    [MemberData(nameof(WrongOptions), DisableDiscoveryEnumeration = true)]
    public async Task Options_that_cannot_work_stop_the_start(Action<StillhoundOptions> configure, string message) =>
        (await Should.ThrowAsync<OptionsValidationException>(() => Gateway.StartAsync(configure))).Message.ShouldContain(message);

    private static async Task<Gateway> WithAsync(string items, Action<StillhoundOptions>? configure = null)
    {
        var gateway = await Gateway.StartAsync(configure);
        gateway.Server.Body = $$"""{"new":[{{items}}],"deleted":null}""";
        await gateway.PollAsync();
        return gateway;
    }
}
