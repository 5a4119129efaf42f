using System.Net;
using Stillhound.Core.Campaigns;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Enforcement.CrowdSec;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.WebConsole.Tests.Server;

public sealed class DeliveryTests
{
    [Fact]
    public void Answers_are_counted_with_the_time_within_which_a_share_of_them_was_given()
    {
        var counts = new EnforcerCounts("ext_authz");
        counts.Within(0.5).ShouldBeNull();
        for (var i = 0; i < 98; i++)
            counts.Count(Outcome.Allowed, TimeSpan.FromMicroseconds(3));
        counts.Count(Outcome.Refused, TimeSpan.FromMicroseconds(900));
        counts.Count(Outcome.Late, TimeSpan.FromMilliseconds(60));
        counts.Answers.ShouldBe(100);
        counts.Within(0.5).ShouldBe(TimeSpan.FromMicroseconds(4));
        counts.Within(0.99).ShouldBe(TimeSpan.FromMicroseconds(1024));
        counts.Within(1)!.Value.ShouldBeInRange(TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(120));
    }

    [Fact]
    public void What_a_bouncer_fetched_last_is_known()
    {
        var cursors = new BouncerCursors("epoch");
        cursors.Note("edge@127.0.0.1", 3, DateTimeOffset.UnixEpoch);
        cursors.Note("edge@127.0.0.1", 5, DateTimeOffset.UnixEpoch.AddMinutes(1));
        cursors.Fetched.Single().Version.ShouldBe(5);
    }

    [Fact]
    public async Task What_gateways_were_answered_stands_with_the_decisions()
    {
        await using var host = await ServedHost.StartAsync();
        host.Finds(Found.Campaign("c-1", Tier.Review, Found.Accounts(5)));
        using var vera = await host.SignInAsync("vera");
        var page = await vera.ReadAsync("/decisions");
        page.ShouldContain("ext_authz");
        page.ShouldContain("No bouncer has fetched decisions");
        page.ShouldContain("enforcing");
        (await vera.ReadAsync("/export/enforcers.csv")).ShouldContain("ext_authz,0,");
    }

    [Fact]
    public async Task Only_an_admin_has_a_receiver_sent_to_again_and_only_one_that_is_gone()
    {
        await using var host = await ServedHost.StartAsync();
        using var ann = await host.SignInAsync("ann");
        using var refused = await ann.SendAsync("/act/webhooks/support/enable", "/ledger", ("reason", "back again"));
        refused.Headers.Location!.ToString().ShouldContain("/refused");
        using var root = await host.SignInAsync("root");
        (await root.ActAsync("/act/webhooks/support/enable", "/ledger", ("reason", "back again"))).ShouldContain("There is no such receiver");
        (await root.ActAsync("/act/webhooks/support/enable", "/ledger")).ShouldContain("Say why");
    }

    [Theory]
    [InlineData("/decisions")]
    [InlineData("/ledger")]
    [InlineData("/ingest")]
    [InlineData("/replay")]
    [InlineData("/export/decisions.csv")]
    [InlineData("/export/ledger.ndjson")]
    public async Task Nobody_looks_without_signing_in(string path)
    {
        await using var host = await ServedHost.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldContain("/sign-in");
    }
}
