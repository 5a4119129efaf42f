using System.ComponentModel;
using System.Diagnostics;
using Stillhound.Ledger.Tests.Support;

namespace Stillhound.Ledger.Tests;

/// <summary>The program in docs/ledger.md, which shares no line with this one, agrees with it.</summary>
public sealed class OtherLanguageTests
{
    [Fact]
    public void The_program_of_the_docs_finds_a_ledger_whole()
    {
        using var folder = new Folder().Holding(5, segmentBytes: 500);
        using (var ledger = LedgerFile.Open(folder.Path))
            ledger.Append(Folder.Draft("\u20ac \u2028 \u007f \ud83d\ude00 \"\\/\b\f\n\r\t\0<é>"), new LedgerDraft("test", "{\"z\":[1,-2,null,true],\"a\":{\"b\":9007199254740991}}"u8.ToArray()));
        var (code, output) = Run(folder.Path);
        output.ShouldBe($"whole: 7 entries, head {folder.Verify().Head}\n");
        code.ShouldBe(0);
    }

    [Fact]
    public void The_program_of_the_docs_finds_what_was_altered()
    {
        using var folder = new Folder().Holding(5);
        var text = File.ReadAllText(folder.Segments[0]);
        File.WriteAllText(folder.Segments[0], text.Replace("entry 2", "entry 9", StringComparison.Ordinal));
        Run(folder.Path).ShouldSatisfyAllConditions(static r => r.Code.ShouldBe(1), static r => r.Output.ShouldContain(":3: altered"));
    }

    private static (int Code, string Output) Run(string folder)
    {
        var start = new ProcessStartInfo("python3", ["-c", Program(), folder]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + error.Result);
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3 is not installed.");
            throw;
        }
    }

    private static string Program()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Stillhound.slnx")))
            root = root.Parent;
        var lines = File.ReadAllLines(Path.Combine(root.FullName, "docs", "ledger.md"));
        return string.Join('\n', lines.SkipWhile(static l => l != "### With a program of your own").Skip(2).Select(static l => l.Length > 4 ? l[4..] : ""));
    }
}
