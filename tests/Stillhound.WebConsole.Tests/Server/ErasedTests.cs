using System.Net.Http.Headers;
using System.Text;
using Stillhound.Server.Decisions.Acts;

namespace Stillhound.WebConsole.Tests.Server;

public sealed class ErasedTests
{
    [Fact]
    public async Task Nobody_who_was_erased_is_told_of_from_what_pages_keep()
    {
        await using var host = await ServedHost.StartAsync();
        await SendAsync(host, "jo");
        using var vera = await host.SignInAsync("vera");
        (await UntilAsync(vera, "/accounts/jo")).ShouldContain("<h1>jo</h1>");
        (await UntilAsync(vera, "/accounts?q=j")).ShouldContain("href=\"/accounts/jo\"");

        await host.Host.State.Privacy.EraseAsync("jo", force: false, new Act("root", "they asked"), TestContext.Current.CancellationToken);
        (await UntilAsync(vera, "/accounts/jo")).ShouldContain("No account of that name is known");
        (await UntilAsync(vera, "/accounts?q=j")).ShouldNotContain("href=\"/accounts/jo\"");
    }

    private static async Task<string> UntilAsync(Person person, string path)
    {
        var page = await person.ReadAsync(path);
        while (page.Contains("The detector is searching", StringComparison.Ordinal))
            page = await person.ReadAsync(path);
        return page;
    }

    private static async Task SendAsync(ServedHost host, string account)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(host.Folder, "keys", "admin.token"))).Trim());
        // The second lets the first go.
        using var body = new StringContent(
            $$"""
            {"time":"2026-07-06T00:00:00Z","id":"1","account":"{{account}}","prompt":"how do I cook rice"}
            {"time":"2026-07-09T00:00:00Z","id":"2","account":"later","prompt":"how do I cook beans"}
            """, Encoding.UTF8, "application/x-ndjson");
        (await client.PostAsync("/v1/exchanges", body)).EnsureSuccessStatusCode();
        while (await host.Host.State.Detector.AskAsync(static engine => engine.Exchanges) == 0)
        {
            // An answer comes between two frames.
        }
    }
}
