using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Access;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Http;
using static Stillhound.Server.Decisions.Http.ApiAnswer;

namespace Stillhound.Server.Cases.Http;

/// <summary>Appeals over HTTP: an analyst, or the operator's own support system, opens them; an approver answers.</summary>
internal static class AppealEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapAppeals(this IEndpointRouteBuilder routes, Appeals appeals, TimeProvider time)
    {
        var reads = routes.MapGroup("/api").RequireAuthorization(static policy => policy.RequireRole(Role.Viewer));
        reads.MapGet("/appeals", (HttpContext context) => Answer(context, json => List(json, appeals, context.Request.Query, time.GetUtcNow())));

        var support = routes.MapGroup("/api").RequireAuthorization(static policy => policy.RequireRole(Role.Analyst, Role.Enforce, Role.Ingest));
        support.MapAct("/appeals", ["account", "text"], (json, _, act, fields) =>
            CaseJson.Appeal(json, appeals.Open(fields["account"] ?? "", new Act(act.Actor, fields["text"])), time.GetUtcNow()));
        support.MapAct("/appeals/{id}/withdraw", ["reason"], (json, id, act, fields) => CaseJson.Appeal(json, appeals.Withdraw(id, act, fields.Revision), time.GetUtcNow()));
        // The support system tells the owner how it stands.
        routes.MapGroup("/api").RequireAuthorization(static policy => policy.RequireRole(Role.Viewer, Role.Enforce, Role.Ingest)).MapGet("/appeals/{id}", (HttpContext context, string id) =>
            Answer(context, json => CaseJson.Appeal(json, appeals.Find(id) ?? throw new ActRefusedException(Refusal.Unknown, "there is no such appeal"), time.GetUtcNow())));

        var answers = routes.MapGroup("/api").RequireAuthorization(static policy => policy.RequireRole(Role.Approver));
        answers.MapAct("/appeals/{id}/uphold", ["reason"], (json, id, act, fields) => CaseJson.Appeal(json, appeals.Answer(id, upheld: true, act, fields.Revision), time.GetUtcNow()));
        answers.MapAct("/appeals/{id}/deny", ["reason"], (json, id, act, fields) => CaseJson.Appeal(json, appeals.Answer(id, upheld: false, act, fields.Revision), time.GetUtcNow()));
    }

    private static void List(Utf8JsonWriter json, Appeals appeals, IQueryCollection query, DateTimeOffset now)
    {
        var (state, after) = (Text(query, "state"), Text(query, "after"));
        if (state is not null && !Enum.GetValues<AppealState>().Any(s => Appeal.Word(s) == state))
            throw new ActRefusedException(Refusal.Invalid, "state: expected open, upheld, denied or withdrawn");
        var limit = Limit(query, "limit", 100);
        var found = appeals.All.Where(a => (state is null || Appeal.Word(a.State) == state) && (after is null || string.CompareOrdinal(a.Id, after) > 0)).Take(limit + 1).ToList();
        var (open, overdue) = appeals.Waiting;
        json.WriteStartObject();
        json.WriteNumber("open", open);
        json.WriteNumber("overdue", overdue);
        json.WriteStartArray("appeals");
        foreach (var appeal in found.Take(limit))
            CaseJson.Appeal(json, appeal, now);
        json.WriteEndArray();
        json.WriteString("next", found.Count > limit && limit > 0 ? found[limit - 1].Id : null);
        json.WriteEndObject();
    }
}
