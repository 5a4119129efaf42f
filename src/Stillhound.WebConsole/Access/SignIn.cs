using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Server.Access;

namespace Stillhound.WebConsole.Access;

/// <summary>Signing in with a password, and out.</summary>
internal static class SignIn
{
    /// <summary>The scheme under which a person is signed in.</summary>
    public const string Scheme = "console";

    /// <summary>The claim that changes when a person's password or roles do.</summary>
    public const string StampClaim = "stamp";

    private const int LargestForm = 16 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // The hash is slow on purpose: whoever guesses under many names must not take the processors from traffic.
    private static readonly SemaphoreSlim Hashing = new(1);

    /// <summary>How a person is known from then on.</summary>
    public static ClaimsPrincipal Person(string name, IEnumerable<string> roles, string stamp) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, name), new Claim(StampClaim, stamp), .. roles.Select(static role => new Claim(ClaimTypes.Role, role))], Scheme));

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, UserTable users, SignInLimit limit)
    {
        routes.MapPost("/sign-in/password", async (HttpContext context, IAntiforgery antiforgery) =>
        {
            if (context.Request.ContentLength is null or > LargestForm)
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            if (!await antiforgery.IsRequestValidAsync(context))
                return Results.Redirect("/sign-in?why=again");
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var (name, password, next) = (Short(form["name"]), Short(form["password"]), Local(form["next"]));
            var who = $"{context.Connection.RemoteIpAddress} {name.ToUpperInvariant()}";
            if (!limit.MayTry(who))
                return Results.Redirect("/sign-in?why=often&next=" + Uri.EscapeDataString(next));
            if (!await Hashing.WaitAsync(Patience, context.RequestAborted))
                return Results.Redirect("/sign-in?why=often&next=" + Uri.EscapeDataString(next));
            ConsoleUser? user;
            try
            {
                user = await Task.Run(() => users.Find(name, password), context.RequestAborted);
            }
            finally
            {
                Hashing.Release();
            }

            if (user is null)
            {
                limit.Failed(who);
                return Results.Redirect("/sign-in?why=wrong&next=" + Uri.EscapeDataString(next));
            }

            limit.Succeeded(who);
            await context.SignInAsync(Scheme, Person(user.Name, user.Roles, user.Stamp));
            return Results.LocalRedirect(next);
        }).AllowAnonymous().WithMetadata(new RequireAntiforgeryTokenAttribute(false));
        // With the session, whose person the form's token is for.
        routes.MapPost("/sign-out", async (HttpContext context, IAntiforgery antiforgery) =>
        {
            if (context.Request.ContentLength is null or > LargestForm)
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            if (await antiforgery.IsRequestValidAsync(context))
                await context.SignOutAsync(Scheme);
            return Results.LocalRedirect("/sign-in");
        }).RequireAuthorization(Hosting.ConsoleParts.Looks).WithMetadata(new RequireAntiforgeryTokenAttribute(false));
    }

    /// <summary>Ends the session of somebody whose password or roles are other ones now.</summary>
    public static async Task Validate(CookieValidatePrincipalContext context, UserTable users)
    {
        var person = context.Principal;
        var stamp = person?.FindFirstValue(StampClaim);
        var still = stamp is not null && (stamp.StartsWith(OpenId.StampPrefix, StringComparison.Ordinal)
            ? users.OpenId is { } openId && OpenId.StampOf(openId, person!.FindAll(ClaimTypes.Role).Select(static c => c.Value)) == stamp
            : users.Named(person!.Identity?.Name ?? "")?.Stamp == stamp);
        if (still)
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    /// <summary>An address on this server; the first page where it is another's.</summary>
    public static string Local(string? next) =>
        next is { Length: > 0 and < 2000 } && next[0] == '/' && (next.Length == 1 || next[1] is not ('/' or '\\')) && !next.Any(char.IsControl) && !next.StartsWith("/sign-", StringComparison.Ordinal) ? next : "/";

    private static string Short(string? text) => text is { Length: > 256 } ? text[..256] : text ?? "";
}
