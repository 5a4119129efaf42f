using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Data.Accounts;
using Stillhound.WebConsole.Data.Details;
using Stillhound.WebConsole.Data.Workspace;
using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;
using Stillhound.Core.Campaigns;
using Stillhound.Core.SingleAccounts;

namespace Stillhound.WebConsole.Exports;

/// <summary>The tables of one campaign, of one account, and of what was found about accounts by themselves.</summary>
internal static class WorkspaceExports
{
    /// <summary>Adds the routes.</summary>
    public static void Map(RouteGroupBuilder routes)
    {
        Campaign(routes, "evidence", static (_, campaign, _) => EvidenceTables.Of(campaign));
        Campaign(routes, "explanations", static (_, campaign, _) => EvidenceTables.Explanations(campaign));
        Campaign(routes, "members", static (_, campaign, details) => MemberTable.Of(campaign, details));
        Campaign(routes, "parts", static (_, campaign, _) => MemberTable.Parts(campaign));
        Campaign(routes, "history", static (_, campaign, _) => HistoryTables.Of(campaign));
        Campaign(routes, "activity", static (view, campaign, _) => ActivityTable.Of(view.Findings, [campaign], "activity", "Exchanges by six hours"));
        Campaign(routes, "hours", static (view, campaign, _) => HistoryTables.Hours("Exchanges by hour of the week", campaign.HourOfWeek, view.Findings.PopulationHourOfWeek, null));
        Campaign(routes, "context", static (_, campaign, _) => SharedTables.Context(campaign));
        Campaign(routes, "values", static (_, campaign, details) => details is null ? null : SharedTables.Values(campaign, details));
        Campaign(routes, "groups", static (_, campaign, details) => details is null ? null : SharedTables.Groups(campaign, details, null));
        Campaign(routes, "templates", static (_, campaign, details) => details is null ? null : SharedTables.Templates(campaign, details));
        Campaign(routes, "matrix", static (_, campaign, details) => details is null ? null : SharedTables.Matrix(campaign, details));
        TableExports.Map(routes, "/export/campaigns/{id}/decisions", static (state, context) => Task.FromResult<ITable?>(DecisionTable.OfCampaign(state, Id(context))));
        TableExports.Map(routes, "/export/findings", static async (state, context) => AccountTables.Findings((await ReportAsync(state, context))?.Findings ?? [], "/export/findings"));
        Finding(routes, "signs", AccountTables.Signs);
        Finding(routes, "readings", AccountTables.Readings);
        foreach (var name in AccountTables.Names)
            TableExports.Map(routes, "/export/accounts/{name}/" + name, async (state, context) => (await AccountView.ReadWholeAsync(state, AccountPath.Read(context), context.RequestAborted)) is { } account ? AccountTables.Named(name, account) : null);
        StatementExport.Map(routes);
    }

    private static void Campaign(RouteGroupBuilder routes, string table, Func<FoundView, CampaignFinding, DetailView?, ITable?> make) =>
        TableExports.Map(routes, "/export/campaigns/{id}/" + table, async (state, context) =>
        {
            var view = await state.Found.NowAsync(context.RequestAborted);
            if (view.Campaign(Id(context)) is not { } campaign)
                return null;
            return make(view, campaign, await Asked<DetailView>.WholeAsync(() => state.Details.CampaignAsync(view, campaign, context.RequestAborted)));
        });

    private static void Finding(RouteGroupBuilder routes, string table, Func<AccountFinding, ITable> make) =>
        TableExports.Map(routes, "/export/findings/{id}/" + table, async (state, context) =>
            (await ReportAsync(state, context))?.Findings.FirstOrDefault(f => f.Id == Id(context)) is { } finding ? make(finding) : null);

    private static async ValueTask<AccountReport?> ReportAsync(ConsoleState state, HttpContext context)
    {
        var view = await state.Found.NowAsync(context.RequestAborted);
        return await Asked<AccountReport>.WholeAsync(() => state.Details.AccountsAsync(view, context.RequestAborted));
    }

    private static string Id(HttpContext context) => context.GetRouteValue("id")?.ToString() ?? "";
}
