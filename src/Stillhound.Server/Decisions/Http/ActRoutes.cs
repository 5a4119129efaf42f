using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Decisions.Acts;

namespace Stillhound.Server.Decisions.Http;

/// <summary>Routes by which people who are known by name act.</summary>
internal static class ActRoutes
{
    /// <summary>Adds a route for an act: its body is read, the actor is the request's user, and what stands then is the answer.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="path">The path; <c>{id}</c> in it is given to the act, empty without.</param>
    /// <param name="known">The texts that the body may have; <c>reason</c> becomes the act's note.</param>
    /// <param name="act">Does it and writes the answer.</param>
    public static void MapAct(this IEndpointRouteBuilder routes, string path, IReadOnlyList<string> known, Action<Utf8JsonWriter, string, Act, ActFields> act) =>
        routes.MapPost(path, async (HttpContext context) =>
        {
            var (fields, refused) = await ReadAsync(context.Request, known);
            await ApiAnswer.Answer(context, json =>
            {
                var actor = Actor(context);
                if (refused is not null)
                    throw refused;
                act(json, context.Request.RouteValues["id"] as string ?? "", new Act(actor, fields!["reason"]), fields);
            });
        });

    /// <summary>Who acts.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody knows.</exception>
    public static string Actor(HttpContext context) => context.User.Identity?.Name is { Length: > 0 } actor ? actor : throw new UnauthorizedAccessException();

    /// <summary>Reads a body, or why it cannot be taken, which is told only to who may act.</summary>
    public static async Task<(ActFields? Fields, ActRefusedException? Refused)> ReadAsync(HttpRequest request, IReadOnlyList<string> known)
    {
        try
        {
            return (await ActFields.ReadAsync(request, known), null);
        }
        catch (ActRefusedException e)
        {
            return (null, e);
        }
    }
}
