using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stillhound.Server.Access;
using Stillhound.WebConsole.Access;
using Stillhound.WebConsole.Tests.Server;

namespace Stillhound.WebConsole.Tests.Access;

/// <summary>Who gets in, from where, and for how long.</summary>
public sealed class SessionTests
{
    [Theory]
    [InlineData("/decisions?x=1", "/decisions?x=1")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/a\r\nSet-Cookie: x=1", "/")]
    [InlineData("/sign-out", "/")]
    [InlineData("", "/")]
    public void After_signing_in_one_stays_on_this_server(string next, string where) => SignIn.Local(next).ShouldBe(where);

    [Fact]
    public async Task A_page_for_another_host_is_refused_and_pages_may_load_nothing_from_elsewhere()
    {
        await using var host = await ServedHost.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        foreign.Headers.Host = "rebound.example";
        using var refused = await client.SendAsync(foreign, TestContext.Current.CancellationToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
        using var page = await client.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        page.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
    }

    [Fact]
    public async Task A_session_ends_when_its_person_has_another_password_or_role_or_is_gone()
    {
        await using var host = await ServedHost.StartAsync();
        using var person = await host.SignInAsync("ann");
        using (var before = await person.AskAsync("/decisions"))
            before.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Users.Replace(new AccessOptions { Users = [new ConsoleUser("ann", "another long password", Role.Implied(Role.Approver))] });
        using var after = await person.AskAsync("/decisions");
        after.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        after.Headers.Location!.ToString().ShouldContain("/sign-in");
    }

    [Fact]
    public async Task A_form_without_its_mark_and_one_that_is_too_large_sign_nobody_in()
    {
        await using var host = await ServedHost.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        using var bare = new FormUrlEncodedContent([new("name", "ann"), new("password", ServedHost.Password)]);
        using var unmarked = await client.PostAsync("/sign-in/password", bare, TestContext.Current.CancellationToken);
        unmarked.Headers.Location!.ToString().ShouldBe("/sign-in?why=again");
        unmarked.Headers.Contains("Set-Cookie").ShouldBeFalse();
        using var huge = new FormUrlEncodedContent([new("name", new string('x', 100_000))]);
        using var refused = await client.PostAsync("/sign-in/password", huge, TestContext.Current.CancellationToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public void Ten_wrong_passwords_and_one_waits_five_minutes()
    {
        var time = new Stillhound.Server.Tests.ManualTime(DateTimeOffset.UnixEpoch);
        var limit = new SignInLimit(time);
        for (var i = 0; i < 10; i++)
        {
            limit.MayTry("a").ShouldBeTrue();
            limit.Failed("a");
        }

        limit.MayTry("a").ShouldBeFalse();
        limit.MayTry("b").ShouldBeTrue();
        time.Advance(TimeSpan.FromMinutes(6));
        limit.MayTry("a").ShouldBeTrue();
    }
}
