using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stillhound.WebConsole.Access;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Layout;
using Stillhound.Ledger;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Hosting;

namespace Stillhound.WebConsole.Acts;

/// <summary>One act that a form asks for.</summary>
/// <param name="Host">The running server.</param>
/// <param name="Id">What it is about, from the address.</param>
/// <param name="Person">Who acts.</param>
/// <param name="Form">What the form says.</param>
/// <param name="Services">What the console keeps.</param>
internal sealed record ActContext(HostState Host, string Id, string Person, IFormCollection Form, IServiceProvider Services)
{
    /// <summary>Who and why.</summary>
    /// <exception cref="ActRefusedException">There is no reason, or it is too long.</exception>
    public Act Act()
    {
        var act = new Act(Person, Form["reason"]);
        return act.Note.Length > 0 ? act : throw new ActRefusedException(Refusal.Invalid, "Say why: the ledger keeps the reason with the act.");
    }

    /// <summary>The revision that the person looked at; null where the form says none.</summary>
    public long? Revision => long.TryParse(Form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;

    /// <summary>The page that follows; null for the one that the form names.</summary>
    public string? Next { get; set; }

    /// <summary>Something that the console keeps.</summary>
    public T Of<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A field, without the white space around it.</summary>
    public string Field(string name) => ((string?)Form[name] ?? "").Trim();
}

/// <summary>Routes of forms: who sends them is signed in and sent them from a page of ours; what becomes of it stands on the next page.</summary>
internal static class ActForm
{
    private const int LargestForm = 64 << 10;

    /// <summary>Adds a route.</summary>
    /// <param name="routes">The console's routes.</param>
    /// <param name="path">Its address; <c>{id}</c> is what it is about.</param>
    /// <param name="policy">Who may.</param>
    /// <param name="act">Does it, and says in a sentence what was done.</param>
    public static void Map(RouteGroupBuilder routes, string path, string policy, Func<ActContext, string> act) =>
        Map(routes, path, policy, context => Task.FromResult(act(context)));

    /// <inheritdoc cref="Map(RouteGroupBuilder, string, string, Func{ActContext, string})"/>
    public static void Map(RouteGroupBuilder routes, string path, string policy, Func<ActContext, Task<string>> act) => routes.MapPost(path, async (HttpContext context, IAntiforgery antiforgery, ConsoleState state, FlashSeal seal) =>
    {
        var id = context.GetRouteValue("id")?.ToString() ?? "";
        var back = "/";
        try
        {
            if (context.Request.ContentLength is null or > LargestForm || !context.Request.HasFormContentType)
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            if (!await antiforgery.IsRequestValidAsync(context))
                throw new ActRefusedException(Refusal.Conflict, "The page was open for too long, or the form came from elsewhere. Nothing was done; please try again.");
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            back = SignIn.Local(form["back"]);
            var asked = new ActContext(state.Host!, id, context.User.Identity!.Name!, form, context.RequestServices);
            var done = await act(asked);
            back = asked.Next ?? back;
            Flash.Leave(context, seal, done);
        }
        catch (ActRefusedException e)
        {
            Flash.Leave(context, seal, Sentence(e.Message), isError: true);
        }
        catch (LedgerException)
        {
            Flash.Leave(context, seal, "The ledger cannot be written, so nothing was done. The log says why.", isError: true);
        }

        // 303: what follows is a page to look at, also when it is loaded again.
        context.Response.Headers.Location = back;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }).RequireAuthorization(policy);

    private static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..] + (text.EndsWith('.') ? "" : ".");
}
