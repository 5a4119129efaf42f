using System.Net;
using Stillhound.Server.Decisions.Acts;

namespace Stillhound.WebConsole.Tests.Server;

/// <summary>Holds and sources have pages of their own, and what is not there is said.</summary>
public sealed class ObjectPageTests
{
    [Fact]
    public async Task A_hold_is_shown_to_an_admin_with_its_reason_as_text_and_can_be_released()
    {
        await using var host = await ServedHost.StartAsync();
        var hold = host.Host.State.Holds.Set("<i>jo</i>", null, DateTimeOffset.UtcNow.AddDays(1), new Act("ann", "<b>a court</b> asks"));
        using var root = await host.SignInAsync("root");
        var page = await root.ReadAsync("/privacy/holds/" + hold.Id);
        page.ShouldContain("&lt;b&gt;a court&lt;/b&gt; asks");
        page.ShouldNotContain("<i>jo");
        page.ShouldContain("Release it");

        host.Host.State.Holds.Release(hold.Id, new Act("root", "settled"));
        page = await root.ReadAsync("/privacy/holds/" + hold.Id);
        page.ShouldContain("released by root");
        page.ShouldContain("settled");
        page.ShouldNotContain("Release it");
    }

    [Theory]
    [InlineData("/privacy/holds/h-999999")]
    [InlineData("/ingest/sources/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/export/sources/nobody/reasons.csv")]
    [InlineData("/export/findings/a-000000/signs.csv")]
    public async Task What_is_not_there_is_said(string path)
    {
        await using var host = await ServedHost.StartAsync();
        using var root = await host.SignInAsync("root");
        using var answer = await root.AskAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Person.TextOf(answer)).ShouldNotContain("<script>alert");
    }
}
