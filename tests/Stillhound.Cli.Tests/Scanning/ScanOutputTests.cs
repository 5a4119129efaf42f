using System.Text.Json;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.Cli.Tests.Scanning;

/// <summary>What a scan says, to people and to programs.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ScanOutputTests(SmallWorld world) : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void The_exit_code_is_one_when_there_is_a_campaign_to_look_at()
    {
        var run = Shell.Run("scan", world.Folder, "--out", _work.Out);
        HasCampaign(_work.Out).ShouldBeTrue();
        run.Code.ShouldBe(1);
    }

    [Fact]
    public void The_exit_code_is_zero_when_there_is_none()
    {
        Shell.Run("simulate", "--out", _work.At("calm"), "--seed", "3", "--days", "3", "--accounts", "200", "--exchanges", "3000", "--no-campaigns").Code.ShouldBe(0);
        var run = Shell.Run("scan", _work.At("calm"), "--out", _work.Out);
        run.Code.ShouldBe(HasCampaign(_work.Out) ? 1 : 0);

        // Odds that nothing reaches: whatever else was found, there is nothing to look at.
        var config = _work.Write("strict.yaml", "review_log10_odds: 1000\nact_log10_odds: 1001\n");
        Shell.Run("scan", world.Folder, "--config", config, "--out", _work.Out).Code.ShouldBe(0);
        HasCampaign(_work.Out).ShouldBeFalse();
    }

    [Fact]
    public void Json_on_standard_output_is_exactly_the_file()
    {
        var run = Shell.RunProcess(null, "scan", world.Folder, "-o", "json", "--out", _work.Out);
        run.Code.ShouldBe(1);
        run.Output.ShouldBe(File.ReadAllText(Path.Combine(_work.Out, "campaigns.json")));
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("version").GetInt32().ShouldBe(1);
    }

    [Fact]
    public void People_read_what_was_scanned_found_and_missing()
    {
        var run = Shell.RunProcess(null, "scan", world.Exchanges, "--out", _work.Out);
        var lines = run.Output.TrimEnd('\n').Split('\n');
        lines[0].ShouldMatch(@"^[\d,]+ exchanges of [\d,]+ accounts in [\d.]+ s \([\d,]+/s\)$");
        lines[1].ShouldMatch(@"^period: 6 Jul 2026 \d\d:\d\d to .* UTC \(4 days\)$");
        lines[2].ShouldMatch(@"^campaigns: \d+ act, \d+ review, \d+ watch(; \d+ accounts? at review, told apart, likely belongs? to those at act)?$");
        lines.ShouldContain(line => line.StartsWith("blind: life_cycle (needs account facts: created)", StringComparison.Ordinal));
        lines[^1].ShouldBe("report: " + Path.Combine(_work.Out, "report.html"));
        run.Output.ShouldNotContain('\e');
    }

    [Fact]
    public void Findings_can_be_compared_with_the_truth_later()
    {
        Shell.Run("scan", world.Folder, "--out", _work.Out);
        var compared = Shell.Run("bench", "compare", _work.Out, world.Folder);
        compared.Code.ShouldBe(0);
        var scanned = Shell.Run("bench", "worlds", world.Folder);
        Rows(compared.Output).ShouldBe(Rows(scanned.Output));
        Shell.Run("bench", "compare", _work.Out, world.Folder, "--totals").Output.ShouldContain("total at review");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void A_folder_without_findings_cannot_be_compared(string campaigns)
    {
        var folder = _work.Folder("findings");
        Shell.Run("bench", "compare", folder, world.Folder).Code.ShouldBe(2);
        File.WriteAllText(Path.Combine(folder, "members.csv"), "header\n");
        File.WriteAllText(Path.Combine(folder, "campaigns.json"), campaigns);
        var run = Shell.Run("bench", "compare", folder, world.Folder);
        run.Code.ShouldBe(2);
        run.ErrorLine.ShouldContain("it is not what a scan writes");
    }

    // The first line holds the duration.
    private static string Rows(string table) => string.Join('\n', table.Split('\n').Skip(1));

    private static bool HasCampaign(string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "campaigns.json")));
        return json.RootElement.GetProperty("campaigns").EnumerateArray().Any(static c => c.GetProperty("tier").GetString() is "review" or "act");
    }
}
