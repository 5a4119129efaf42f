using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stillhound.Server.Enforcement.Accounts;

namespace Stillhound.Server.Enforcement;

/// <summary>Asking and answering where the gateway speaks plain HTTP and names the account in a header.</summary>
internal static class HttpAnswers
{
    private const int UsualName = 512;

    /// <summary>What happens to a request whose account a header names: the first of the sources that is there.</summary>
    public static Verdict Ask(Enforcer enforcer, long begun, HttpRequest request, IReadOnlyList<AccountSource> sources)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            if (request.Headers[sources[i].Name].ToString() is { Length: > 0 } names)
                return Ask(enforcer, begun, names);
        }

        return enforcer.Ask(begun, default);
    }

    private static Verdict Ask(Enforcer enforcer, long begun, string names)
    {
        var most = Encoding.UTF8.GetMaxByteCount(names.Length);
        var bytes = most <= UsualName ? stackalloc byte[UsualName] : new byte[most];
        return enforcer.AskAny(begun, bytes[..Encoding.UTF8.GetBytes(names, bytes)]);
    }

    /// <summary>Writes status, headers and, for a refusal, the body.</summary>
    public static Task WriteAsync(HttpResponse response, in Verdict verdict)
    {
        response.StatusCode = verdict.Status;
        response.Headers.CacheControl = "no-store";
        var headers = GatewayHeaders.Of(verdict);
        for (var i = 0; i < headers.Count; i++)
            response.Headers[headers[i].Name] = headers[i].Value;
        if (verdict.RetryAfterSeconds is > 0 and var wait)
            response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        if (verdict.Allows)
        {
            response.ContentLength = 0;
            return Task.CompletedTask;
        }

        var body = RefusalBody.Of(verdict);
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.BodyWriter.Write(body.Span);
        return Task.CompletedTask;
    }
}
