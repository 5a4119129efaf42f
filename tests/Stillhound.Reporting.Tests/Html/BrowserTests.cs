using System.Text.RegularExpressions;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests.Html;

public sealed partial class BrowserTests
{
    [Fact]
    public async Task ChartsAreDrawnAndNothingIsComplainedOf()
    {
        var (dom, log) = await OpenAsync(SampleFindings.Realistic(), "--dump-dom");
        dom.ShouldContain("data-ready=\"true\"");
        log.ShouldNotContain("CONSOLE");
        // Two for all traffic; evidence, activity, two weeks and targets for three campaigns; attachment for the two that were detected.
        DrawnCharts().Count(dom).ShouldBe(2 + (3 * 5) + 2);
    }

    [Fact]
    public async Task HostileTextDoesNotRun()
    {
        var (dom, log) = await OpenAsync(SampleHostile.Findings(), "--dump-dom");
        dom.ShouldContain("<title>1 campaign found - Stillhound report</title>");
        dom.ShouldContain("data-ready=\"true\"");
        dom.ShouldNotContain("<img");
        log.ShouldNotContain("CONSOLE");
    }

    [Fact]
    public async Task ChartsFarDownWaitUntilTheyAreNear()
    {
        var (dom, log) = await OpenAsync(SampleFindings.Huge(40, 50, 20), "--dump-dom");
        DrawnCharts().Count(dom).ShouldBeInRange(10, 60);
        log.ShouldNotContain("CONSOLE");
    }

    [Fact]
    public async Task EmptyRunsOpenWithoutComplaint()
    {
        var (dom, log) = await OpenAsync(SampleFindings.Nothing(), "--dump-dom");
        dom.ShouldContain("data-ready=\"true\"");
        log.ShouldNotContain("CONSOLE");
    }

    [Fact]
    public async Task ThePageCanBePrinted()
    {
        using var folder = new TemporaryFolder();
        await OpenAsync(SampleFindings.Huge(6, 20, 20), $"--print-to-pdf={folder["report.pdf"]}", "--no-pdf-header-footer");
        new FileInfo(folder["report.pdf"]).Length.ShouldBeGreaterThan(200_000);
    }

    private static async Task<(string Dom, string Log)> OpenAsync(Findings findings, params string[] switches)
    {
        Assert.SkipWhen(Chromium.Path is null, "No Chromium on the search path.");
        using var folder = new TemporaryFolder();
        var written = FindingsWriter.Write(findings, folder.Path);
        return await Chromium.RunAsync(written.Report, switches);
    }

    [GeneratedRegex("<svg [^>]*viewBox", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex DrawnCharts();
}
