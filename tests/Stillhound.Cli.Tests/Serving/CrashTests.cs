using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.Cli.Tests.Serving;

/// <summary>
/// The server is ended as a power cut would end it, over and over, and is compared with one that ran undisturbed: everything that was
/// answered for is there, once, and what was found is the same byte for byte.
/// </summary>
[Collection(nameof(ServingCollection))]
public sealed class CrashTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const int Lines = 64;

    [Fact]
    public async Task A_server_that_is_killed_over_and_over_finds_what_an_undisturbed_one_finds()
    {
        using var space = new Workspace();
        var batches = Batches();
        var undisturbed = await FindingsAsync(ServerProcess.NewFolder(space, "undisturbed"), batches, static _ => false);
        var kills = new Random(11);
        var disturbed = await FindingsAsync(ServerProcess.NewFolder(space, "disturbed"), batches, _ => kills.Next(12) == 0);
        disturbed.ShouldBe(undisturbed);
        JsonDocument.Parse(disturbed).RootElement.GetProperty("campaigns").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_server_that_is_asked_to_stop_writes_a_checkpoint_and_goes_on_from_it()
    {
        using var space = new Workspace();
        var folder = ServerProcess.NewFolder(space, "stopped");
        var batches = Batches();
        using (var server = ServerProcess.Start(folder))
        {
            foreach (var batch in batches)
                (await SendAsync(server, batch)).ShouldBe(HttpStatusCode.OK);
            server.Stop().ShouldBe(0);
        }

        Directory.GetFiles(Path.Combine(folder, "state", "checkpoints"), "*.checkpoint").ShouldHaveSingleItem();
        using var again = ServerProcess.Start(folder);
        (await StatusAsync(again)).GetProperty("exchanges").GetInt64().ShouldBeGreaterThan(7000);
        again.Log.ShouldNotContain("passed over");
    }

    [Fact]
    public async Task A_checkpoint_that_is_damaged_is_passed_over_and_the_journal_read_instead()
    {
        using var space = new Workspace();
        var folder = ServerProcess.NewFolder(space, "damaged");
        var batches = Batches();
        string before;
        using (var server = ServerProcess.Start(folder))
        {
            foreach (var batch in batches)
                await SendAsync(server, batch);
            before = await FindingsAsync(server);
            server.Stop();
        }

        var checkpoint = Directory.GetFiles(Path.Combine(folder, "state", "checkpoints"), "*.checkpoint").Single();
        var bytes = File.ReadAllBytes(checkpoint);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(checkpoint, bytes);
        using var again = ServerProcess.Start(folder);
        (await FindingsAsync(again)).ShouldBe(before);
        again.Log.ShouldContain("passed over");
    }

    [Fact]
    public void Two_servers_do_not_share_a_folder()
    {
        using var space = new Workspace();
        var folder = ServerProcess.NewFolder(space, "shared");
        using var server = ServerProcess.Start(folder);
        var second = Shell.RunProcess(null, "serve", "--config", Path.Combine(folder, "stillhound.yaml"));
        second.Code.ShouldBe(2);
        second.ErrorLine.ShouldContain("another process has this journal open");
    }

    /// <summary>Sends everything, in order; a batch that was not answered for is sent again.</summary>
    private static async Task<string> FindingsAsync(string folder, List<string> batches, Func<int, bool> kill)
    {
        var server = ServerProcess.Start(folder);
        try
        {
            for (var i = 0; i < batches.Count; i++)
            {
                var sent = SendAsync(server, batches[i]);
                if (kill(i))
                {
                    // Whether or not the server took it, nobody was told: it is sent again.
                    server.Kill();
                    await Task.WhenAny(sent);
                    server.Dispose();
                    server = ServerProcess.Start(folder);
                    sent = SendAsync(server, batches[i]);
                }

                (await sent).ShouldBe(HttpStatusCode.OK);
            }

            return await FindingsAsync(server);
        }
        finally
        {
            server.Dispose();
        }
    }

    private static async Task<string> FindingsAsync(ServerProcess server)
    {
        await StatusAsync(server);
        return await server.Client.GetStringAsync("/api/findings");
    }

    /// <summary>The status once everything that was answered for has been read.</summary>
    private static async Task<JsonElement> StatusAsync(ServerProcess server)
    {
        while (true)
        {
            // Each answer comes between two frames of the journal, so that this asks no more often than frames are read.
            var status = JsonDocument.Parse(await server.Client.GetStringAsync("/api/status")).RootElement;
            if (status.GetProperty("caught_up").GetBoolean() && status.GetProperty("queued_bytes").GetInt64() == 0)
                return status;
        }
    }

    private static async Task<HttpStatusCode> SendAsync(ServerProcess server, string batch)
    {
        using var body = new StringContent(batch, Encoding.UTF8, "application/x-ndjson");
        using var answer = await server.Client.PostAsync("/v1/exchanges", body);
        return answer.StatusCode;
    }

    /// <summary>
    /// The world's exchanges in batches. Each gets an identifier: of a record without one nothing tells whether it is a retry, and a
    /// batch may be durable although the server was killed before it said so.
    /// </summary>
    private List<string> Batches() =>
        [.. File.ReadLines(world.Exchanges).Select(Identified).Chunk(Lines).Select(static lines => string.Join('\n', lines))];

    private static string Identified(string line, int number)
    {
        var record = JsonNode.Parse(line)!.AsObject();
        record["id"] = string.Create(CultureInfo.InvariantCulture, $"r{number}");
        return record.ToJsonString();
    }
}
