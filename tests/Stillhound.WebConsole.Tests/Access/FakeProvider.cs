using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Stillhound.WebConsole.Tests.Access;

/// <summary>An OpenID Connect provider on loopback that says what a test tells it to, and checks what a client owes it.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _otherKey = RSA.Create(2048);

    private FakeProvider(WebApplication app) => _app = app;

    public Uri Issuer => new(_app.Urls.First());

    /// <summary>Who signs in, and their groups.</summary>
    public (string Email, bool Verified, string[] Groups) Person { get; set; } = ("ada@example.org", true, ["abuse"]);

    /// <summary>Whether the token is signed by a key that was not published.</summary>
    public bool SignsWithAnotherKey { get; set; }

    /// <summary>For whom the token is.</summary>
    public string Audience { get; set; } = "stillhound";

    /// <summary>The nonce in the token; null for the one that was asked for.</summary>
    public string? Nonce { get; set; }

    private string Challenge { get; set; } = "";

    private string Asked { get; set; } = "";

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var provider = new FakeProvider(app);
        app.MapGet("/.well-known/openid-configuration", provider.DiscoverAsync);
        app.MapGet("/keys", provider.KeysAsync);
        app.MapPost("/token", provider.TokenAsync);
        await app.StartAsync();
        return provider;
    }

    /// <summary>What the provider's own page does when somebody has signed in there: back to the client with a code.</summary>
    public string Authorize(Uri asked)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(asked.Query);
        query["response_type"].ToString().ShouldBe("code");
        query["code_challenge_method"].ToString().ShouldBe("S256");
        (Challenge, Asked) = (query["code_challenge"].ToString(), query["nonce"].ToString());
        return $"{query["redirect_uri"]}?code=c0de&state={Uri.EscapeDataString(query["state"].ToString())}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _otherKey.Dispose();
    }

    private Task DiscoverAsync(HttpContext context) => context.Response.WriteAsJsonAsync(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["issuer"] = Issuer.ToString().TrimEnd('/'),
        ["authorization_endpoint"] = new Uri(Issuer, "/authorize").ToString(),
        ["token_endpoint"] = new Uri(Issuer, "/token").ToString(),
        ["jwks_uri"] = new Uri(Issuer, "/keys").ToString(),
    });

    private Task KeysAsync(HttpContext context)
    {
        var key = _key.ExportParameters(false);
        var published = new { kty = "RSA", kid = "k1", use = "sig", alg = "RS256", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { keys = new[] { published } }));
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (form["code"] != "c0de" || challenge != Challenge)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer.ToString().TrimEnd('/'),
            Audience = Audience,
            Expires = DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = "u-1", ["email"] = Person.Email, ["email_verified"] = Person.Verified, ["groups"] = Person.Groups, ["nonce"] = Nonce ?? Asked },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(SignsWithAnotherKey ? _otherKey : _key) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
        });
        await context.Response.WriteAsJsonAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["id_token"] = token, ["token_type"] = "Bearer", ["access_token"] = "x" });
    }
}
