using System.Net;
using Stillhound.Server.Decisions.Acts;

namespace Stillhound.WebConsole.Tests.Server;

/// <summary>What is held about a person is told to whom the API tells it, and to nobody else.</summary>
public sealed class PrivacyPageTests
{
    [Theory]
    [InlineData("vera", "viewer")]
    [InlineData("lyst", "analyst")]
    [InlineData("ann", "approver")]
    public async Task Who_is_no_admin_sees_what_is_kept_for_how_long_and_is_told_who_sees_the_rest(string name, string role)
    {
        await using var host = await ServedHost.StartAsync();
        var hold = host.Host.State.Holds.Set("jo", null, DateTimeOffset.UtcNow.AddDays(1), new Act("root", "a court asks"));
        using var person = await host.SignInAsync(name);
        var page = await person.ReadAsync("/privacy?account=jo");
        page.ShouldContain("What is kept, and for how long");
        page.ShouldContain($"is shown to admins; your role is {role}.");
        page.ShouldNotContain("Stored as");
        page.ShouldNotContain("Nothing is held of that account");
        page.ShouldNotContain(hold.Id);

        using var answer = await person.AskAsync("/privacy/holds/" + hold.Id);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        page = await Person.TextOf(answer);
        page.ShouldContain($"Holds are shown to admins; your role is {role}.");
        page.ShouldNotContain("a court asks");
        foreach (var export in new[] { "/export/holds.csv", "/export/holds.json" })
            (await person.ReadAsync(export)).ShouldNotContain("a court asks");
    }

    [Fact]
    public async Task An_admin_finds_what_is_held_about_a_person()
    {
        await using var host = await ServedHost.StartAsync();
        var hold = host.Host.State.Holds.Set("jo", null, DateTimeOffset.UtcNow.AddDays(1), new Act("root", "a court asks"));
        using var root = await host.SignInAsync("root");
        var page = await root.ReadAsync("/privacy?account=jo");
        page.ShouldContain("One account</h2>");
        page.ShouldContain($"/privacy/holds/{hold.Id}");
        (await root.ReadAsync("/export/holds.csv")).ShouldContain("a court asks");
    }
}
