using System.Text;
using System.Text.Json;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.Cli.Tests.Serving;

/// <summary>A journal is played to two configurations, while its server runs and after it was killed.</summary>
[Collection(nameof(ServingCollection))]
public sealed class ReplayTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task It_tells_what_another_configuration_would_decide()
    {
        using var space = new Workspace();
        var folder = ServerProcess.NewFolder(space, "replayed");
        var config = Path.Combine(folder, "stillhound.yaml");
        var text = await File.ReadAllTextAsync(config, TestContext.Current.CancellationToken);
        string Other(string name, string before, string after)
        {
            var path = Path.Combine(folder, name);
            text.ShouldContain(before);
            File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
            return path;
        }

        var harder = Other("harder.yaml", "mode: simulate", "mode: enforce\n  ladder: {watch: suspend_key, review: suspend_key, act: suspend_key, likely: suspend_key}");
        var blinder = Other("blinder.yaml", "  search: 6h", "  search: 6h\n  smallest_cohort: 5000");
        using (var server = ServerProcess.Start(folder))
        {
            foreach (var lines in File.ReadLines(world.Exchanges).Chunk(256))
            {
                using var body = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
                (await server.Client.PostAsync("/v1/exchanges", body, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
            }

            var running = Replay(config, harder);
            running.GetProperty("journal").GetProperty("from").GetInt64().ShouldBe(0);
            running.GetProperty("campaigns").GetArrayLength().ShouldBeGreaterThan(0);
            running.GetProperty("campaigns").EnumerateArray().ShouldAllBe(static c => c.GetProperty("before").GetProperty("id").GetString() == c.GetProperty("after").GetProperty("id").GetString());
            running.GetProperty("decisions").EnumerateArray().ShouldAllBe(static d => d.GetProperty("after").GetProperty("action").GetString() == "suspend_key");
            running.GetProperty("accounts").GetProperty("harder").GetInt64().ShouldBeGreaterThan(0);
            server.Kill();
        }

        var same = Replay(config, config);
        same.GetProperty("decisions").GetArrayLength().ShouldBe(0);
        same.GetProperty("spend_micros").GetInt64().ShouldBe(0);

        var blind = Replay(config, blinder);
        blind.GetProperty("campaigns").EnumerateArray().ShouldAllBe(static c => c.GetProperty("after").ValueKind == JsonValueKind.Null);
        blind.GetProperty("accounts").GetProperty("went").GetInt64().ShouldBeGreaterThan(0);
        Replay(config, blinder).ToString().ShouldBe(blind.ToString());

        var human = Shell.RunProcess(null, "replay", "--config", config, "--with", blinder, "--days", "30", "--diff");
        human.Code.ShouldBe(0);
        human.Output.ShouldContain("from the oldest that is kept (position 0");
        human.Output.ShouldContain("missed  c-");
    }

    [Fact]
    public void What_cannot_be_replayed_is_one_line()
    {
        using var space = new Workspace();
        var config = Path.Combine(ServerProcess.NewFolder(space, "none"), "stillhound.yaml");
        var none = Shell.RunProcess(null, "replay", "--config", config, "--with", config, "--diff");
        none.Code.ShouldBe(2);
        none.ErrorLine.ShouldContain("journal");
        Shell.RunProcess(null, "replay", "--config", config).ErrorLine.ShouldContain("--with");
        Shell.RunProcess(null, "config", "check", config).Code.ShouldBe(0);
        File.AppendAllText(config, "\nmore: 1\n");
        Shell.RunProcess(null, "config", "check", config).ErrorLine.ShouldContain("unknown key 'more'");
    }

    private static JsonElement Replay(string config, string with)
    {
        var answer = Shell.RunProcess(null, "replay", "--config", config, "--with", with, "--diff", "-o", "json");
        answer.Code.ShouldBe(0, answer.Error);
        return JsonDocument.Parse(answer.Output).RootElement;
    }
}
