using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Stillhound.Server.Grpc;

/// <summary>
/// Serves unary gRPC methods on Kestrel's HTTP/2. Only what unary calls need: one message in, one out, status in the trailers,
/// gzip on the way in. Streaming and reflection are not offered. See docs/adr/0017-grpc-by-hand.md.
/// </summary>
internal static partial class GrpcEndpoints
{
    private const string ContentType = "application/grpc";

    private static readonly UnaryOptions Usual = new();

    /// <summary>Maps one method.</summary>
    /// <param name="routes">Where it is mapped.</param>
    /// <param name="path">Such as <c>/package.Service/Method</c>.</param>
    /// <param name="handler">
    /// Gets the encoded message, which is valid until it answers, a token that is cancelled when the caller leaves (which it does at its own deadline),
    /// and the request.
    /// </param>
    /// <param name="options">Bounds; null for the usual ones.</param>
    public static IEndpointConventionBuilder MapUnary(
        this IEndpointRouteBuilder routes, string path, Func<ReadOnlyMemory<byte>, CancellationToken, HttpContext, ValueTask<GrpcReply>> handler, UnaryOptions? options = null)
    {
        var logger = routes.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(GrpcEndpoints));
        return routes.MapPost(path, context => ServeAsync(context, handler, options ?? Usual, logger));
    }

    private static async Task ServeAsync(
        HttpContext context, Func<ReadOnlyMemory<byte>, CancellationToken, HttpContext, ValueTask<GrpcReply>> handler, UnaryOptions options, ILogger logger)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol) || !IsGrpc(context.Request.ContentType))
        {
            context.Response.StatusCode = HttpProtocol.IsHttp2(context.Request.Protocol) ? StatusCodes.Status415UnsupportedMediaType : StatusCodes.Status426UpgradeRequired;
            return;
        }

        context.Response.ContentType = ContentType;
        await WriteAsync(context.Response, await AnswerAsync(context, handler, options, logger));
    }

    private static async ValueTask<GrpcReply> AnswerAsync(
        HttpContext context, Func<ReadOnlyMemory<byte>, CancellationToken, HttpContext, ValueTask<GrpcReply>> handler, UnaryOptions options, ILogger logger)
    {
        try
        {
            if (options.Admit?.Invoke(context) == false)
                return GrpcReply.Failed(GrpcStatus.Unauthenticated, "a token is missing or wrong");
            var timeout = GrpcTimeout.Read(context.Request.Headers["grpc-timeout"]);
            using var message = new GrpcMessage(context.Request.BodyReader, options.MostBytes, context.Request.Headers["grpc-encoding"], options.Time);
            if (await message.ReadAsync(timeout < options.ArrivesWithin ? timeout.Value : options.ArrivesWithin) is { } refused)
                return message.IsLate && options.WhenLate is { } late ? late() : refused;
            return await handler(message.Bytes, context.RequestAborted, context);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException || context.RequestAborted.IsCancellationRequested)
        {
            // Covers requests that Kestrel itself refuses: they are IOExceptions too.
            return GrpcReply.Failed(GrpcStatus.DeadlineExceeded, "the call ended early");
        }
        catch (Exception e)
        {
            Log.Failed(logger, context.GetEndpoint()?.DisplayName, e);
            return options.WhenFailed?.Invoke(e) ?? GrpcReply.Failed(GrpcStatus.Internal, "the server failed; its log says more");
        }
    }

    private static async Task WriteAsync(HttpResponse response, GrpcReply reply)
    {
        if (reply.Status != GrpcStatus.Ok)
        {
            // Without a message the status may stand in the headers, and then nothing else is sent.
            response.Headers["grpc-status"] = ((int)reply.Status).ToString(System.Globalization.CultureInfo.InvariantCulture);
            response.Headers["grpc-message"] = Uri.EscapeDataString(reply.Text ?? "");
            if (!reply.Details.IsEmpty)
                response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(reply.Details.Span).TrimEnd('=');
            if (reply.Status == GrpcStatus.Unimplemented)
                response.Headers["grpc-accept-encoding"] = "identity,gzip";
            return;
        }

        var length = 5 + reply.Message.Length;
        var frame = response.BodyWriter.GetSpan(length);
        frame[0] = 0;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame[1..], reply.Message.Length);
        reply.Message.Span.CopyTo(frame[5..]);
        response.BodyWriter.Advance(length);
        response.AppendTrailer("grpc-status", "0");
        await response.CompleteAsync();
    }

    private static bool IsGrpc(string? contentType) =>
        contentType is not null && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) &&
        (contentType.Length == ContentType.Length || contentType[ContentType.Length] is ';' || contentType.AsSpan(ContentType.Length).StartsWith("+proto", StringComparison.OrdinalIgnoreCase));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed")]
        public static partial void Failed(ILogger logger, string? method, Exception error);
    }
}
