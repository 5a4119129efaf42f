using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stillhound.WebConsole.Parts;

/// <summary>
/// Addresses of accounts. A name is whatever somebody sent: it stands percent-encoded as one segment of the path and is read back from
/// the address as it was asked for, as servers decode all of a path but slashes. What cannot stand in a path stands in the query.
/// </summary>
internal static class AccountPath
{
    /// <summary>An account's page.</summary>
    public static string Of(string name) => Fits(name) ? "/accounts/" + Uri.EscapeDataString(name) : "/account?name=" + Uri.EscapeDataString(name);

    /// <summary>The statement of reasons for its owner.</summary>
    public static string Statement(string name) => Fits(name) ? Of(name) + "/statement" : "/account/statement?name=" + Uri.EscapeDataString(name);

    /// <summary>Where a table of it is exported; null where its name cannot stand in a path.</summary>
    public static string? Export(string name, string table) => Fits(name) ? "/export/accounts/" + Uri.EscapeDataString(name) + "/" + table : null;

    /// <summary>The account that a request is about; empty without.</summary>
    public static string Read(HttpContext context)
    {
        if (context.Request.Query["name"] is [{ Length: > 0 } named, ..] && !context.Request.Path.StartsWithSegments("/accounts", StringComparison.Ordinal))
            return named;
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.AsSpan(0, target.AsSpan().IndexOfAny('?', '#') is var end and >= 0 ? end : target.Length);
        const string Before = "/accounts/";
        var start = path.IndexOf(Before, StringComparison.Ordinal);
        if (start < 0)
            return "";
        path = path[(start + Before.Length)..];
        if (path.IndexOf('/') is var slash and >= 0)
            path = path[..slash];
        return Uri.UnescapeDataString(path.ToString());
    }

    // Browsers take dots out of paths, and no server takes a zero in one.
    private static bool Fits(string name) => name is not ("" or "." or "..") && !name.Contains('\0', StringComparison.Ordinal);
}
