using Stillhound.Cli.Tests.Support;

namespace Stillhound.Cli.Tests.Commands;

/// <summary>The commands that measure what holds: what they print, what they answer, and how they refuse.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class MeasuringCommandTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_sweep_prints_a_row_for_each_value_and_writes_its_files()
    {
        var run = Shell.Run("bench", "evasion", "--dial", "mixing", "--seeds", "5", "--points", "2", "--accounts", "300", "--kinds", "fixed-prompt", "--out", _work.Out);

        run.Error.ShouldBeEmpty();
        run.Code.ShouldBe(0);
        var lines = run.Output.TrimEnd('\n').Split('\n');
        lines[0].ShouldBe("every kind of campaign in worlds of about 300 accounts, 1 a point (seeds 5)");
        lines[2].ShouldBe("  mixing           recall     lowest    highest  precision     at act       leak");
        lines.Select(static l => l[..Math.Min(14, l.Length)].Trim()).ShouldBe(["every kind of", "mixing: share", "mixing", "0.00", "0.90", "fixed_prompt", "0.00", "0.90"]);
        Directory.EnumerateFiles(_work.Out).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["evasion.html", "evasion.json", "evasion.svg"]);
    }

    [Fact]
    public void Calm_worlds_are_counted_and_answered_for()
    {
        var run = Shell.Run("bench", "calm", "--worlds", "2", "--accounts", "150", "--first-seed", "5", "--budget", "0.9");

        run.Error.ShouldBeEmpty();
        run.Code.ShouldBe(0);
        run.Output.ShouldContain("  all 2 worlds");
        run.Output.ShouldContain("  individual");
        run.Output.ShouldContain("  at act: 0, 0 per million account-days, 0 per world\n");
        run.Output.ShouldEndWith("budget: holds; 0 false campaigns at act a world against 0.9 allowed\n");
    }

    [Fact]
    public void Explanations_are_printed_when_they_are_asked_for()
    {
        var run = Shell.Run("bench", "quick", "--preset", "dense", "--seeds", "5", "--totals", "--explanations");

        run.Error.ShouldBeEmpty();
        run.Code.ShouldBe(0);
        run.Output.ShouldContain("explanations with the highest odds at the last search\n");
        run.Output.ShouldContain("\n  campaigns below review ");
    }

    [Fact]
    public void The_same_seeds_give_the_same_tables()
    {
        string[] arguments = ["bench", "calm", "--worlds", "3", "--accounts", "200", "--first-seed", "5"];
        Shell.Run(arguments).Output.ShouldBe(Shell.Run(arguments).Output);
    }

    [Fact]
    public void A_large_world_is_measured_in_small()
    {
        string[] arguments = ["bench", "scale", "--fraction", "0.002", "--days", "4", "--seed", "5"];
        var run = Shell.Run([.. arguments, "--steps"]);

        run.Code.ShouldBe(0);
        run.Error.ShouldContain("population ");
        var lines = run.Output.TrimEnd('\n').Split('\n');
        lines[0].ShouldStartWith("june-28m: 50 accounts hidden among ");
        lines.Skip(1).Take(13).Select(static l => l[..28].Trim()).ShouldBe(
            ["exchanges", "simulation alone", "engine alone", "engine without searches", "searches", "memory of the engine", "peak of the process",
             "detected", "leak", "recall at review", "recall at act", "precision at review", "precision at act"], ignoreOrder: false, customMessage: run.Output);
        // Times differ from run to run; what is found does not.
        var again = Shell.Run(arguments);
        again.Error.ShouldBeEmpty();
        Found(again.Output).ShouldBe(Found(run.Output));

        static string[] Found(string output) => [.. output.Split('\n').SkipWhile(static l => !l.StartsWith("  detected", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData("--fraction must be from 0.0005 to 1", "scale", "--fraction", "2")]
    [InlineData("--accounts must be from 100000 to 1900000", "scale", "--accounts", "10")]
    [InlineData("--share must be from 0.001 to 0.9", "scale", "--share", "1")]
    [InlineData("--days must be from 1 to 400", "scale", "--days", "0")]
    [InlineData("--points must be from 2 to 50", "evasion", "--seeds", "1", "--points", "1")]
    [InlineData("--accounts must be from 200 to 200000", "evasion", "--seeds", "1", "--accounts", "10")]
    [InlineData("unknown campaign kind 'hydrant'; use one of hydra, fixed_prompt, relay, rotated, grading, reworded, pivot, probing, templates, agentic, reconstruction", "evasion", "--seeds", "1", "--kinds", "hydrant")]
    [InlineData("Option '--seeds' is required; see stillhound bench evasion --help", "evasion")]
    [InlineData("Argument 'volume' not recognized. Must be one of: 'jitter' 'rewording' 'mixing' 'rate' 'accounts' 'identity' 'network' 'human' 'topics' 'hours' 'spread' 'turns' 'aged' 'clients' 'homes' 'joins' 'reseller'; see stillhound bench evasion --help", "evasion", "--seeds", "1", "--dial", "volume")]
    [InlineData("Argument 'quick' not recognized. Must be one of: 'calm' 'lookalikes'; see stillhound bench calm --help", "calm", "--worlds", "1", "--accounts", "100", "--preset", "quick")]
    [InlineData("--worlds must be from 1 to 100000", "calm", "--worlds", "0", "--accounts", "100")]
    [InlineData("--accounts must be from 50 to 2000000", "calm", "--worlds", "1", "--accounts", "-3")]
    [InlineData("--budget must be above 0 and below 1", "calm", "--worlds", "1", "--accounts", "100", "--budget", "1")]
    [InlineData("--first-seed leaves no room for the seeds that follow it", "calm", "--worlds", "1", "--accounts", "100", "--first-seed", "18446744073709551615")]
    [InlineData("Option '--accounts' is required; see stillhound bench calm --help", "calm", "--worlds", "1")]
    [InlineData("Cannot parse argument 'few' for option '--worlds' as a number; see stillhound bench calm --help", "calm", "--worlds", "few", "--accounts", "100")]
    public void Bad_input_is_one_line_and_exit_code_two(string message, params string[] arguments)
    {
        var run = Shell.Run(["bench", .. arguments]);
        run.Code.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.ErrorLine.ShouldBe("stillhound: " + message);
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_refused_before_the_sweep()
    {
        var folder = _work.Folder("mine");
        File.WriteAllText(Path.Combine(folder, "thesis.txt"), "");
        var run = Shell.Run("bench", "evasion", "--seeds", "1", "--out", folder);
        run.Code.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.ErrorLine.ShouldContain("holds something else (thesis.txt)");
    }
}
