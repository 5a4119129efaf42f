using Stillhound.Reporting.Tests.Samples;

namespace Stillhound.Reporting.Tests;

public sealed class OutputDirectoryTests
{
    [Fact]
    public void ANewFolderIsMadeWithItsParents()
    {
        using var folder = new TemporaryFolder();
        var path = OutputDirectory.Prepare(folder["a/b"]);
        Directory.Exists(path).ShouldBeTrue();
        Directory.GetFileSystemEntries(path).ShouldBeEmpty();
    }

    [Fact]
    public void EarlierResultsAreNoReasonToRefuse()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "campaigns.json", "members.csv", "report.html", "rejects.ndjson", "findings.json", "details.json" })
            File.WriteAllText(folder[name], "old");
        OutputDirectory.Prepare(folder.Path);
        folder.Read("rejects.ndjson").ShouldBe("old");
    }

    [Fact]
    public void LeftoversOfAKilledRunAreClearedAway()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["report.html" + OutputDirectory.TemporarySuffix], "half");
        OutputDirectory.Prepare(folder.Path);
        folder.Names().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("thesis.docx")]
    [InlineData("Campaigns.json.bak")]
    public void AFolderWithSomethingElseIsRefused(string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[name], "mine");
        Refused(folder.Path).ShouldContain(name);
        folder.Names().ShouldBe([name]);
    }

    [Fact]
    public void AFolderInsideIsRefusedWhateverItsName()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["report.html"]);
        Refused(folder.Path).ShouldContain("something else");
    }

    [Fact]
    public void AFileIsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["out"], "");
        Refused(folder["out"]).ShouldContain("is a file");
        Refused(folder["out/deeper"]).ShouldContain("Cannot write");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void AnImpossibleNameIsRefused(string path) => Refused(path).ShouldContain("not a valid path");

    [Fact]
    public void AFolderThatCannotBeWrittenIsRefused()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "This system has no /proc, which nobody can write to.");
        Refused("/proc/stillhound-out").ShouldContain("Cannot write");
    }

    [Fact]
    public void TheMessageStaysOneLine()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a\nb\u001b[31m"], "");
        Refused(folder.Path).ShouldContain("a\\u000Ab\\u001B[31m");
    }

    [Fact]
    public void WritingIntoAStrangersFolderTouchesNothing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine.txt"], "mine");
        Should.Throw<OutputException>(() => FindingsWriter.Write(SampleFindings.Quiet(), folder.Path));
        folder.Names().ShouldBe(["mine.txt"]);
    }

    private static string Refused(string path)
    {
        var message = Should.Throw<OutputException>(() => OutputDirectory.Prepare(path)).Message;
        message.ShouldNotContain("\n");
        return message;
    }
}
