namespace Stillhound.WebConsole.BrowserTests;

/// <summary>Every screen of a server, with one of each object that it holds.</summary>
internal static class Screens
{
    /// <summary>Name and address of each.</summary>
    public static async Task<(string Name, string Path)[]> AllAsync(ConsoleServer server)
    {
        await server.FirstAsync("/api/campaigns", "campaigns");
        var decision = await server.FirstAsync("/api/decisions", "decisions");
        // The campaign that is told first has the most to show.
        var first = (await server.Client.GetStringAsync("/api/members", TestContext.Current.CancellationToken)).Split('\n')[1].Split(',');
        var (campaign, account) = (first[0], first[1]);
        return
        [
            ("overview", "/"), ("campaigns", "/campaigns"), ("campaign", $"/campaigns/{campaign}"), ("members", $"/campaigns/{campaign}?tab=members"), ("timeline", $"/campaigns/{campaign}?tab=timeline"),
            ("shape", $"/campaigns/{campaign}?tab=shape"), ("links", $"/campaigns/{campaign}?tab=links"), ("templates", $"/campaigns/{campaign}?tab=templates"), ("network", $"/campaigns/{campaign}?tab=network"),
            ("campaign-decisions", $"/campaigns/{campaign}?tab=decisions"), ("account", $"/accounts/{account}"), ("statement", $"/accounts/{account}/statement"), ("account-search", "/accounts?q=acct"), ("accounts", "/findings"),
            ("decisions", "/decisions"), ("decision", $"/decisions/{decision}"), ("cases", "/cases"), ("case", $"/cases/{campaign}"), ("appeals", "/cases?tab=appeals"), ("what-if", "/replay"), ("ingest", "/ingest"),
            ("source", "/ingest/sources/native"), ("ledger", "/ledger"), ("entry", "/ledger/1"), ("privacy", "/privacy?account=" + account),
        ];
    }
}
