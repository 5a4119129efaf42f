using Microsoft.Playwright;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>
/// Every screen at two widths, light and dark: it loads, nothing complains, and what is on it can be reached without seeing it. With
/// STILLHOUND_SCREENS set to a folder the pictures are kept there, of the world whose folder is STILLHOUND_SCREENS_OF; eng/screens makes those of
/// the documentation so.
/// </summary>
[Collection(nameof(BrowserCollection))]
public sealed class ScreenTests(Browser browser, FullWorld world) : IClassFixture<FullWorld>
{
    private static readonly string? Kept = Environment.GetEnvironmentVariable("STILLHOUND_SCREENS");

    [Fact]
    public async Task Every_screen_stands_at_both_widths_and_is_there_for_people_who_do_not_see_it()
    {
        using var server = await ConsoleServer.StartAsync(Environment.GetEnvironmentVariable("STILLHOUND_SCREENS_OF") ?? world.Folder, "  mode: simulate");
        var screens = await Screens.AllAsync(server);
        await using var maker = await browser.PersonAsync(1280, ColorScheme.Light);
        screens = [.. screens, .. await MadeObjects.MakeAsync(server, (await server.SignInAsync(maker, "root")).Page, NameIn("campaign"), NameIn("account"))];
        foreach (var (width, colours) in new[] { (1280, ColorScheme.Light), (800, ColorScheme.Dark), (1440, ColorScheme.Dark), (800, ColorScheme.Light) })
        {
            await using var person = await browser.PersonAsync(width, colours);
            var (page, complaints) = await server.SignInAsync(person, "root");
            foreach (var (name, path) in screens)
            {
                (await page.GotoAsync(server.Address + path))!.Status.ShouldBe(200, path);
                await page.Locator("h1").First.WaitForAsync();
                await ReachableAsync(page, path, width);
                if (Kept is not null)
                    await page.ScreenshotAsync(new() { Path = Path.Combine(Kept, $"{name}-{width}-{(colours == ColorScheme.Dark ? "dark" : "light")}.png"), FullPage = Environment.GetEnvironmentVariable("STILLHOUND_SCREENS_OF") is null });
            }

            complaints.ShouldBeEmpty();
        }

        string NameIn(string screen) => screens.First(s => s.Name == screen).Path.Split('/')[^1];
    }

    /// <summary>What a screen reader and a keyboard need, as far as the page itself can say.</summary>
    private static async Task ReachableAsync(IPage page, string path, int width)
    {
        var faults = await page.EvaluateAsync<string[]>(
            """
            () => {
              const faults = [];
              const named = (e) => (e.getAttribute('aria-label') || (e.getAttribute('aria-labelledby') && document.getElementById(e.getAttribute('aria-labelledby'))?.textContent) || e.closest('label')?.textContent || (e.id && document.querySelector(`label[for="${e.id}"]`)?.textContent) || e.textContent || e.value || '').trim();
              for (const e of document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, textarea')) if (!named(e)) faults.push('no name: ' + e.outerHTML.slice(0, 120));
              for (const e of document.querySelectorAll('[role=img]')) if (!named(e)) faults.push('a picture without a name: ' + e.outerHTML.slice(0, 120));
              for (const e of document.querySelectorAll('.chart')) if (!e.closest('figure')?.querySelector('details table, details .empty') && !e.closest('section')?.querySelector('table')) faults.push('a chart without its table: ' + e.id);
              for (const e of document.querySelectorAll('table')) if (!e.querySelector('th')) faults.push('a table without headings');
              if (document.querySelectorAll('h1').length !== 1) faults.push('headings of the first level: ' + document.querySelectorAll('h1').length);
              if (document.documentElement.lang !== 'en') faults.push('no language');
              const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
              const twice = ids.find((id, i) => ids.indexOf(id) !== i);
              if (twice) faults.push('an id stands twice: ' + twice);
              for (const e of document.querySelectorAll('[style]')) if (!e.closest('.chart')) faults.push('inline style: ' + e.outerHTML.slice(0, 100));
              if (document.documentElement.scrollWidth > innerWidth + 1) faults.push('wider than the window: ' + document.documentElement.scrollWidth);
              return faults;
            }
            """);
        faults.ShouldBeEmpty($"{path} at {width}");
    }
}
