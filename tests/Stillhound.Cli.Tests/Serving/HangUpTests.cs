using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.Cli.Tests.Serving;

/// <summary>A running server is sent SIGHUP, as operators and their tools do after they changed its configuration.</summary>
[Collection(nameof(ServingCollection))]
public sealed class HangUpTests
{
    private const string Record = """{"time":"2026-07-06T00:00:00Z","account":"acct_1","prompt":"how do I cook rice"}""";

    [Fact]
    public async Task What_was_changed_is_in_force_and_what_is_wrong_changes_nothing_and_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signal");
        using var space = new Workspace();
        var folder = ServerProcess.NewFolder(space, "reloaded");
        var (config, token) = (Path.Combine(folder, "stillhound.yaml"), Path.Combine(folder, "keys", "ingest.token"));
        var (text, first) = (File.ReadAllText(config), File.ReadAllText(token).Trim());
        const string Second = "the-second-token-of-enough-characters", Third = "the-third-token-of-enough-characters";
        using var server = ServerProcess.Start(folder);
        (await SendAsync(server, first), await SendAsync(server, Second)).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Unauthorized));

        File.WriteAllText(config, Changed(text, "mode: simulate", "mode: enforce"));
        File.WriteAllText(token, Second);
        server.HangUp();
        await server.SaysAsync("the configuration was read again (signal); in force: ");
        (await SendAsync(server, first), await SendAsync(server, Second)).ShouldBe((HttpStatusCode.Unauthorized, HttpStatusCode.OK));
        var inForce = await ConfigAsync(server);

        // One line is wrong, so nothing of it comes into force, the new token as little as the rest.
        File.WriteAllText(config, text + "\nmore: 1\n");
        File.WriteAllText(token, Third);
        server.HangUp();
        (await server.SaysAsync("the configuration (signal) is refused and the one before stays: ")).ShouldContain("unknown key 'more'");
        (await SendAsync(server, Second), await SendAsync(server, Third)).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Unauthorized));
        var refused = await ConfigAsync(server);
        refused.GetProperty("hash").GetString().ShouldBe(inForce.GetProperty("hash").GetString());
        refused.GetProperty("refused").GetProperty("problem").GetString()!.ShouldContain("unknown key 'more'");
        server.Log.ShouldNotContain("   at ");
        server.Stop().ShouldBe(0, "a hang-up ended nothing");
    }

    private static string Changed(string text, string before, string after)
    {
        text.ShouldContain(before);
        return text.Replace(before, after, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ConfigAsync(ServerProcess server) =>
        JsonDocument.Parse(await server.Client.GetStringAsync("/api/status", TestContext.Current.CancellationToken)).RootElement.GetProperty("config");

    private static async Task<HttpStatusCode> SendAsync(ServerProcess server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/exchanges") { Content = new StringContent(Record, Encoding.UTF8, "application/x-ndjson") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
