using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>What has a page only once somebody made it, or once the detector told of it: appeals, holds, replays, findings about accounts.</summary>
internal static class MadeObjects
{
    /// <summary>Makes one of each, and gives their names and addresses.</summary>
    /// <param name="server">Over a world in which an account stands out by itself.</param>
    /// <param name="page">Somebody's page who may do it.</param>
    /// <param name="campaign">A campaign.</param>
    /// <param name="account">An account.</param>
    public static async Task<(string Name, string Path)[]> MakeAsync(ConsoleServer server, IPage page, string campaign, string account)
    {
        var appeal = await SendAsync(server, "/api/appeals", $$"""{"account":"{{account}}","text":"we teach with it"}""");
        var hold = await SendAsync(server, "/api/privacy/holds", $$"""{"campaign":"{{campaign}}","until":"2031-01-31T00:00:00Z","reason":"a court asked"}""");
        await page.GotoAsync(server.Address + "/replay");
        await page.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        // Shown in place of the form, with what became of it, and goes on there by itself.
        await page.Locator("[data-flash]").WaitForAsync();
        (await page.Locator("[data-flash]").InnerTextAsync()).ShouldBe("Replay 1 was begun.");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Both sides" }).WaitForAsync();
        await page.GotoAsync(server.Address + "/findings");
        var finding = await page.Locator("a[href^='/findings/']").First.GetAttributeAsync("href");
        return [("appeal", "/appeals/" + appeal), ("hold", "/privacy/holds/" + hold), ("replay", "/replay/1"), ("finding", finding!)];
    }

    private static async Task<string> SendAsync(ConsoleServer server, string path, string what)
    {
        using var content = new StringContent(what, Encoding.UTF8, "application/json");
        using var answer = await server.Client.PostAsync(path, content, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue(body);
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }
}
