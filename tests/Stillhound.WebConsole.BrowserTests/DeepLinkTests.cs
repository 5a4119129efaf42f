using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>An address that somebody was sent leads there, also who has to sign in first.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class DeepLinkTests(Browser browser, SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task Every_object_has_an_address_that_leads_to_it_after_signing_in()
    {
        using var server = await ConsoleServer.StartAsync(world.Folder);
        var screens = (await Screens.AllAsync(server)).ToDictionary(static s => s.Name, static s => s.Path);
        var (campaign, account) = (screens["campaign"].Split('/')[^1], screens["account"].Split('/')[^1]);
        var appeal = await MakeAsync(server, "/api/appeals", $$"""{"account":"{{account}}","text":"we teach with it"}""");
        var hold = await MakeAsync(server, "/api/privacy/holds", $$"""{"campaign":"{{campaign}}","until":"2031-01-31T00:00:00Z","reason":"a court asked"}""");
        string[] paths =
        [
            .. new[] { "campaign", "members", "account", "statement", "decision", "case", "source", "entry", "privacy" }.Select(name => screens[name]),
            "/appeals/" + appeal, "/privacy/holds/" + hold, $"/campaigns/{campaign}?tab=members&members.sort=exchanges", "/nowhere",
        ];
        foreach (var path in paths)
        {
            await using var person = await browser.PersonAsync();
            var page = await person.NewPageAsync();
            await page.GotoAsync(server.Address + path);
            await page.GetByLabel("Name").FillAsync("ada");
            await page.GetByLabel("Password").FillAsync(ConsoleServer.Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            // Whether the load event was seen does not matter: what follows waits for the page itself.
            await page.WaitForURLAsync(server.Address + path, new() { WaitUntil = WaitUntilState.Commit });
            (await page.Locator("h1").InnerTextAsync()).ShouldNotBeEmpty(path);
            (await page.Locator("nav[aria-label=Console]").CountAsync()).ShouldBe(1, path);
        }
    }

    private static async Task<string> MakeAsync(ConsoleServer server, string path, string what)
    {
        using var content = new StringContent(what, Encoding.UTF8, "application/json");
        using var answer = await server.Client.PostAsync(path, content, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue(body);
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }
}
