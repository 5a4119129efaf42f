using System.Text.Json;
using Stillhound.Simulation.Writing;

namespace Stillhound.Simulation.Tests.Writing;

/// <summary>Files are what the format says.</summary>
public sealed class WorldFolderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_line_parses_and_holds_what_was_played(bool gzip)
    {
        var world = World.Create(WorldPresets.Quick(4) with { Accounts = 400, Exchanges = 8000 });

        var written = WorldFolder.Write(world, _folder, gzip, cancel: TestContext.Current.CancellationToken);

        using var file = File.OpenRead(Path.Combine(_folder, gzip ? "exchanges.ndjson.gz" : "exchanges.ndjson"));
        using Stream stream = gzip ? new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        var rows = Recording.Of(world).Rows;
        rows.Count.ShouldBe((int)written);
        foreach (var row in rows)
        {
            using var json = JsonDocument.Parse(reader.ReadLine()!);
            var root = json.RootElement;
            root.GetProperty("account").GetString().ShouldBe(row.Account);
            root.GetProperty("prompt").GetString().ShouldBe(row.Prompt);
            root.GetProperty("time").GetDateTimeOffset().ToUnixTimeMilliseconds().ShouldBe(row.Time);
        }

        reader.ReadLine().ShouldBeNull();
    }

    [Fact]
    public void Side_files_name_accounts_events_and_truth()
    {
        var world = World.Create(WorldPresets.Quick(4) with { Accounts = 400, Exchanges = 8000 });

        WorldFolder.Write(world, _folder, cancel: TestContext.Current.CancellationToken);

        File.ReadLines(Path.Combine(_folder, "truth.csv")).First().ShouldBe("account,label,group");
        File.ReadLines(Path.Combine(_folder, "truth.csv")).Count().ShouldBe(world.Truth.Count + 1);
        File.ReadLines(Path.Combine(_folder, "accounts.ndjson")).Count().ShouldBe(world.AccountFacts.Count);
        foreach (var line in File.ReadLines(Path.Combine(_folder, "events.ndjson")))
            JsonDocument.Parse(line).RootElement.GetProperty("type").GetString().ShouldBeOneOf("model_released", "account_suspended", "account_restored", "workload_declared");
        WorldFolder.IsFree(_folder).ShouldBeTrue();
        File.WriteAllText(Path.Combine(_folder, "mine.txt"), "");
        WorldFolder.IsFree(_folder).ShouldBeFalse();
    }
}
