using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Decisions.Acts;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Hosting;
using Stillhound.WebConsole.Layout;

namespace Stillhound.WebConsole.Acts;

/// <summary>What admins do about what is held of a person, as forms of the console send it.</summary>
internal static class PrivacyForms
{
    /// <summary>Adds the routes.</summary>
    public static void Map(RouteGroupBuilder routes)
    {
        ActForm.Map(routes, "/act/holds/set", ConsoleParts.Administers, static c =>
        {
            if (!DateTimeOffset.TryParse(c.Field("until"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var until))
                throw new ActRefusedException(Refusal.Invalid, "until: expected a day, such as 2027-01-31");
            var (account, campaign) = (c.Field("account"), c.Field("campaign"));
            return $"{c.Host.Live.Holds.Set(account.Length == 0 ? null : account, campaign.Length == 0 ? null : campaign, until, c.Act()).Id} stands; nothing is forgotten while it does.";
        });
        ActForm.Map(routes, "/act/holds/{id}/release", ConsoleParts.Administers, static c =>
        {
            c.Host.Live.Holds.Release(c.Id, c.Act());
            return $"{c.Id} was released.";
        });
        ActForm.Map(routes, "/act/privacy/erase", ConsoleParts.Administers, static async c => await c.Host.Live.Privacy.EraseAsync(c.Field("account"), c.Field("force") == "yes", c.Act())
            ? "It is erased."
            : "It is erased from the engine. Older checkpoints and the journal still hold it and go as soon as newer ones stand.");
        routes.MapPost("/act/privacy/export", ExportAsync).RequireAuthorization(ConsoleParts.Administers);
    }

    /// <summary>Everything that is held of an account, as a file. That it was handed out is in the ledger before it is.</summary>
    private static async Task<IResult> ExportAsync(HttpContext context, IAntiforgery antiforgery, ConsoleState state, FlashSeal seal)
    {
        try
        {
            if (!await antiforgery.IsRequestValidAsync(context))
                throw new ActRefusedException(Refusal.Conflict, "the page was open for too long; please try again");
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var act = new Act(context.User.Identity!.Name, form["reason"]);
            var document = await state.Host!.Live.Privacy.ExportAsync(((string?)form["account"] ?? "").Trim(), act, context.RequestAborted);
            return Results.File(document, "application/json", "stillhound-account.json");
        }
        catch (Exception e) when (e is ActRefusedException or InvalidOperationException)
        {
            Flash.Leave(context, seal, e.Message, isError: true);
            context.Response.Headers.Location = "/privacy";
            return Results.StatusCode(StatusCodes.Status303SeeOther);
        }
    }
}
