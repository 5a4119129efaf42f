using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>
/// How long pages take in a browser, by its own clock; what was the first visit is told apart. Beside it, what does not depend on who else
/// uses the machine: the processor time of the server meanwhile, that of the page's own thread in the browser, and the size of the page.
/// </summary>
/// <param name="worked">Processor time of the server so far; null where it is in this process.</param>
internal sealed class PageClock(Func<TimeSpan>? worked = null)
{
    private readonly Dictionary<string, List<Taken>> _seen = [];
    private readonly Dictionary<IPage, ICDPSession> _sessions = [];

    /// <summary>Loads a page anew and notes when something of it was painted.</summary>
    public async Task LoadAsync(IPage page, string name, string address)
    {
        var before = await NowAsync(page);
        var answer = await page.GotoAsync(address);
        answer!.Status.ShouldBe(200, address);
        // The browser notes a paint when it has been shown, which may be after the page is loaded.
        var ms = await page.EvaluateAsync<double>(
            """
            () => new Promise((done) => new PerformanceObserver((list, observer) => {
              const entry = list.getEntries().find((e) => e.name === 'first-contentful-paint');
              if (entry) { observer.disconnect(); done(entry.startTime); }
            }).observe({ type: 'paint', buffered: true }))
            """);
        await AddAsync(page, name, ms, before, await page.EvaluateAsync<double>("() => performance.getEntriesByType('navigation')[0].decodedBodySize"));
    }

    /// <summary>Clicks and notes how long it was until the page was another one and drawn.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">What is done.</param>
    /// <param name="selector">What is clicked: the first that matches.</param>
    public async Task ClickAsync(IPage page, string name, string selector)
    {
        await page.Locator(selector).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var before = await NowAsync(page);
        var ms = await page.EvaluateAsync<double>(
            """
            async (selector) => {
              performance.clearResourceTimings();
              const began = performance.now();
              const changed = new Promise((done) => new MutationObserver((all, observer) => {
                if (!all.some((m) => [...m.addedNodes].some((n) => n.nodeName === 'BODY'))) return;
                observer.disconnect();
                requestAnimationFrame(() => setTimeout(done));
              }).observe(document.documentElement, { childList: true }));
              document.querySelector(selector).click();
              await changed;
              return performance.now() - began;
            }
            """, selector);
        await AddAsync(page, name, ms, before, await page.EvaluateAsync<double>("() => performance.getEntriesByType('resource').findLast((e) => e.initiatorType === 'fetch')?.decodedBodySize ?? 0"));
    }

    /// <summary>First visit, and of all later ones the median and the longest, milliseconds; the medians of the processor time of server and browser, milliseconds, and of the page, KB.</summary>
    public IEnumerable<(string Name, double First, double Median, double Worst, double Server, double Browser, double Size)> All => _seen.Select(static s =>
    {
        var later = s.Value.Skip(1).DefaultIfEmpty(s.Value[0]).ToList();
        return (s.Key, s.Value[0].Ms, Middle(later, static t => t.Ms), later.Max(static t => t.Ms), Middle(later, static t => t.Server), Middle(later, static t => t.Browser), Middle(later, static t => t.Size));
    });

    /// <summary>A line each.</summary>
    public void Print(ITestOutputHelper output, string title)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
        output.WriteLine("  first  median   worst  server browser      KB");
        foreach (var (name, first, median, worst, server, inBrowser, size) in All)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first,7:0} {median,7:0} {worst,7:0} {server,7:0.0} {inBrowser,7:0.0} {size,7:0}  {name}"));
    }

    /// <summary>Processor time so far.</summary>
    private async Task<Spent> NowAsync(IPage page)
    {
        if (!_sessions.TryGetValue(page, out var session))
        {
            _sessions[page] = session = await page.Context.NewCDPSessionAsync(page);
            await session.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
        }

        var metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        var seconds = metrics.EnumerateArray().First(static m => m.GetProperty("name").ValueEquals("TaskDuration")).GetProperty("value").GetDouble();
        return new Spent((worked?.Invoke() ?? TimeSpan.Zero).TotalMilliseconds, seconds * 1000);
    }

    private async Task AddAsync(IPage page, string name, double ms, Spent before, double bytes)
    {
        if (!_seen.TryGetValue(name, out var times))
            _seen[name] = times = [];
        var now = await NowAsync(page);
        // Another page may be another process, whose time begins anew.
        times.Add(new Taken(ms, now.Server - before.Server, now.Browser >= before.Browser ? now.Browser - before.Browser : now.Browser, bytes / 1000));
    }

    private static double Middle(List<Taken> all, Func<Taken, double> what) => all.Select(what).Order().ElementAt(all.Count / 2);

    private readonly record struct Taken(double Ms, double Server, double Browser, double Size);

    private readonly record struct Spent(double Server, double Browser);
}
