using Microsoft.AspNetCore.Http;

namespace Stillhound.AspNetCore;

/// <summary>
/// How the middleware works. It asks a Stillhound server for its decisions every few seconds, keeps them in memory, and applies them
/// without asking anybody while a request waits. When the server is away it goes on with what it has, each decision until it ends;
/// without any it serves everything.
/// </summary>
public sealed class StillhoundOptions
{
    /// <summary>The server, such as <c>http://127.0.0.1:9002</c>. Required; https, or http on loopback unless <see cref="AllowPlainHttp"/>.</summary>
    public Uri? Server { get; set; }

    /// <summary>The key that the server's configuration gives this gateway under <c>enforce.crowdsec.bouncers</c>. Required.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>How often the server is asked. Default 10 seconds; from 1 second to 1 hour.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one answer may take. Default 30 seconds; from 1 second to 10 minutes.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The account of a request; null when it names none. Default: the subject of the signed-in user, else the header <c>x-account-id</c>,
    /// which only counts where clients cannot send it themselves.
    /// </summary>
    public Func<HttpContext, string?> Account { get; set; } = static context =>
        context.User.FindFirst("sub")?.Value ?? context.User.Identity?.Name ?? (context.Request.Headers["x-account-id"].ToString() is { Length: > 0 } header ? header : null);

    /// <summary>The name under which the server keeps an account, where it keeps keyed hashes instead of names; null where it keeps names.</summary>
    public Func<string, string>? StoredName { get; set; }

    /// <summary>Whether decisions are only told in headers and never carried out. Default no; simulated decisions never are.</summary>
    public bool ObserveOnly { get; set; }

    /// <summary>Whether http may be used outside loopback. Default no: the key would cross the network in the clear.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>Most accounts whose decisions are kept; an answer with more is refused and the old ones stay. Default 2,000,000.</summary>
    public int MostAccounts { get; set; } = 2_000_000;

    /// <summary>Most accounts whose requests or tokens are counted at once; further ones are not limited. Default 200,000.</summary>
    public int CountedAccounts { get; set; } = 200_000;

    /// <summary>Makes the HTTP handler that reaches the server; null for the usual one.</summary>
    public Func<HttpMessageHandler>? Handler { get; set; }
}
