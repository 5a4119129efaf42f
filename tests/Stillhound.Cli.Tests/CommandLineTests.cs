using Stillhound.Cli.Tests.Support;

namespace Stillhound.Cli.Tests;

/// <summary>What the command line itself refuses, and how.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class CommandLineTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("unknown command or option 'frobnicate'; see stillhound --help", "frobnicate")]
    [InlineData("Required argument 'path' missing for command: 'scan'; see stillhound scan --help", "scan")]
    [InlineData("unknown option '--fromat' (a file of that name is ./--fromat); see stillhound scan --help", "scan", "x", "--fromat")]
    [InlineData("Argument 'syslog' not recognized. Must be one of: 'auto' 'native' 'litellm' 'mapped' 'otlp' 'envoy' 'kong' 'bedrock' 'azure'; see stillhound scan --help", "scan", "x", "--format", "syslog")]
    [InlineData("Cannot parse argument 'one' for option '--seeds' as a number; see stillhound bench quick --help", "bench", "quick", "--seeds", "one")]
    [InlineData("Option '--out' is required; see stillhound simulate --help", "simulate")]
    [InlineData("Required command was not provided; see stillhound bench --help", "bench")]
    [InlineData("unknown option '--lines' (a file of that name is ./--lines); see stillhound explain --help", "explain", "--lines")]
    public void A_mistake_is_one_line_and_exit_code_two(string message, params string[] arguments)
    {
        var run = Shell.Run(arguments);
        run.Code.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.ErrorLine.ShouldBe("stillhound: " + message);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("scan", "--help")]
    [InlineData("bench", "compare", "--help")]
    [InlineData]
    public void Help_and_version_are_no_mistakes(params string[] arguments)
    {
        var run = Shell.Run(arguments);
        run.Code.ShouldBe(0);
        run.Error.ShouldBeEmpty();
        run.Output.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_help_of_scan_says_what_the_exit_codes_mean()
    {
        var help = Shell.Run("scan", "--help").Output;
        help.ShouldContain("0  no campaign at tier review or above");
        help.ShouldContain("3  internal error");
        Shell.Run("simulate", "--help").Output.ShouldNotContain("Exit codes");
    }

    [Theory]
    [InlineData("evil\e[2J.ndjson", "evil\\x1b[2J.ndjson")]
    [InlineData("evil\nstillhound: all is well", "evil\\nstillhound: all is well")]
    [InlineData("evil\u202Enosj.dn", "evil\\u{202e}nosj.dn")]
    public void Hostile_names_cannot_steer_the_terminal(string name, string shown)
    {
        Shell.Run("scan", name).ErrorLine.ShouldContain(shown);
        Shell.Run("scan", "x", "--" + name).ErrorLine.ShouldContain("--evil");
        Shell.Run("bench", "worlds", name).ErrorLine.ShouldContain("evil");
        Shell.Run("bench", "compare", name, name).ErrorLine.ShouldContain("evil");
        Shell.Run("simulate", "--out", "o", "--preset", name).ErrorLine.ShouldContain("evil");
        var log = _work.Write("log.ndjson", Records.Native(1));
        Shell.Run("scan", log, "--config", name, "--out", _work.Out).ErrorLine.ShouldContain("evil");
        Shell.Run("scan", log, "--map", name, "--out", _work.Out).ErrorLine.ShouldContain("evil");
        Shell.Run("scan", log, "--sweep", name, "--out", _work.Out).ErrorLine.ShouldContain("--sweep");
        Shell.Run("scan", log, "--accounts", name, "--out", _work.Out).ErrorLine.ShouldContain("evil");
    }

    [Theory]
    [InlineData("sweep: 1m\nfoo: 2\n", ":2: unknown key 'foo'; known are sweep, lateness")]
    [InlineData("\n\nsweep: soon\n", ":3: sweep: expected a duration such as 30s, 10m, 6h or 1d")]
    [InlineData("# slow\nlateness: 99d\n", ":2: lateness must be from 0s to 30d")]
    [InlineData("smallest_cohort: 9.5\n", ":1: smallest_cohort: expected a whole number")]
    [InlineData("smallest_cohort: 2\n", ":1: smallest_cohort must be from 3 to 100000")]
    [InlineData("review_log10_odds: 1\nact_log10_odds: 0\n", ":2: act_log10_odds must not be below review_log10_odds")]
    [InlineData("prior_log10_odds: many\n", ":1: prior_log10_odds: expected a number")]
    [InlineData("sweep: 1m\nsweep: 2m\n", ":2: ")]
    [InlineData("sweep: [1m\n", ":")]
    [InlineData("- sweep\n", ": expected keys and values")]
    public void A_wrong_configuration_is_named_by_key_and_line(string yaml, string message)
    {
        var config = _work.Write("scan.yaml", yaml);
        var run = Shell.Run("scan", _work.Write("log.ndjson", Records.Native(1)), "--config", config, "--out", _work.Out);
        run.Code.ShouldBe(2);
        run.ErrorLine.ShouldStartWith($"stillhound: {config}{message}");
    }

    [Theory]
    [InlineData("--sweep", "0s", "--sweep must be from 1s to 1d")]
    [InlineData("--lateness", "31d", "--lateness must be from 0s to 30d")]
    [InlineData("--sweep", "10", "--sweep: expected a duration such as 30s, 10m, 6h or 1d")]
    [InlineData("--format", "mapped", "--format mapped needs --map FILE")]
    public void A_wrong_option_is_named(string option, string value, string message) =>
        Shell.Run("scan", _work.Write("log.ndjson", Records.Native(1)), option, value, "--out", _work.Out).ErrorLine.ShouldBe("stillhound: " + message);

    [Fact]
    public void A_folder_without_readable_files_is_refused()
    {
        var folder = _work.Folder("empty");
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "nothing to read");
        var run = Shell.Run("scan", folder, "--out", _work.Out);
        run.Code.ShouldBe(2);
        run.ErrorLine.ShouldContain("no readable log in this folder");
    }

    [Fact]
    public void A_log_whose_name_starts_with_an_at_sign_is_a_log()
    {
        Shell.Run("scan", "@nowhere").ErrorLine.ShouldBe("stillhound: @nowhere: no such file or folder");
    }

    [Fact]
    public void An_internal_error_is_one_line_and_exit_code_three()
    {
        using var error = new StringWriter();
        Edge.Guard(static () => throw new InvalidOperationException("two\nlines"), error).ShouldBe(3);
        error.ToString().TrimEnd().ShouldBe("stillhound: internal error: InvalidOperationException: two\\x0alines; set STILLHOUND_TRACE=1 for details");
    }

    [Fact]
    public void An_interrupt_stops_a_scan_that_waits_for_its_input()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals cannot be sent on Windows.");
        var run = Shell.RunInterrupted("scan", "-", "--out", _work.Out);
        run.ErrorLine.ShouldBe("stillhound: stopped");
        run.Code.ShouldBe(130);
        Directory.EnumerateFileSystemEntries(_work.Out).ShouldBeEmpty();
    }
}
