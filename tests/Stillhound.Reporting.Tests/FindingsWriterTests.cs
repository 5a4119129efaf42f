using Stillhound.Reporting.Files;
using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests;

public sealed class FindingsWriterTests
{
    [Fact]
    public void FiveFilesAreWrittenAndNothingElseIsLeft()
    {
        using var folder = new TemporaryFolder();
        var written = FindingsWriter.Write(SampleFindings.Realistic(), folder["out"]);
        Directory.GetFiles(folder["out"]).Order(StringComparer.Ordinal).ShouldBe([written.Campaigns, written.Details, written.Accounts, written.Members, written.Report]);
    }

    [Fact]
    public void EqualFindingsGiveEqualBytes()
    {
        using var folder = new TemporaryFolder();
        FindingsWriter.Write(SampleFindings.Realistic(), folder["a"]);
        FindingsWriter.Write(SampleFindings.Realistic(), folder["b"]);
        foreach (var file in Directory.GetFiles(folder["a"]))
            File.ReadAllBytes(Path.Combine(folder["b"], Path.GetFileName(file))).ShouldBe(File.ReadAllBytes(file));
    }

    [Fact]
    public void AnEarlierRunIsReplaced()
    {
        using var folder = new TemporaryFolder();
        FindingsWriter.Write(SampleFindings.Realistic(), folder.Path);
        FindingsWriter.Write(SampleFindings.Quiet(), folder.Path);
        folder.Read("members.csv").ShouldBe(MembersCsv.Header + "\n");
        folder.Read("report.html").ShouldContain("No campaigns found");
    }

    [Fact]
    public void AnOptionOutOfRangeIsRefused()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<ArgumentOutOfRangeException>(() =>
            FindingsWriter.Write(SampleFindings.Quiet(), folder.Path, new ReportOptions { MaxCampaigns = 0 }));
    }
}
