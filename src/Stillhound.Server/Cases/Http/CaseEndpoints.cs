using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Access;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Http;
using static Stillhound.Server.Decisions.Http.ApiAnswer;

namespace Stillhound.Server.Cases.Http;

/// <summary>Cases over HTTP: viewers read, analysts act.</summary>
internal static class CaseEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapCases(this IEndpointRouteBuilder routes, CaseBook cases, Looks looks)
    {
        var reads = routes.MapGroup("/api").RequireAuthorization(static policy => policy.RequireRole(Role.Viewer));
        reads.MapGet("/cases", (HttpContext context) => Answer(context, json => List(json, cases, context.Request.Query)));
        reads.MapGet("/cases/{id}", (HttpContext context, string id) => Answer(context, json => One(json, cases, Known(cases, id), looks.Find(ActRoutes.Actor(context), id))));
        reads.MapGet("/hypotheses", (HttpContext context) => Answer(context, json => CaseJson.Hypotheses(json, cases.Lessons())));
        reads.MapPost("/cases/{id}/seen", async (HttpContext context, string id) =>
        {
            var (fields, refused) = await ActRoutes.ReadAsync(context.Request, []);
            await Answer(context, json =>
            {
                var person = ActRoutes.Actor(context);
                if (refused is not null)
                    throw refused;
                var about = Known(cases, id);
                looks.Mark(person, id, fields!.Revision ?? about.Revision);
                One(json, cases, about, looks.Find(person, id));
            });
        });

        var acts = routes.MapGroup("/api").RequireAuthorization(static policy => policy.RequireRole(Role.Analyst));
        acts.MapAct("/cases/{id}/notes", ["reason"], (json, id, act, fields) => One(json, cases, cases.Note(id, act, fields.Revision)));
        acts.MapAct("/cases/{id}/owner", ["reason", "owner"], (json, id, act, fields) => One(json, cases, fields.Has("owner")
            ? cases.Assign(id, fields["owner"], act, fields.Revision)
            : throw new ActRefusedException(Refusal.Invalid, "owner: say who, or null for nobody")));
        acts.MapAct("/cases/{id}/verdict", ["reason", "verdict", "hypothesis", "duplicate_of"], (json, id, act, fields) =>
            One(json, cases, cases.Close(id, Verdict(fields["verdict"]), fields["hypothesis"], fields["duplicate_of"], act, fields.Revision)));
        acts.MapAct("/cases/{id}/reopen", ["reason"], (json, id, act, fields) => One(json, cases, cases.Reopen(id, act, fields.Revision)));
    }

    private static Case Known(CaseBook cases, string id) => cases.Find(id) ?? throw new ActRefusedException(Refusal.Unknown, "there is no such campaign");

    private static CaseVerdict Verdict(string? word)
    {
        foreach (var verdict in Enum.GetValues<CaseVerdict>())
        {
            if (Case.Word(verdict) == word)
                return verdict;
        }

        throw new ActRefusedException(Refusal.Invalid, "verdict: expected true_positive, false_positive, benign, insufficient_data or duplicate");
    }

    private static void One(Utf8JsonWriter json, CaseBook cases, Case about, Look? look = null)
    {
        json.WriteStartObject();
        json.WritePropertyName("case");
        CaseJson.Case(json, about, steps: true, cases.Taught(about));
        if (look is not null)
        {
            json.WriteStartObject("seen");
            json.WriteNumber("revision", look.Revision);
            json.WriteString("time", look.Time);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void List(Utf8JsonWriter json, CaseBook cases, IQueryCollection query)
    {
        var (status, owner, after) = (Text(query, "status"), Text(query, "owner"), Text(query, "after"));
        if (status is not (null or "open" or "closed"))
            throw new ActRefusedException(Refusal.Invalid, "status: expected open or closed");
        var limit = Limit(query, "limit", 100);
        var found = cases.All
            .Where(c => (status is null || c.IsOpen == (status == "open")) && (owner is null || Act.SamePerson(owner, c.Owner ?? "")) && (after is null || string.CompareOrdinal(c.Campaign, after) > 0))
            .OrderBy(static c => c.Campaign, StringComparer.Ordinal).Take(limit + 1).ToList();
        json.WriteStartObject();
        json.WriteStartArray("cases");
        foreach (var about in found.Take(limit))
            CaseJson.Case(json, about, steps: false, null);
        json.WriteEndArray();
        json.WriteString("next", found.Count > limit && limit > 0 ? found[limit - 1].Campaign : null);
        json.WriteEndObject();
    }
}
