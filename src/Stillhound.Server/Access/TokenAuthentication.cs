using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Stillhound.Server.Access;

/// <summary>Tells who asks by <c>Authorization: Bearer TOKEN</c> or <c>X-Api-Key: TOKEN</c>.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, TokenTable tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "token";

    private const int Longest = 1024;

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var given = Given(Request.Headers);
        if (given is null)
            return Task.FromResult(AuthenticateResult.NoResult());
        if (given.Length > Longest || tokens.Find(given) is not { } token)
            return Task.FromResult(AuthenticateResult.Fail("unknown token"));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, token.Name), .. token.Roles.Select(static role => new Claim(ClaimTypes.Role, role))], Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Write(Response, StatusCodes.Status401Unauthorized, "a token is needed: Authorization: Bearer TOKEN");
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Write(Response, StatusCodes.Status403Forbidden, "this token may not do that");

    private static string? Given(IHeaderDictionary headers)
    {
        const string Bearer = "Bearer ";
        string? authorization = headers.Authorization;
        if (authorization is not null)
            return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : "";
        return headers["X-Api-Key"];
    }
}
