using System.Text.Json;
using Stillhound.Cli.Tests.Support;
using Stillhound.Ledger;

namespace Stillhound.Cli.Tests.Commands;

[Collection(ConsoleCollection.Name)]
public sealed class AuditCommandTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_whole_ledger_is_told_with_its_head()
    {
        var head = Write(3);
        var run = Shell.Run("audit", "verify", _work.Out);
        run.Code.ShouldBe(0);
        run.Output.ShouldStartWith("whole: 3 entries in 1 segments, ");
        run.Output.ShouldEndWith($"head: {head}\n");
        Shell.Run("audit", "verify", _work.Out, "--head", head.ToString()).Code.ShouldBe(0);
    }

    [Fact]
    public void A_broken_ledger_is_told_with_the_first_broken_entry()
    {
        Write(3);
        var path = Path.Combine(_work.Out, "ledger-000000000001.ndjson");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"n\":1", "\"n\":7", StringComparison.Ordinal));
        var run = Shell.Run("audit", "verify", _work.Out);
        run.Code.ShouldBe(1);
        run.Output.ShouldBe("broken: entry 2 was altered (ledger-000000000001.ndjson, line 2)\n1 entries before it are whole\n");
        using var json = JsonDocument.Parse(Shell.Run("audit", "verify", _work.Out, "-o", "json").Output);
        json.RootElement.GetProperty("whole").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("break").GetProperty("fault").GetString().ShouldBe("altered");
    }

    [Fact]
    public void An_end_that_was_cut_off_is_seen_with_a_head_that_was_kept()
    {
        var head = Write(3);
        var path = Path.Combine(_work.Out, "ledger-000000000001.ndjson");
        File.WriteAllLines(path, File.ReadAllLines(path)[..2]);
        File.Delete(Path.Combine(_work.Out, "head"));
        Shell.Run("audit", "verify", _work.Out).Code.ShouldBe(0);
        Shell.Run("audit", "verify", _work.Out, "--head", head.ToString()).ShouldSatisfyAllConditions(static r => r.Code.ShouldBe(1), static r => r.Output.ShouldContain("its end was cut off"));
    }

    [Fact]
    public void What_is_no_ledger_is_one_line()
    {
        Shell.Run("audit", "verify", _work.At("none")).ShouldSatisfyAllConditions(static r => r.Code.ShouldBe(2), static r => r.ErrorLine.ShouldContain("there is no such folder"));
        Shell.Run("audit", "verify", _work.Folder("empty")).Code.ShouldBe(2);
        Write(1);
        Shell.Run("audit", "verify", _work.Out, "--head", "1:x").ErrorLine.ShouldContain("expected SEQ:HASH");
    }

    private LedgerHead Write(int entries)
    {
        using var ledger = LedgerFile.Open(_work.Out);
        for (var i = 0; i < entries; i++)
            ledger.Append(new LedgerDraft("test", System.Text.Encoding.UTF8.GetBytes($"{{\"n\":{i}}}")));
        return ledger.Head;
    }
}
