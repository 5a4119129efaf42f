using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stillhound.WebConsole.Access;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Layout;
using Stillhound.Server.Access;

namespace Stillhound.WebConsole.Hosting;

/// <summary>What the console needs wherever it is served: components, sessions, headers.</summary>
internal static class ConsoleParts
{
    /// <summary>Name of the policy of pages: a person who may look.</summary>
    public const string Looks = "console.viewer";

    /// <summary>Name of the policy of acts by analysts.</summary>
    public const string Acts = "console.analyst";

    /// <summary>Name of the policy of approvals.</summary>
    public const string Approves = "console.approver";

    /// <summary>Name of the policy of what only admins do.</summary>
    public const string Administers = "console.admin";

    /// <summary>Adds services.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="keys">Folder of the keys that seal sessions; null where sessions end with the process.</param>
    /// <param name="configure">What else a session's cookie needs.</param>
    public static void AddConsole(this IServiceCollection services, string? keys, Action<CookieAuthenticationOptions> configure)
    {
        var protection = services.AddDataProtection().SetApplicationName("stillhound");
        if (keys is not null)
            protection.PersistKeysToFileSystem(KeyFolder(keys));
        else
            protection.UseEphemeralDataProtectionProvider();
        services.AddLogging(static logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error));
        new AuthenticationBuilder(services).AddCookie(SignIn.Scheme, cookie =>
        {
            cookie.Cookie.Name = "stillhound.session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/refused";
            cookie.ReturnUrlParameter = "next";
            cookie.SlidingExpiration = true;
            configure(cookie);
        });
        services.AddAuthorizationBuilder()
            .AddPolicy(Looks, static p => p.AddAuthenticationSchemes(SignIn.Scheme).RequireRole(Role.Viewer))
            .AddPolicy(Acts, static p => p.AddAuthenticationSchemes(SignIn.Scheme).RequireRole(Role.Analyst))
            .AddPolicy(Approves, static p => p.AddAuthenticationSchemes(SignIn.Scheme).RequireRole(Role.Approver))
            .AddPolicy(Administers, static p => p.AddAuthenticationSchemes(SignIn.Scheme).RequireRole(Role.Admin));
        services.AddAntiforgery(static form =>
        {
            form.Cookie.Name = "stillhound.form";
            form.Cookie.SameSite = SameSiteMode.Strict;
            form.FormFieldName = "form_token";
        });
        services.AddSingleton<FlashSeal>();
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddServerScreens();
    }

    /// <summary>Adds what stands before routing: whose host is not ours is refused, and no page may load or send anything elsewhere.</summary>
    /// <param name="app">The host.</param>
    /// <param name="isOurs">Whether requests for a host, without its port, are meant for us.</param>
    /// <param name="url">Where people reach it through a proxy; null without.</param>
    public static void UseConsoleHeaders(this IApplicationBuilder app, Func<string, bool> isOurs, Uri? url = null) => app.Use(async (context, next) =>
    {
        var leadsNowhere = MissingPages.IsVisit(context) && isOurs(context.Request.Host.Host);
        if (!leadsNowhere && context.GetEndpoint()?.Metadata.GetMetadata<ConsoleRoute>() is null)
        {
            await next(context);
            return;
        }

        if (!isOurs(context.Request.Host.Host))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("This server does not answer for that host; set console.url to where people reach it.\n");
            return;
        }

        // What ends TLS for us speaks plainly to us; cookies and addresses are to be those that people see.
        if (url is not null && string.Equals(context.Request.Host.Host, url.IdnHost, StringComparison.OrdinalIgnoreCase))
            context.Request.Scheme = url.Scheme;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (!context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
            headers.CacheControl = "no-store";
        await (leadsNowhere ? MissingPages.ShowAsync(context) : next(context));
    });

    /// <summary>Adds the pages.</summary>
    /// <returns>The group of all routes of the console.</returns>
    public static RouteGroupBuilder MapConsolePages(this WebApplication app)
    {
        var group = app.MapGroup("").WithMetadata(new ConsoleRoute());
        PageAssets.Map(group);
        group.MapRazorComponents<App>().RequireAuthorization(Looks);
        return group;
    }

    private static DirectoryInfo KeyFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}

/// <summary>Marks routes of the console.</summary>
internal sealed class ConsoleRoute;
