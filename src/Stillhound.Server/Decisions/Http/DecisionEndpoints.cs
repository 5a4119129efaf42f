using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Ledger;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Projection;
using static Stillhound.Server.Decisions.Http.ApiAnswer;

namespace Stillhound.Server.Decisions.Http;

/// <summary>The decisions over HTTP: who asks sees them, and who is known by name acts on them.</summary>
internal static class DecisionEndpoints
{
    private const long MostEntryBytes = 4 << 20;

    /// <summary>Adds the endpoints. Who may use them is the caller's to say, by the conventions of the three groups.</summary>
    /// <returns>
    /// Those that read, those that act, and those that say yes or no to what was proposed; the latter two take the actor from the request's user.
    /// </returns>
    public static (IEndpointConventionBuilder Reads, IEndpointConventionBuilder Acts, IEndpointConventionBuilder Approvals) MapDecisions(this IEndpointRouteBuilder routes, DecisionBook book, ILedger ledger)
    {
        var reads = routes.MapGroup("/api");
        reads.MapGet("/campaigns", (HttpContext context) => Answer(context, json => book.Read(standing => Campaigns(json, standing))));
        reads.MapGet("/campaigns/{id}/blast-radius", (HttpContext context, string id) => Answer(context, json => Blast(json, book, id)));
        reads.MapGet("/decisions", (HttpContext context) => Answer(context, json => Decisions(json, book, context.Request.Query)));
        reads.MapGet("/decisions/{id}", (HttpContext context, string id) => Answer(context, json => Decision(json, book, id, Limit(context.Request.Query, "accounts", 20))));
        reads.MapGet("/ledger", (HttpContext context) => Answer(context, json => Entries(json, ledger, context.Request.Query)));

        var approvals = routes.MapGroup("/api");
        Post(approvals, "/decisions/{id}/approve", book, static (people, id, act, body, _) => people.Approve(id, act, body.Revision));
        Post(approvals, "/decisions/{id}/reject", book, static (people, id, act, body, _) => people.Reject(id, act, body.Revision));
        // Longer than was approved is as much as approving anew.
        Post(approvals, "/decisions/{id}/extend", book, static (people, id, act, body, _) =>
            people.Extend(id, body.For ?? throw new ActRefusedException(Refusal.Invalid, "say for how long, such as {\"for\":\"12h\"}"), act));

        var acts = routes.MapGroup("/api");
        Post(acts, "/decisions/{id}/undo", book, static (people, id, act, body, names) => body.Account is { } account ? people.Clear(id, names(account), act) : people.Undo(id, act));
        Post(acts, "/campaigns/{id}/dismiss", book, static (people, id, act, _, _) => people.Dismiss(id, act));
        return (reads, acts, approvals);
    }

    private static void Post(
        RouteGroupBuilder acts, string path, DecisionBook book, Func<HumanActs, string, Act, ActBody, Func<string, IReadOnlyList<string>>, IEnumerable<Change>> what)
    {
        acts.MapPost(path, async (HttpContext context, string id) =>
        {
            ActBody? body = null;
            ActRefusedException? refused = null;
            try
            {
                body = await ActBody.ReadAsync(context.Request);
            }
            catch (ActRefusedException e)
            {
                refused = e;
            }

            await Answer(context, json =>
            {
                if (context.User.Identity?.Name is not { Length: > 0 } actor)
                    throw new UnauthorizedAccessException();
                if (refused is not null)
                    throw refused;
                var act = new Act(actor, body!.Reason);
                book.Do(people => what(people, id, act, body, book.StoredNames));
                if (path.StartsWith("/decisions", StringComparison.Ordinal))
                    Decision(json, book, id, 0);
                else
                    book.Read(standing => One(json, standing.Campaign(id)!));
            });
        });
    }

    private static bool Campaigns(Utf8JsonWriter json, Standing standing)
    {
        json.WriteStartObject();
        json.WriteStartArray("campaigns");
        foreach (var campaign in standing.Campaigns.OrderByDescending(static c => c.Tier).ThenBy(static c => c.Id, StringComparer.Ordinal))
            DecisionJson.Campaign(json, campaign);
        json.WriteEndArray();
        json.WriteEndObject();
        return true;
    }

    private static bool One(Utf8JsonWriter json, StandingCampaign campaign)
    {
        DecisionJson.Campaign(json, campaign);
        return true;
    }

    private static void Blast(Utf8JsonWriter json, DecisionBook book, string id)
    {
        // Before the first findings after a start there is only what was estimated when a decision was proposed.
        var blast = book.Blast(id) ?? book.Read(standing => (standing.Campaign(id)?.Open ?? standing.Campaign(id)?.Active)?.Terms.Blast)
            ?? throw new ActRefusedException(Refusal.Unknown, "there is no such campaign in the last findings");
        json.WriteStartObject();
        json.WriteString("campaign", id);
        DecisionJson.Blast(json, blast);
        json.WriteEndObject();
    }

    private static void Decisions(Utf8JsonWriter json, DecisionBook book, IQueryCollection query)
    {
        var (state, campaign, after) = (Text(query, "state"), Text(query, "campaign"), Text(query, "after"));
        if (state is not null && !Enum.GetValues<DecisionState>().Any(s => DecisionJson.Word(s) == state))
            throw new ActRefusedException(Refusal.Invalid, "state: expected proposed, approved, active, rejected, expired, undone or replaced");
        var limit = Limit(query, "limit", 100);
        book.Read(standing =>
        {
            var found = standing.Decisions
                .Where(d => d.State != DecisionState.Unfinished && (state is null || DecisionJson.Word(d.State) == state))
                .Where(d => (campaign is null || d.Terms.Campaign == campaign) && (after is null || string.CompareOrdinal(d.Id, after) > 0))
                .OrderBy(static d => d.Id, StringComparer.Ordinal).Take(limit + 1).ToList();
            json.WriteStartObject();
            json.WriteStartArray("decisions");
            foreach (var decision in found.Take(limit))
            {
                json.WriteStartObject();
                DecisionJson.Decision(json, decision, book.Needed(decision));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("next", found.Count > limit && limit > 0 ? found[limit - 1].Id : null);
            json.WriteEndObject();
            return true;
        });
    }

    private static void Decision(Utf8JsonWriter json, DecisionBook book, string id, int accounts) => book.Read(standing =>
    {
        var decision = standing.Decision(id) ?? throw new ActRefusedException(Refusal.Unknown, "there is no such decision");
        json.WriteStartObject();
        DecisionJson.Decision(json, decision, book.Needed(decision));
        json.WriteStartArray("some_accounts");
        foreach (var account in decision.Covered.Order(StringComparer.Ordinal).Take(accounts))
            json.WriteStringValue(account);
        json.WriteEndArray();
        json.WriteStartArray("some_waiting");
        foreach (var account in decision.Waiting.Order(StringComparer.Ordinal).Take(accounts))
            json.WriteStringValue(account);
        json.WriteEndArray();
        json.WriteEndObject();
        return true;
    });

    private static void Entries(Utf8JsonWriter json, ILedger ledger, IQueryCollection query)
    {
        var limit = Limit(query, "limit", 100);
        var head = ledger.Head;
        json.WriteStartObject();
        json.WriteString("head", head.ToString());
        json.WriteStartArray("entries");
        long bytes = 0;
        foreach (var entry in ledger.Read(Number(query, "after", 0, 1L << 53)))
        {
            if (limit-- == 0 || (bytes += entry.Payload.Length) > MostEntryBytes)
                break;
            DecisionJson.Entry(json, entry);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
