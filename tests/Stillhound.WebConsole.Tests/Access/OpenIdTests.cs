using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Server.Access;
using Stillhound.WebConsole.Access;
using Stillhound.WebConsole.Tests.Server;

namespace Stillhound.WebConsole.Tests.Access;

/// <summary>Signing in with a provider: who it vouches for gets the role of their group, and nothing that is not its word is believed.</summary>
public sealed class OpenIdTests
{
    [Fact]
    public async Task Who_the_provider_vouches_for_gets_the_role_of_their_group()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var host = await ServedHost.StartAsync(openId: Of(provider));
        using var browser = Browser(host);
        (await EndAsync(browser, provider)).ShouldBe("/decisions");
        var page = await browser.GetStringAsync("/decisions", TestContext.Current.CancellationToken);
        page.ShouldContain("ada@example.org");
        page.ShouldContain("analyst");
    }

    [Theory]
    [InlineData("key")]
    [InlineData("audience")]
    [InlineData("nonce")]
    public async Task What_is_not_the_providers_word_for_us_is_refused(string wrong)
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.SignsWithAnotherKey = wrong == "key";
        provider.Audience = wrong == "audience" ? "somebody else" : provider.Audience;
        provider.Nonce = wrong == "nonce" ? "another" : null;
        await using var host = await ServedHost.StartAsync(openId: Of(provider));
        using var browser = Browser(host);
        (await EndAsync(browser, provider)).ShouldBe("/sign-in?why=provider");
    }

    [Fact]
    public async Task Who_is_in_no_group_of_ours_is_turned_away()
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Person = ("eve@example.org", true, ["sales"]);
        await using var host = await ServedHost.StartAsync(openId: Of(provider));
        using var browser = Browser(host);
        (await EndAsync(browser, provider)).ShouldBe("/sign-in?why=role");
    }

    [Fact]
    public async Task An_address_that_nobody_verified_names_nobody()
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Person = ("ceo@example.org", false, ["abuse"]);
        await using var host = await ServedHost.StartAsync(openId: Of(provider));
        using var browser = Browser(host);
        await EndAsync(browser, provider);
        var page = await browser.GetStringAsync("/decisions", TestContext.Current.CancellationToken);
        page.ShouldNotContain("ceo@example.org");
        page.ShouldContain("u-1");
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_signs_nobody_in()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var host = await ServedHost.StartAsync(openId: Of(provider));
        using var browser = Browser(host);
        using var answer = await browser.GetAsync("/sign-in/openid/back?code=c0de&state=made-up", TestContext.Current.CancellationToken);
        answer.Headers.Location!.ToString().ShouldBe("/sign-in?why=again");
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_in_time_is_told_as_such()
    {
        await using var provider = await FakeProvider.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        await using var app = builder.Build();
        using var openId = new OpenId(new UserTable(new AccessOptions { OpenId = Of(provider) }), app.Services.GetRequiredService<IDataProtectionProvider>(), NullLogger.Instance, new SilentAboutTokens());
        openId.Map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var browser = Browser(new Uri(app.Urls.First()));
        (await EndAsync(browser, provider)).ShouldBe("/sign-in?why=provider");
    }

    private static OpenIdOptions Of(FakeProvider provider) => new()
    {
        Issuer = provider.Issuer, ClientId = "stillhound", ClientSecret = "s3cret", Roles = new Dictionary<string, string>(StringComparer.Ordinal) { ["abuse"] = Role.Analyst },
    };

    private static HttpClient Browser(ServedHost host) => Browser(host.Address);

    private static HttpClient Browser(Uri address) => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };

    /// <summary>Goes to the provider and back; gives where that leads.</summary>
    private static async Task<string> EndAsync(HttpClient browser, FakeProvider provider)
    {
        using var begun = await browser.GetAsync("/sign-in/openid?next=/decisions", TestContext.Current.CancellationToken);
        using var ended = await browser.GetAsync(provider.Authorize(begun.Headers.Location!), TestContext.Current.CancellationToken);
        return ended.Headers.Location!.ToString();
    }

    /// <summary>Reaches a provider that leaves whoever wants a token waiting for longer than they wait.</summary>
    private sealed class SilentAboutTokens : DelegatingHandler
    {
        public SilentAboutTokens() => InnerHandler = new SocketsHttpHandler();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath == "/token" ? throw new TaskCanceledException("", new TimeoutException()) : base.SendAsync(request, cancellationToken);
    }
}
