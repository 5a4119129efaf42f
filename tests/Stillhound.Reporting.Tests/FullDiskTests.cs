using Stillhound.Reporting.Files;
using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests;

public sealed class FullDiskTests
{
    [Theory]
    [InlineData("members.csv")]
    [InlineData("report.html")]
    [InlineData("findings.json")]
    [InlineData("details.json")]
    [InlineData("campaigns.json")]
    public void AFullDiskLeavesTheEarlierRunAsItWas(string full)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        using var folder = new TemporaryFolder();
        FindingsWriter.Write(SampleFindings.Quiet(), folder.Path);
        var before = folder.Read("campaigns.json");

        var error = Should.Throw<OutputException>(() => FindingsWriter.Write(
            SampleFindings.Realistic(), folder.Path, new ReportOptions(), path => FullFor(path, full)));

        error.Message.ShouldBe($"Cannot write {full}: the disk is full. Nothing was left half-written.");
        folder.Names().ShouldBe(["campaigns.json", "details.json", "findings.json", "members.csv", "report.html"]);
        folder.Read("campaigns.json").ShouldBe(before);
        folder.Read("report.html").ShouldContain("No campaigns found");
    }

    [Fact]
    public void AWriterThatFailsOtherwiseLeavesNothingEither()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<InvalidOperationException>(() => FindingsWriter.Write(
            SampleFindings.Quiet(), folder.Path, new ReportOptions(), path =>
                path.Contains("campaigns", StringComparison.Ordinal) ? throw new InvalidOperationException() : WholeFiles.CreateOnDisk(path)));
        folder.Names().ShouldBeEmpty();
    }

    private static Stream FullFor(string path, string full) =>
        Path.GetFileName(path).StartsWith(full, StringComparison.Ordinal)
            ? new FileStream("/dev/full", FileMode.Open, FileAccess.Write)
            : WholeFiles.CreateOnDisk(path);
}
