using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Formats.Otlp;
using Stillhound.Server.Access;
using Stillhound.Server.Grpc;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Ingest;

/// <summary>
/// Ingest by the OpenTelemetry protocol, over HTTP and gRPC: traces and logs, protobuf and JSON. What cannot be an exchange is told as
/// partial success; what is no call of a model is passed over.
/// </summary>
internal static class OtlpEndpoints
{
    private const string Source = "otlp";
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    /// <summary>Adds the routes.</summary>
    public static void MapOtlp(this IEndpointRouteBuilder routes, IngestServices services)
    {
        var group = routes.MapGroup("").RequireAuthorization(static policy => policy.RequireRole(Role.Ingest));
        foreach (var (path, method, signal) in new[]
        {
            ("/v1/traces", "/opentelemetry.proto.collector.trace.v1.TraceService/Export", OtlpSignal.Traces),
            ("/v1/logs", "/opentelemetry.proto.collector.logs.v1.LogsService/Export", OtlpSignal.Logs),
        })
        {
            group.MapPost(path, context => HttpAsync(context, services, signal));
            routes.MapUnary(method, (body, cancellation, _) => GrpcAsync(body, services, signal, cancellation), new UnaryOptions
            {
                MostBytes = (int)Math.Min(int.MaxValue, services.Options.LargestBody),
                Admit = static context => context.User.IsInRole(Role.Ingest),
                WhenFailed = static e => e is JournalException ? GrpcReply.TryLater(Wait, "the journal cannot be written at present") : GrpcReply.Failed(GrpcStatus.Internal, "the server failed; its log says more"),
            });
        }
    }

    private static Task HttpAsync(HttpContext context, IngestServices services, OtlpSignal signal)
    {
        var type = (context.Request.ContentType ?? "").Split(';')[0].Trim();
        OtlpEncoding? encoding = type switch
        {
            Protobuf => OtlpEncoding.Protobuf,
            Json => OtlpEncoding.Json,
            _ => null,
        };
        if (encoding is not { } known)
            return Problem.Write(context.Response, StatusCodes.Status415UnsupportedMediaType, $"Content-Type must be {Protobuf} or {Json}");
        return IngestEndpoints.GuardAsync(context, services, Source, async body =>
        {
            var outcome = await TakeAsync(body.Memory, services, known, signal, context.RequestAborted);
            context.Response.StatusCode = outcome.IsReadable ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
            context.Response.ContentType = type;
            var answer = known == OtlpEncoding.Json ? JsonAnswer(outcome, signal) : ProtobufAnswer(outcome);
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer);
        });
    }

    private static async ValueTask<GrpcReply> GrpcAsync(ReadOnlyMemory<byte> body, IngestServices services, OtlpSignal signal, CancellationToken cancellation)
    {
        if (services.Intake.IsFull)
        {
            services.Count(Source, "busy");
            return GrpcReply.TryLater(Wait, "the detector is behind");
        }

        var outcome = await TakeAsync(body, services, OtlpEncoding.Protobuf, signal, cancellation);
        return outcome.IsReadable ? GrpcReply.Ok(ProtobufAnswer(outcome)) : GrpcReply.Failed(GrpcStatus.InvalidArgument, "the request is not readable");
    }

    private static async ValueTask<OtlpOutcome> TakeAsync(ReadOnlyMemory<byte> body, IngestServices services, OtlpEncoding encoding, OtlpSignal signal, CancellationToken cancellation)
    {
        using var lent = await services.Workers.LendAsync(cancellation);
        var outcome = lent.Worker.Read(body, encoding, signal);
        var result = await services.Intake.AcceptAsync(lent.Worker.Sink);
        services.Count(Source, result.Added, result.Retried, outcome.Rejected, outcome.Skipped);
        return outcome;
    }

    /// <summary>ExportTraceServiceResponse and ExportLogsServiceResponse are alike: field 1 holds what was rejected, left out where all is well.</summary>
    private static ReadOnlyMemory<byte> ProtobufAnswer(in OtlpOutcome outcome)
    {
        var answer = new ProtoWriter(64);
        if (!outcome.IsReadable)
        {
            // google.rpc.Status
            answer.Number(1, (ulong)GrpcStatus.InvalidArgument);
            answer.Text(2, outcome.FirstError ?? "");
        }
        else if (outcome.Rejected > 0)
        {
            var partial = answer.Begin(1);
            answer.Number(1, (ulong)outcome.Rejected);
            answer.Text(2, outcome.FirstError ?? "");
            answer.End(partial);
        }

        return answer.ToMemory();
    }

    private static ReadOnlyMemory<byte> JsonAnswer(in OtlpOutcome outcome, OtlpSignal signal)
    {
        if (outcome is { IsReadable: true, Rejected: 0 })
            return "{}"u8.ToArray();
        var message = JsonSerializer.Serialize(outcome.FirstError ?? "", ProblemJson.Default.String);
        var rejected = signal == OtlpSignal.Traces ? "rejectedSpans" : "rejectedLogRecords";
        return Encoding.UTF8.GetBytes(outcome.IsReadable ? $"{{\"partialSuccess\":{{\"{rejected}\":\"{outcome.Rejected}\",\"errorMessage\":{message}}}}}" : $"{{\"code\":3,\"message\":{message}}}");
    }
}
