using System.Diagnostics;
using Microsoft.Playwright;
using Stillhound.Cli.Tests.Support;
using Stillhound.Reporting;
using Stillhound.WebConsole.Tests.Samples;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>A campaign of 25,000 accounts beside 199 others, as somebody in front of a browser meets it. Figures for docs/benchmarks.md.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class LargeFolderTests(Browser browser, ITestOutputHelper output)
{
    // Meant are one second and 200 ms; other work shares the machine that tests run on.
    private const double SlowestPaint = 5000;
    private const double SlowestStep = 2000;

    [Fact]
    public async Task It_shows_something_at_once_and_goes_on_quickly()
    {
        await using var person = await browser.PersonAsync();
        using var space = new Workspace();
        var read = SampleCampaign.Folder(25_000, others: 199);
        FindingsWriter.Write(read.Findings, space.At("findings"), null, read.Details);
        using var opened = Process.Start(new ProcessStartInfo("dotnet", [Shell.Program, "open", space.At("findings"), "--port", "0"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var (paints, clicks) = (new PageClock(), new PageClock());
        try
        {
            var address = (await opened.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!["Open ".Length..];
            var page = await person.NewPageAsync();
            await page.GotoAsync(address);
            foreach (var path in new[] { "/", "/campaigns", $"/campaigns/{SampleCampaign.Id}", $"/campaigns/{SampleCampaign.Id}?tab=members" })
                await paints.LoadAsync(page, path, new Uri(new Uri(address), path).ToString());
            paints.Print(output, "to the first paint of a page that is opened anew, ms");
            foreach (var tab in new[] { "timeline", "shape", "links", "templates", "network", "members" })
                await clicks.ClickAsync(page, tab, $".tabs a[href$='tab={tab}']");
            await clicks.ClickAsync(page, "evidence", ".tabs a:first-child");
            clicks.Print(output, "from a click to the next page, ms");
            paints.All.ShouldAllBe(static c => c.First < SlowestPaint);
            clicks.All.ShouldAllBe(static c => c.First < SlowestStep);
        }
        finally
        {
            opened.Kill();
            await opened.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }
}
