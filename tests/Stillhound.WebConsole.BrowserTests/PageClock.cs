using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Stillhound.WebConsole.BrowserTests;

/// <summary>How long pages take in a browser, by its own clock; what was the first visit is told apart.</summary>
internal sealed class PageClock
{
    private readonly Dictionary<string, List<double>> _seen = [];

    /// <summary>Loads a page anew and notes when something of it was painted.</summary>
    public async Task LoadAsync(IPage page, string name, string address)
    {
        var answer = await page.GotoAsync(address);
        answer!.Status.ShouldBe(200, address);
        // The browser notes a paint when it has been shown, which may be after the page is loaded.
        Add(name, await page.EvaluateAsync<double>(
            """
            () => new Promise((done) => new PerformanceObserver((list, observer) => {
              const entry = list.getEntries().find((e) => e.name === 'first-contentful-paint');
              if (entry) { observer.disconnect(); done(entry.startTime); }
            }).observe({ type: 'paint', buffered: true }))
            """));
    }

    /// <summary>Clicks and notes how long it was until the page was another one and drawn.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">What is done.</param>
    /// <param name="selector">What is clicked: the first that matches.</param>
    public async Task ClickAsync(IPage page, string name, string selector)
    {
        await page.Locator(selector).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        Add(name, await page.EvaluateAsync<double>(
            """
            async (selector) => {
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
            """, selector));
    }

    /// <summary>First visit, and of all later ones the median and the longest; milliseconds.</summary>
    public IEnumerable<(string Name, double First, double Median, double Worst)> All => _seen.Select(static s =>
    {
        List<double> later = [.. s.Value.Skip(1).DefaultIfEmpty(s.Value[0]).Order()];
        return (s.Key, s.Value[0], later[later.Count / 2], later[^1]);
    });

    /// <summary>A line each.</summary>
    public void Print(ITestOutputHelper output, string title)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
        output.WriteLine("  first  median   worst");
        foreach (var (name, first, median, worst) in All)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first,7:0} {median,7:0} {worst,7:0}  {name}"));
    }

    private void Add(string name, double ms)
    {
        if (!_seen.TryGetValue(name, out var times))
            _seen[name] = times = [];
        times.Add(ms);
    }
}
