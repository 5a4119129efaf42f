using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Ledger;
using Stillhound.Server.Access;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Http;
using Stillhound.Server.Journal;
using static Stillhound.Server.Decisions.Http.ApiAnswer;

namespace Stillhound.Server.Privacy.Http;

/// <summary>Privacy over HTTP, for admins. Accounts are named in bodies, so that no access log of a proxy holds them.</summary>
internal static class PrivacyEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapPrivacy(this IEndpointRouteBuilder routes, PrivacyDesk desk, Holds holds, TimeProvider time)
    {
        var group = routes.MapGroup("/api/privacy").RequireAuthorization(static policy => policy.RequireRole(Role.Admin));
        group.MapPost("/find", (HttpContext context) => AboutAsync(context, ["account"], async (fields, _) =>
        {
            var subject = await desk.FindAsync(fields["account"] ?? "", context.RequestAborted);
            return json => SubjectJson.Found(json, subject);
        }));
        group.MapPost("/export", (HttpContext context) => AboutAsync(context, ["account", "reason"], async (fields, actor) =>
        {
            var document = await desk.ExportAsync(fields["account"] ?? "", new Act(actor, fields["reason"]), context.RequestAborted);
            return json => json.WriteRawValue(document);
        }));
        group.MapPost("/erase", (HttpContext context) => AboutAsync(context, ["account", "force", "reason"], async (fields, actor) =>
        {
            var force = fields["force"] switch { null or "no" => false, "yes" => true, _ => throw new ActRefusedException(Refusal.Invalid, "force: expected yes or no") };
            var gone = await desk.EraseAsync(fields["account"] ?? "", force, new Act(actor, fields["reason"]), context.RequestAborted);
            return json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("erased", true);
                json.WriteBoolean("gone_from_disk", gone);
                json.WriteEndObject();
            };
        }));
        group.MapGet("/retention", (HttpContext context) => Answer(context, json => SubjectJson.Retention(json, desk.Retention())));
        group.MapGet("/holds", (HttpContext context) => Answer(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("holds");
            foreach (var hold in holds.All)
                SubjectJson.Hold(json, hold, time.GetUtcNow());
            json.WriteEndArray();
            json.WriteEndObject();
        }));
        group.MapAct("/holds", ["account", "campaign", "until", "reason"], (json, _, act, fields) =>
            SubjectJson.Hold(json, holds.Set(fields["account"], fields["campaign"], Until(fields["until"]), act), time.GetUtcNow()));
        group.MapAct("/holds/{id}/release", ["reason"], (json, id, act, _) => SubjectJson.Hold(json, holds.Release(id, act), time.GetUtcNow()));
    }

    private static DateTimeOffset Until(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until : throw new ActRefusedException(Refusal.Invalid, "until: expected a time such as 2027-01-31T00:00:00Z");

    /// <summary>Asks the desk, and then answers or says why there is no answer.</summary>
    private static async Task AboutAsync(HttpContext context, IReadOnlyList<string> known, Func<ActFields, string, Task<Action<Utf8JsonWriter>>> ask)
    {
        Action<Utf8JsonWriter> write;
        try
        {
            var actor = ActRoutes.Actor(context);
            write = await ask(await ActFields.ReadAsync(context.Request, known), actor);
        }
        catch (InvalidOperationException)
        {
            await Problem.Write(context.Response, StatusCodes.Status503ServiceUnavailable, "detection has stopped, and what it holds cannot be told");
            return;
        }
        catch (JournalException)
        {
            await Problem.Write(context.Response, StatusCodes.Status503ServiceUnavailable, "the journal cannot be written at present; ask again later");
            return;
        }
        catch (Exception e) when (e is ActRefusedException or UnauthorizedAccessException or LedgerException)
        {
            var error = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e);
            write = _ => error.Throw();
        }

        await Answer(context, write);
    }
}
