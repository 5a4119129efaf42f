using Microsoft.Playwright;
using Stillhound.WebConsole.Tests.Opened;
using Stillhound.WebConsole.Tests.Samples;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>A page that came before the detector had told everything becomes the page that it would have been.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class AwaitedTests(Browser browser)
{
    [Theory]
    [InlineData("/findings/a-b65fe8", "What was measured")]
    [InlineData("/findings/a-000000", "There is no finding of that name")]
    [InlineData("/accounts/acct_000000", "By itself")]
    public async Task What_was_awaited_is_shown_once_it_is_there(string path, string heading)
    {
        var read = SampleCampaign.Folder(10);
        var details = new SlowDetails(read.Details, int.MaxValue);
        await using var console = await OpenedConsole.StartAsync(read, details);
        await using var person = await browser.PersonAsync();
        var page = await person.NewPageAsync();
        await page.GotoAsync(new Uri(console.Client.BaseAddress!, "/test/sign-in").ToString());
        await page.GotoAsync(new Uri(console.Client.BaseAddress!, path).ToString());
        var awaited = page.Locator("[data-awaited]");
        await awaited.First.WaitForAsync();
        (await page.GetByRole(AriaRole.Heading, new() { Name = heading }).CountAsync()).ShouldBe(0);

        details.IsQuick = true;
        await page.GetByRole(AriaRole.Heading, new() { Name = heading }).WaitForAsync();
        (await awaited.CountAsync()).ShouldBe(0);
        (await page.Locator("main").CountAsync()).ShouldBe(1);
    }
}
