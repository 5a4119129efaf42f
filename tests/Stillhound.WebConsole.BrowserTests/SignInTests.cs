using Microsoft.Playwright;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>Who gets in, and what they may do there.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class SignInTests(Browser browser)
{
    [Fact]
    public async Task A_person_signs_in_and_out_and_a_wrong_password_lets_nobody_in()
    {
        await using var person = await browser.PersonAsync();
        using var server = await ConsoleServer.StartAsync(null);
        var page = await person.NewPageAsync();
        await page.GotoAsync(server.Address + "/decisions");
        await page.GetByLabel("Name").FillAsync("ada");
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByText("do not belong together").WaitForAsync();
        await page.GetByLabel("Name").FillAsync("ada");
        await page.GetByLabel("Password").FillAsync(ConsoleServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(server.Address + "/decisions");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync(server.Address + "/sign-in");
        await page.GotoAsync(server.Address + "/campaigns");
        page.Url.ShouldContain("/sign-in");
    }
}
