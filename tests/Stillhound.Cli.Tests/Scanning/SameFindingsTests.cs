using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Stillhound.Cli.Evaluation;
using Stillhound.Cli.Tests.Support;
using Stillhound.Core.Engine;
using Stillhound.Reporting;
using Stillhound.Simulation;

namespace Stillhound.Cli.Tests.Scanning;

/// <summary>The same exchanges give the same findings, however they come.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class SameFindingsTests(SmallWorld world) : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Two_scans_are_byte_identical()
    {
        Shell.Run("scan", world.Folder, "--out", _work.At("first"));
        Shell.Run("scan", world.Folder, "--out", _work.At("second"));
        ShouldBeSame(_work.At("second"), _work.At("first"));
        File.ReadAllBytes(_work.At("second/report.html")).ShouldBe(File.ReadAllBytes(_work.At("first/report.html")));
    }

    [Fact]
    public void A_world_on_disk_gives_what_the_same_world_gives_in_process()
    {
        Shell.Run(["simulate", "--out", _work.At("world"), .. SmallWorld.Arguments]).Code.ShouldBe(0);
        File.ReadAllBytes(_work.At("world/exchanges.ndjson")).ShouldBe(File.ReadAllBytes(world.Exchanges));
        Shell.Run("scan", _work.At("world"), "--out", _work.At("disk")).Code.ShouldBe(1);

        var findings = WorldScan.Run(World.Create(SmallWorld.Options), new EngineOptions(), TestContext.Current.CancellationToken);
        FindingsWriter.Write(findings, _work.At("process"));
        ShouldBeSame(_work.At("disk"), _work.At("process"));
    }

    [Fact]
    public void Several_files_are_merged_by_time()
    {
        var lines = File.ReadAllLines(world.Exchanges);
        var folder = _work.Folder("logs");
        for (var part = 0; part < 3; part++)
        {
            var text = string.Concat(lines.Where((_, i) => i % 3 == part).Select(static line => line + "\n"));
            using var file = File.Create(Path.Combine(folder, part == 1 ? "b.ndjson.gz" : $"{part}.jsonl"));
            using Stream stream = part == 1 ? new GZipStream(file, CompressionLevel.Fastest) : file;
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        Shell.Run(["scan", folder, .. world.Context, "--out", _work.At("parts")]).Code.ShouldBe(1);
        ShouldBeSame(_work.At("parts"), Whole());
    }

    [Fact]
    public void Order_within_the_lateness_does_not_matter()
    {
        var random = new Random(11);
        var shuffled = File.ReadAllLines(world.Exchanges)
            .Select(line => (Line: line, At: TimeOf(line) + TimeSpan.FromMinutes(9.5 * random.NextDouble())))
            .OrderBy(static r => r.At).Select(static r => r.Line);
        var log = _work.Write("log.ndjson", string.Join('\n', shuffled));
        Shell.Run(["scan", log, .. world.Context, "--out", _work.At("shuffled")]).Code.ShouldBe(1);
        ShouldBeSame(_work.At("shuffled"), Whole());
    }

    [Fact]
    public void Standard_input_is_a_log()
    {
        using var stream = File.OpenRead(world.Exchanges);
        var run = Shell.RunProcess(stream, ["scan", "-", .. world.Context, "--out", _work.At("stdin")]);
        run.Error.ShouldBeEmpty();
        run.Code.ShouldBe(1);
        ShouldBeSame(_work.At("stdin"), Whole());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_number_of_processors_does_not_matter(int processors)
    {
        var command = string.Create(CultureInfo.InvariantCulture, $"DOTNET_PROCESSOR_COUNT={processors} $0 \"$@\"");
        Shell.RunShell(command, ["scan", world.Folder, "--out", _work.At("processors")]).Code.ShouldBe(1);
        ShouldBeSame(_work.At("processors"), Whole());
    }

    private string Whole()
    {
        Shell.Run("scan", world.Folder, "--out", _work.At("whole"));
        return _work.At("whole");
    }

    private static DateTimeOffset TimeOf(string line) =>
        DateTimeOffset.Parse(JsonDocument.Parse(line).RootElement.GetProperty("time").GetString()!, CultureInfo.InvariantCulture);

    private static void ShouldBeSame(string actual, string expected)
    {
        foreach (var name in new[] { "campaigns.json", "members.csv" })
            File.ReadAllText(Path.Combine(actual, name)).ShouldBe(File.ReadAllText(Path.Combine(expected, name)));
    }
}
