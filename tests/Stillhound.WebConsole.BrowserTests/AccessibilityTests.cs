using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>What people need who do not see the console, or have no mouse.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class AccessibilityTests(Browser browser, FullWorld world) : IClassFixture<FullWorld>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_screen_keeps_the_rules_of_axe(ColorScheme colours)
    {
        var axe = await AxeAsync();
        using var server = await ConsoleServer.StartAsync(world.Folder);
        await using var person = await browser.PersonAsync(1280, colours);
        // Whoever may do everything is shown every form.
        var (page, _) = await server.SignInAsync(person, "root");
        var faults = new List<string>();
        (string Name, string Path)[] odd = [("nowhere", "/nowhere"), ("refused", "/refused"), ("no campaign", "/campaigns/c-000000")];
        var screens = await Screens.AllAsync(server);
        var made = await MadeObjects.MakeAsync(server, page, screens.First(static s => s.Name == "campaign").Path.Split('/')[^1], screens.First(static s => s.Name == "account").Path.Split('/')[^1]);
        foreach (var (name, path) in screens.Concat(made).Concat(odd))
        {
            await page.GotoAsync(server.Address + path);
            // What can be opened is looked at too.
            await page.EvaluateAsync("() => document.querySelectorAll('main details').forEach((d) => { d.open = true; })");
            faults.AddRange((await FaultsAsync(page, axe)).Select(fault => $"{name}: {fault}"));
        }

        await page.GotoAsync(server.Address + "/campaigns");
        await page.Keyboard.PressAsync("?");
        faults.AddRange((await FaultsAsync(page, axe)).Select(static fault => "keys: " + fault));
        await using var viewer = await browser.PersonAsync(1280, colours);
        var (looking, _) = await server.SignInAsync(viewer, "vera");
        foreach (var (name, path) in made.Append(("privacy", "/privacy?account=somebody")))
        {
            await looking.GotoAsync(server.Address + path);
            faults.AddRange((await FaultsAsync(looking, axe)).Select(fault => $"{name} of a viewer: {fault}"));
        }

        await using var stranger = await browser.PersonAsync(1280, colours);
        var signIn = await stranger.NewPageAsync();
        await signIn.GotoAsync(server.Address + "/");
        faults.AddRange((await FaultsAsync(signIn, axe)).Select(static fault => "sign-in: " + fault));
        faults.ShouldBeEmpty(string.Join(Environment.NewLine, faults));
    }

    private static async Task<string[]> FaultsAsync(IPage page, string axe)
    {
        await page.EvaluateAsync(axe);
        var found = await page.EvaluateAsync<string>(
            """
            async () => {
              const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] });
              return JSON.stringify(violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.id}: ${n.target.join(' ')} ${n.html.slice(0, 160)} ${n.any.concat(n.all, n.none).map((c) => c.message).join(' ').slice(0, 200)}`)));
            }
            """);
        return JsonSerializer.Deserialize<string[]>(found)!;
    }

    /// <summary>The rules, fetched once with the package manager; skips the test where they cannot be.</summary>
    private static async Task<string> AxeAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "axe");
        var script = Path.Combine(folder, "node_modules", "axe-core", "axe.min.js");
        if (!File.Exists(script))
        {
            try
            {
                using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardError = true })!;
                await npm.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
                await npm.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Assert.Skip("npm is missing, so axe-core cannot be fetched");
            }
        }

        Assert.SkipUnless(File.Exists(script), "axe-core is missing, and npm could not fetch it");
        return await File.ReadAllTextAsync(script, TestContext.Current.CancellationToken);
    }
}
