using System.Diagnostics;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.Cli.Tests.Scanning;

/// <summary>Outputs that cannot be used, and disks that are full.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class BadOutputTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_folder_that_holds_other_files_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_work.Out);
        File.WriteAllText(Path.Combine(_work.Out, "thesis.txt"), "years of work");
        var run = Shell.Run("scan", _work.Write("log.ndjson", Records.Native(1)), "--out", _work.Out);
        run.Code.ShouldBe(2);
        run.ErrorLine.ShouldContain("holds something else (thesis.txt)");
        Directory.EnumerateFileSystemEntries(_work.Out).Count().ShouldBe(1);
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_refused()
    {
        var run = Shell.Run("scan", _work.Write("log.ndjson", Records.Native(1)), "--out", _work.Write("out", "a file"));
        run.Code.ShouldBe(2);
        run.ErrorLine.ShouldContain("is a file");
    }

    [Fact]
    public void The_folder_is_not_made_for_a_request_that_cannot_be_used()
    {
        Shell.Run("scan", _work.Write("log.ndjson", Records.Native(1)), "--map", _work.At("no-map.yaml"), "--out", _work.Out).Code.ShouldBe(2);
        Shell.Run("scan", _work.At("no-log.ndjson"), "--out", _work.Out).Code.ShouldBe(2);
        Directory.Exists(_work.Out).ShouldBeFalse();
    }

    [Fact]
    public void A_full_standard_output_is_said_in_one_line()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        var run = Shell.RunShell("$0 scan \"$1\" --out \"$2\" -o json > /dev/full", _work.Write("log.ndjson", Records.Native(1)), _work.Out);
        run.Code.ShouldBe(2);
        run.ErrorLine.ShouldContain("No space left");
    }

    [Fact]
    public void A_full_standard_error_does_not_hurt()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        Shell.RunShell("$0 scan \"$1\" 2> /dev/full", _work.At("no-log.ndjson")).Code.ShouldBe(2);
    }

    [Fact]
    public void A_disk_too_small_for_the_report_gets_nothing_half_written()
    {
        var log = _work.Write("log.ndjson", Records.Native(1));
        OnTinyDisk(disk =>
        {
            var run = Shell.Run("scan", log, "--out", Path.Combine(disk, "out"));
            run.Code.ShouldBe(2);
            run.ErrorLine.ShouldContain("the disk is full");
            Directory.EnumerateFiles(Path.Combine(disk, "out")).ShouldBeEmpty();
        });
    }

    [Fact]
    public void A_disk_too_small_for_the_rejects_is_said_in_one_line()
    {
        var log = _work.Write("log.ndjson", Records.Native(1) + "\n" + string.Concat(Enumerable.Repeat(new string('x', 300) + "\n", 2000)));
        OnTinyDisk(disk =>
        {
            var run = Shell.Run("scan", log, "--out", Path.Combine(disk, "out"));
            run.Code.ShouldBe(2);
            run.ErrorLine.ShouldContain("rejects.ndjson");
        });
    }

    private void OnTinyDisk(Action<string> act)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can mount a small file system.");
        var disk = _work.Folder("disk");
        Assert.SkipUnless(Call("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk) == 0, "Mounting is not allowed here.");
        try
        {
            act(disk);
        }
        finally
        {
            Call("umount", disk);
        }
    }

    private static int Call(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
