using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Stillhound.Server.Access;

namespace Stillhound.WebConsole.Access;

/// <summary>
/// Signing in with OpenID Connect: authorization code with PKCE (RFC 7636), state and nonce in a cookie that only this server can read.
/// What the provider says is checked by its published keys, issuer, audience, lifetime and nonce.
/// </summary>
internal sealed partial class OpenId : IDisposable
{
    /// <summary>Begins the stamp of those who came this way.</summary>
    public const string StampPrefix = "openid:";

    // The thread that a provider's answer comes on may be one that answers gateways; what follows seals with keys that are files.
    private const ConfigureAwaitOptions InThePool = ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext;

    private const string Pending = "stillhound.openid";
    private const int LargestAnswer = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly UserTable _users;
    private readonly ITimeLimitedDataProtector _protector;
    private readonly HttpClient _http;
    private readonly ILogger _log;
    private (Uri Issuer, ConfigurationManager<OpenIdConnectConfiguration> Manager)? _discovered;

    /// <summary>Makes it.</summary>
    /// <param name="users">Says where people sign in.</param>
    /// <param name="protection">Seals the cookie.</param>
    /// <param name="log">Where refusals are told.</param>
    /// <param name="handler">How the provider is reached; null for the network.</param>
    public OpenId(UserTable users, IDataProtectionProvider protection, ILogger log, HttpMessageHandler? handler = null)
    {
        (_users, _log) = (users, log);
        _protector = protection.CreateProtector("openid").ToTimeLimitedDataProtector();
        _http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = LargestAnswer };
    }

    /// <summary>The stamp of somebody with these roles, under this configuration.</summary>
    public static string StampOf(OpenIdOptions options, IEnumerable<string> roles) =>
        StampPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Issuer} {options.ClientId} {string.Join(',', options.Roles)} {string.Join(',', roles.Order(StringComparer.Ordinal))}")))[..16];

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in/openid", BeginAsync).AllowAnonymous();
        routes.MapGet("/sign-in/openid/back", EndAsync).AllowAnonymous();
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<IResult> BeginAsync(HttpContext context, string? next)
    {
        if (_users.OpenId is not { } options)
            return Results.NotFound();
        OpenIdConnectConfiguration provider;
        try
        {
            provider = await DiscoverAsync(options, context.RequestAborted).ConfigureAwait(InThePool);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException || IsTooLate(e, context))
        {
            Log.Unreachable(_log, options.Issuer.ToString(), e.Message);
            return Results.Redirect("/sign-in?why=provider");
        }

        var (state, nonce, verifier) = (Random(), Random(), Random());
        var sealedState = _protector.Protect(string.Join('\n', state, nonce, verifier, SignIn.Local(next)), Patience);
        context.Response.Cookies.Append(Pending, sealedState, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = Patience, Path = "/sign-in/openid" });
        var request = new OpenIdConnectMessage
        {
            IssuerAddress = provider.AuthorizationEndpoint, ClientId = options.ClientId, ResponseType = OpenIdConnectResponseType.Code, ResponseMode = OpenIdConnectResponseMode.Query,
            Scope = "openid profile email", RedirectUri = Back(context), State = state, Nonce = nonce,
        };
        request.SetParameter("code_challenge", Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
        request.SetParameter("code_challenge_method", "S256");
        return Results.Redirect(request.CreateAuthenticationRequestUrl());
    }

    private async Task<IResult> EndAsync(HttpContext context, string? code, string? state)
    {
        if (_users.OpenId is not { } options)
            return Results.NotFound();
        var pending = Unseal(context.Request.Cookies[Pending]);
        context.Response.Cookies.Delete(Pending, new CookieOptions { Path = "/sign-in/openid" });
        if (pending is not [var wanted, var nonce, var verifier, var next] || code is null || state is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(wanted), Encoding.UTF8.GetBytes(state)))
            return Results.Redirect("/sign-in?why=again");
        try
        {
            var provider = await DiscoverAsync(options, context.RequestAborted);
            var token = await RedeemAsync(options, provider, code, verifier, Back(context), context.RequestAborted);
            var person = await PersonAsync(options, provider, token, nonce).ConfigureAwait(InThePool);
            if (person is null)
                return Results.Redirect("/sign-in?why=role");
            await context.SignInAsync(SignIn.Scheme, person);
            return Results.LocalRedirect(SignIn.Local(next));
        }
        // A provider that does not answer in time ends as a cancellation, which is not the person's own.
        catch (Exception e) when (e is SecurityTokenException or InvalidOperationException or HttpRequestException or JsonException or IOException or ArgumentException || IsTooLate(e, context))
        {
            Log.Refused(_log, options.Issuer.ToString(), e.Message);
            return Results.Redirect("/sign-in?why=provider");
        }
    }

    private async Task<string> RedeemAsync(OpenIdOptions options, OpenIdConnectConfiguration provider, string code, string verifier, string back, CancellationToken cancellation)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = back, ["client_id"] = options.ClientId, ["code_verifier"] = verifier };
        using var request = new HttpRequestMessage(HttpMethod.Post, provider.TokenEndpoint) { Content = new FormUrlEncodedContent(fields) };
        if (options.ClientSecret is { } secret)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(options.ClientId)}:{Uri.EscapeDataString(secret)}")));
        using var answer = await _http.SendAsync(request, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"the token endpoint answered {(int)answer.StatusCode}");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("id_token", out var token) && token.GetString() is { Length: > 0 } text
            ? text
            : throw new InvalidOperationException("the token endpoint gave no id_token");
    }

    private static async Task<ClaimsPrincipal?> PersonAsync(OpenIdOptions options, OpenIdConnectConfiguration provider, string token, string nonce)
    {
        var checkedToken = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer, ValidAudience = options.ClientId, IssuerSigningKeys = provider.SigningKeys, ClockSkew = TimeSpan.FromMinutes(2), RequireSignedTokens = true,
            // What is signed with a secret that both know could be signed by whoever learns it.
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384],
        });
        if (!checkedToken.IsValid)
            throw checkedToken.Exception as SecurityTokenException ?? new SecurityTokenException("the id_token is not valid", checkedToken.Exception);
        var claims = checkedToken.ClaimsIdentity;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(claims.FindFirst("nonce")?.Value ?? ""), Encoding.UTF8.GetBytes(nonce)))
            throw new SecurityTokenException("the id_token answers another sign-in");
        var name = claims.FindFirst(options.NameClaim)?.Value ?? claims.FindFirst("sub")?.Value;
        // An address that the provider has not verified is whatever somebody typed.
        if (options.NameClaim == "email" && string.Equals(claims.FindFirst("email_verified")?.Value, "false", StringComparison.OrdinalIgnoreCase))
            name = claims.FindFirst("sub")?.Value;
        var roles = claims.FindAll(options.GroupsClaim).Select(g => options.Roles.GetValueOrDefault(g.Value)).OfType<string>().SelectMany(Role.Implied).Distinct(StringComparer.Ordinal).ToList();
        return name is not { Length: > 0 and <= 200 } || roles.Count == 0 ? null : SignIn.Person(name, roles, StampOf(options, roles));
    }

    private async Task<OpenIdConnectConfiguration> DiscoverAsync(OpenIdOptions options, CancellationToken cancellation)
    {
        var known = _discovered;
        if (known?.Issuer != options.Issuer)
        {
            var address = options.Issuer.ToString().TrimEnd('/') + "/.well-known/openid-configuration";
            var manager = new ConfigurationManager<OpenIdConnectConfiguration>(address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(_http) { RequireHttps = options.Issuer.Scheme == Uri.UriSchemeHttps });
            _discovered = known = (options.Issuer, manager);
        }

        return await known!.Value.Manager.GetConfigurationAsync(cancellation);
    }

    private static bool IsTooLate(Exception e, HttpContext context) => e is OperationCanceledException && !context.RequestAborted.IsCancellationRequested;

    private string[]? Unseal(string? cookie)
    {
        try
        {
            return cookie is { Length: > 0 and < 8192 } ? _protector.Unprotect(cookie).Split('\n') : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Back(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}/sign-in/openid/back";

    private static string Random() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Issuer} cannot be asked who signs in: {Reason}")]
        public static partial void Unreachable(ILogger log, string issuer, string reason);

        [LoggerMessage(2, LogLevel.Warning, "a sign-in by {Issuer} was refused: {Reason}")]
        public static partial void Refused(ILogger log, string issuer, string reason);
    }
}
