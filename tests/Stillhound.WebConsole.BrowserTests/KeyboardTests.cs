using System.Text.Json;
using Microsoft.Playwright;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>The console without a mouse, and as a browser tells it to a screen reader.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class KeyboardTests(Browser browser, SmallWorld world) : IClassFixture<SmallWorld>
{
    private static readonly string[] Controls = ["link", "button", "textbox", "searchbox", "combobox", "checkbox", "radio", "DisclosureTriangle", "spinbutton"];

    [Fact]
    public async Task The_focus_goes_where_somebody_goes_on()
    {
        using var server = await ConsoleServer.StartAsync(world.Folder);
        await using var person = await browser.PersonAsync();
        var (page, complaints) = await server.SignInAsync(person, "ada");
        await server.FirstAsync("/api/campaigns", "campaigns");
        await page.GotoAsync(server.Address + "/");
        await page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(page)).ShouldBe("A Skip to content");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#main:focus").WaitForAsync();
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<bool>("() => document.getElementById('main').contains(document.activeElement)")).ShouldBeTrue();

        await page.Locator(".side a[href='/campaigns']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("h1:focus").WaitForAsync();
        (await FocusedAsync(page)).ShouldBe("H1 Campaigns");

        await page.Locator("#campaigns th a").Filter(new() { HasText = "Exchanges" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        // The text is there once the focus is.
        await page.GetByText("sorted by Exchanges, ascending").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        (await FocusedAsync(page)).ShouldBe("A Exchanges");

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/campaigns/c-*");
        await page.Locator("summary").Filter(new() { HasText = "Write a note" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Looked at without a mouse.");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-flash]:focus").WaitForAsync();
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Single_keys_can_be_turned_off()
    {
        using var server = await ConsoleServer.StartAsync(null);
        await using var person = await browser.PersonAsync();
        var (page, _) = await server.SignInAsync(person, "ada");
        await page.Keyboard.PressAsync("?");
        var box = page.GetByRole(AriaRole.Checkbox, new() { Name = "Single keys" });
        await box.UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.Keyboard.PressAsync("?");
        (await page.Locator("dialog[open]").CountAsync()).ShouldBe(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Keys" }).ClickAsync();
        await box.CheckAsync();
    }

    [Fact]
    public async Task Every_screen_tells_what_it_is_and_lets_the_keyboard_through()
    {
        using var server = await ConsoleServer.StartAsync(world.Folder);
        await using var person = await browser.PersonAsync();
        var (page, _) = await server.SignInAsync(person, "ada");
        var faults = new List<string>();
        foreach (var (name, path) in await Screens.AllAsync(server))
        {
            await page.GotoAsync(server.Address + path);
            faults.AddRange((await TreeFaultsAsync(page)).Select(fault => $"{name}: {fault}"));
            if (await TabsThroughAsync(page) is { } stuck)
                faults.Add($"{name}: the keyboard stays at {stuck}");
        }

        faults.ShouldBeEmpty(string.Join(Environment.NewLine, faults));
    }

    /// <summary>What the tree that a screen reader is given lacks.</summary>
    private static async Task<List<string>> TreeFaultsAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var tree = (await session.SendAsync("Accessibility.getFullAXTree"))!.Value.GetProperty("nodes").EnumerateArray()
            .Where(static n => !n.GetProperty("ignored").GetBoolean()).Select(static n => (Role: Value(n, "role"), Name: Value(n, "name"), Node: n)).ToList();
        await session.DetachAsync();
        var faults = new List<string>();
        foreach (var landmark in new[] { "banner", "main" })
        {
            if (tree.Count(n => n.Role == landmark) != 1)
                faults.Add($"{tree.Count(n => n.Role == landmark)} landmarks {landmark}");
        }

        if (tree.Count(static n => n.Role == "heading" && n.Node.GetProperty("properties").EnumerateArray().Any(static p => p.GetProperty("name").GetString() == "level" && p.GetProperty("value").GetProperty("value").GetInt32() == 1)) != 1)
            faults.Add("not one heading of the first level");
        if (!tree.Exists(static n => n is { Role: "navigation", Name: "Console" }))
            faults.Add("no navigation");
        if (!tree.Exists(static n => n.Role == "status"))
            faults.Add("no place that says what changed");
        faults.AddRange(tree.Where(static n => Controls.Contains(n.Role) && n.Name.Trim().Length == 0).Select(static n => $"a {n.Role} without a name"));
        faults.AddRange(tree.Where(static n => n.Role is "table" or "image" or "region" && n.Name.Trim().Length == 0).Select(static n => $"a {n.Role} without a name"));
        if (tree.Exists(static n => n.Role == "table") && !tree.Exists(static n => n.Role == "columnheader"))
            faults.Add("a table without headings of columns");
        return faults;

        static string Value(JsonElement node, string property) => node.TryGetProperty(property, out var found) && found.TryGetProperty("value", out var value) ? value.ToString() : "";
    }

    /// <summary>Goes through everything with the keyboard. Null where it comes out at the end, otherwise what it does not leave.</summary>
    private static async Task<string?> TabsThroughAsync(IPage page)
    {
        var stops = await page.EvaluateAsync<int>(
            """
            () => {
              document.activeElement?.blur();
              window.seen = new Set();
              const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter((e) => e.checkVisibility());
              window.last = all[all.length - 1];
              return all.length;
            }
            """);
        for (var press = 0; press < stops + 20; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("() => { const at = document.activeElement; const known = at === document.body || window.seen.has(at); window.seen.add(at); return known && window.seen.has(window.last); }"))
                return null;
        }

        return await FocusedAsync(page);
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("() => `${document.activeElement.tagName} ${document.activeElement.textContent.replace(/[▲▼]/g, '').trim()}`.slice(0, 60)");
}
