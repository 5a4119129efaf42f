using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stillhound.WebConsole.Acts;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Data.Decided;
using Stillhound.WebConsole.Data.Recorded;
using Stillhound.WebConsole.Data.Taken;
using Stillhound.WebConsole.Data.WhatIf;
using Stillhound.WebConsole.Exports;
using Stillhound.WebConsole.Tables;

namespace Stillhound.WebConsole.Hosting;

/// <summary>What the screens about the server itself need: decisions, replays, ingest and the ledger.</summary>
internal static class ServerScreens
{
    /// <summary>Adds their services; over a folder their pages say that they need a server.</summary>
    public static void AddServerScreens(this IServiceCollection services)
    {
        services.AddSingleton<DecisionList>();
        services.AddSingleton(static s => new ReplayRuns(s.GetRequiredService<ConsoleState>().Time));
        services.AddSingleton(static s => new LedgerCheck(s.GetRequiredService<ConsoleState>().Time));
        services.AddSingleton(static s => new SourceRates(s.GetRequiredService<ConsoleState>().Time));
    }

    /// <summary>Adds their routes.</summary>
    public static void Map(RouteGroupBuilder routes)
    {
        ServerActs.Map(routes);
        DroppedFiles.Map(routes);
        LedgerExports.Map(routes);
        TableExports.Map(routes, "/export/decisions", static (_, context) => Made(DecisionTables.Of(Of<DecisionList>(context).Now()?.Rows ?? [], "decisions", "Decisions")));
        TableExports.Map(routes, "/export/decisions/{id}/accounts", static (_, context) =>
            Made(Of<DecisionList>(context).TryFind(context.GetRouteValue("id")?.ToString() ?? "", out var detail) && detail is not null ? DecisionTables.Accounts(detail) : null));
        TableExports.Map(routes, "/export/enforcers", static (state, _) => Made(DecisionTables.Enforcers(state.Host!.Enforcement.Enforcers)));
        TableExports.Map(routes, "/export/bouncers", static (state, _) => Made(DecisionTables.Bouncers(state.Host!.Enforcement.Bouncers.Fetched, state.Host.Live.Decisions.Current.Version)));
        TableExports.Map(routes, "/export/webhooks", static (state, _) => Made(DecisionTables.Webhooks(state.Host!.Webhooks.Status)));
        TableExports.Map(routes, "/export/replays", static (_, context) => Made(ReplayTables.Runs(Of<ReplayRuns>(context).All)));
        TableExports.Map(routes, "/export/replay/{id}/campaigns", static (_, context) => Made(Answered(context) is { } run ? ReplayTables.Campaigns(run) : null));
        TableExports.Map(routes, "/export/replay/{id}/decisions", static (_, context) => Made(Answered(context) is { } run ? ReplayTables.Decisions(run) : null));
        TableExports.Map(routes, "/export/sources", static (state, context) => Made(TakenTables.Sources(state.Host!, Of<SourceRates>(context))));
        TableExports.Map(routes, "/export/sources/{name}/reasons", static (state, context) =>
            Made(TakenTables.Find(state.Host!, Of<SourceRates>(context), context.GetRouteValue("name")?.ToString() ?? "") is { } source ? TakenTables.Reasons(state.Host!, source.Source) : null));
        TableExports.Map(routes, "/export/files", static (state, _) => Made(TakenTables.Files(state.Host!)));
        TableExports.Map(routes, "/export/reject_reasons", static (state, _) => Made(TakenTables.Reasons(state.Host!)));
        TableExports.Map(routes, "/export/rejects", static (state, _) => Made(TakenTables.Rejects(state.Host!)));
    }

    private static Task<ITable?> Made(ITable? table) => Task.FromResult(table);

    private static T Of<T>(Microsoft.AspNetCore.Http.HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    private static ReplayRun? Answered(Microsoft.AspNetCore.Http.HttpContext context) =>
        Of<ReplayRuns>(context).Find(context.GetRouteValue("id")?.ToString() ?? "") is { Answer: not null } run ? run : null;
}
