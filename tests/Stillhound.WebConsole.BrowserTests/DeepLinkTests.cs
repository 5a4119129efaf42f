using Microsoft.Playwright;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>An address that somebody was sent leads there, also who has to sign in first.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class DeepLinkTests(Browser browser, FullWorld world) : IClassFixture<FullWorld>
{
    [Fact]
    public async Task Every_object_has_an_address_that_leads_to_it_after_signing_in()
    {
        using var server = await ConsoleServer.StartAsync(world.Folder);
        var screens = (await Screens.AllAsync(server)).ToDictionary(static s => s.Name, static s => s.Path);
        var (campaign, account) = (screens["campaign"].Split('/')[^1], screens["account"].Split('/')[^1]);
        await using var root = await browser.PersonAsync();
        var made = await MadeObjects.MakeAsync(server, (await server.SignInAsync(root, "root")).Page, campaign, account);
        string[] paths =
        [
            .. new[] { "campaign", "members", "account", "statement", "decision", "case", "source", "entry", "privacy" }.Select(name => screens[name]),
            .. made.Select(static m => m.Path), $"/campaigns/{campaign}?tab=members&members.sort=exchanges", "/nowhere",
        ];
        foreach (var path in paths)
        {
            await using var person = await browser.PersonAsync();
            var page = await person.NewPageAsync();
            await page.GotoAsync(server.Address + path);
            await page.GetByLabel("Name").FillAsync("root");
            await page.GetByLabel("Password").FillAsync(ConsoleServer.Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            // Whether the load event was seen does not matter: what follows waits for the page itself.
            await page.WaitForURLAsync(server.Address + path, new() { WaitUntil = WaitUntilState.Commit });
            var heading = await page.Locator("h1").InnerTextAsync();
            heading.ShouldNotBeEmpty(path);
            if (path != "/nowhere")
                heading.ShouldNotContain("There is no", customMessage: path);
            (await page.Locator("nav[aria-label=Console]").CountAsync()).ShouldBe(1, path);
        }
    }
}
