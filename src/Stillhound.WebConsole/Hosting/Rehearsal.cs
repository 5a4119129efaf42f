using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Stillhound.Core.Engine;
using Stillhound.Reporting;
using Stillhound.WebConsole.Data.Details;

namespace Stillhound.WebConsole.Hosting;

/// <summary>
/// Answers requests for pages over nothing while the server reads its state, on another thread: what the runtime has to compile for them is
/// then compiled when the server begins to listen, and whoever opens the console first does not wait for it. Once in the life of the process.
/// </summary>
internal static class Rehearsal
{
    private const string Key = "rehearsal";
    private static readonly string[] Pages = ["/sign-in", "/", "/campaigns", "/findings", "/accounts"];
    private static int _begun;

    /// <summary>Begins; nobody waits for it.</summary>
    /// <param name="time">The clock.</param>
    public static void Begin(TimeProvider time)
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0)
            _ = Task.Run(() => RunAsync(time));
    }

    /// <summary>Asks for each page once, signed in.</summary>
    /// <returns>How many were answered with a page.</returns>
    internal static async Task<int> PlayAsync(TimeProvider time)
    {
        var nothing = new ReadFindings(new DetectionEngine(new EngineOptions()).Now(), []);
        await using var app = FolderConsole.Build("", new FolderFindings(nothing, time.GetUtcNow()), 0, time, Key);
        // It is asked here and never started, so that it listens nowhere.
        app.UseEndpoints(static _ => { });
        var answer = ((IApplicationBuilder)app).Build();
        var session = (await AskAsync(app, answer, "/open", "?key=" + Key, "")).Headers.SetCookie.ToString().Split(';')[0];
        var pages = 0;
        foreach (var page in Pages)
            pages += (await AskAsync(app, answer, page, "", session)).StatusCode == StatusCodes.Status200OK ? 1 : 0;
        return pages;
    }

    private static async Task RunAsync(TimeProvider time)
    {
        try
        {
            await PlayAsync(time);
        }
#pragma warning disable CA1031 // Without it the first page takes longer, and nothing else is lost.
        catch (Exception)
#pragma warning restore CA1031
        {
            return;
        }
    }

    private static async Task<HttpResponse> AskAsync(WebApplication app, RequestDelegate answer, string path, string query, string session)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Method, context.Request.Scheme, context.Request.Host, context.Request.Path, context.Request.QueryString) = (HttpMethods.Get, "http", new HostString("localhost"), path, new QueryString(query));
        (context.Request.Headers.Cookie, context.Request.Headers.Accept) = (session, "text/html");
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = path + query;
        context.Response.Body = Stream.Null;
        await answer(context);
        return context.Response;
    }
}
