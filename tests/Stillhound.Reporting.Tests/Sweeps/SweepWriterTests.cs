using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Stillhound.Reporting.Sweeps;
using Stillhound.Reporting.Tests.Html;
using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests.Sweeps;

public sealed partial class SweepWriterTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void WritesThreeFilesAndReplacesThem()
    {
        using var folder = new TemporaryFolder();
        SweepWriter.Write(SampleSweeps.Two, folder.Path);
        var first = folder.Read("evasion.html") + folder.Read("evasion.svg") + folder.Read("evasion.json");
        SweepWriter.Write(SampleSweeps.Two, folder.Path);
        (folder.Read("evasion.html") + folder.Read("evasion.svg") + folder.Read("evasion.json")).ShouldBe(first);
        folder.Names().ShouldBe(["evasion.html", "evasion.json", "evasion.svg"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("report.html")]
    [InlineData("thesis.docx")]
    public void AFolderWithSomethingElseIsRefused(string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[name], "mine");
        Should.Throw<OutputException>(() => SweepWriter.Prepare(folder.Path)).Message.ShouldContain(name);
        folder.Names().ShouldBe([name]);
    }

    [Fact]
    public void TheJsonHasMeansKindsAndEveryWorld()
    {
        using var folder = new TemporaryFolder();
        SweepWriter.Write(SampleSweeps.Two, folder.Path);
        using var json = JsonDocument.Parse(folder.Read("evasion.json"));
        json.RootElement.GetProperty("seeds").EnumerateArray().Select(static s => s.GetInt32()).ShouldBe([11, 12]);
        var points = json.RootElement.GetProperty("dials")[0].GetProperty("points");
        points[0].GetProperty("recall").GetDouble().ShouldBe(0.9);
        points[0].GetProperty("kinds").GetProperty("fixed_prompt").GetProperty("recall").GetDouble().ShouldBe(0.9);
        points[0].GetProperty("kinds").GetProperty("relay").GetProperty("recall").GetDouble().ShouldBe(0);
        points[1].GetProperty("worlds")[1].GetProperty("seed").GetInt32().ShouldBe(12);
        points[1].GetProperty("worlds")[1].GetProperty("leak").GetDouble().ShouldBe(0.7);
        // Where nothing was found there is no precision.
        points[2].GetProperty("precision").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void ThePageHasATableForEachChartAndEncodesText()
    {
        using var folder = new TemporaryFolder();
        SweepWriter.Write(SampleSweeps.Two, folder.Path);
        var page = folder.Read("evasion.html");
        page.ShouldContain("<td>90% <span class=\"range\">(80% to 100%)</span></td><td>90%</td><td>45%</td><td>10%</td>");
        page.ShouldContain("<th scope=\"row\">0.90</th><td>0% <span class=\"range\">(0% to 0%)</span></td><td>-</td>");
        page.ShouldContain("<th scope=\"row\">Fixed prompt</th><td>90%</td><td>40%</td><td>0%</td>");
        page.ShouldContain("&lt;honest-looking&gt;");
    }

    [Fact]
    public void ThePictureHasAPanelForEachDialAndAGapWhereThereIsNoShare()
    {
        using var folder = new TemporaryFolder();
        SweepWriter.Write(SampleSweeps.Two, folder.Path);
        var picture = XDocument.Parse(folder.Read("evasion.svg")).Root!;
        picture.Descendants(Svg + "text").Where(static t => (string?)t.Attribute("class") == "name").Select(static t => t.Value).ShouldBe(["Mixing", "Rate"]);
        string[] Lines(string style) => [.. picture.Elements(Svg + "path").Where(p => (string?)p.Attribute("class") == style).Select(static p => (string)p.Attribute("d")!)];
        // The first of each is the key's.
        Lines("recall")[1].Count(static c => c == 'L').ShouldBe(2);
        Lines("precision")[1].Count(static c => c == 'L').ShouldBe(1);
        Lines("leak").Length.ShouldBe(3);
    }

    [Fact]
    public async Task ChartsAreDrawnAndNothingIsComplainedOf()
    {
        Assert.SkipWhen(Chromium.Path is null, "No Chromium on the search path.");
        using var folder = new TemporaryFolder();
        SweepWriter.Write(SampleSweeps.Two, folder.Path);
        var (dom, log) = await Chromium.RunAsync(folder["evasion.html"], "--dump-dom");
        dom.ShouldContain("data-ready=\"true\"");
        DrawnCharts().Count(dom).ShouldBe(2);
        log.ShouldNotContain("CONSOLE");
    }

    [GeneratedRegex("<svg [^>]*viewBox", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex DrawnCharts();
}
