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
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Failing = TimeSpan.FromSeconds(30);

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
            if (!outcome.IsReadable)
                await Refuse(context.Response, StatusCodes.Status400BadRequest, outcome.FirstError ?? "");
            else
                await AnswerAsync(context.Response, StatusCodes.Status200OK, type, known == OtlpEncoding.Json ? JsonAnswer(outcome, signal) : ProtobufAnswer(outcome));
        }, Refuse);

        Task Refuse(HttpResponse response, int status, string what) =>
            AnswerAsync(response, status, type, known == OtlpEncoding.Json ? JsonStatus(CodeOf(status), what) : ProtobufStatus(CodeOf(status), what));
    }

    private static Task AnswerAsync(HttpResponse response, int status, string type, ReadOnlyMemory<byte> answer)
    {
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = answer.Length;
        return response.Body.WriteAsync(answer).AsTask();
    }

    /// <summary>The code of google.rpc.Status that goes with a status of HTTP.</summary>
    private static GrpcStatus CodeOf(int status) => status switch
    {
        StatusCodes.Status408RequestTimeout => GrpcStatus.DeadlineExceeded,
        StatusCodes.Status413PayloadTooLarge => GrpcStatus.ResourceExhausted,
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => GrpcStatus.Unavailable,
        _ => GrpcStatus.InvalidArgument,
    };

    private static async ValueTask<GrpcReply> GrpcAsync(ReadOnlyMemory<byte> body, IngestServices services, OtlpSignal signal, CancellationToken cancellation)
    {
        if (services.Intake.IsFull)
        {
            services.Count(Source, "busy");
            return GrpcReply.TryLater(Busy, "the detector is behind");
        }

        try
        {
            var outcome = await TakeAsync(body, services, OtlpEncoding.Protobuf, signal, cancellation);
            return outcome.IsReadable ? GrpcReply.Ok(ProtobufAnswer(outcome)) : GrpcReply.Failed(GrpcStatus.InvalidArgument, "the request is not readable");
        }
        catch (JournalException e)
        {
            services.Count(Source, "not_durable");
            services.NotDurable(e);
            return GrpcReply.TryLater(Failing, "the journal cannot be written at present");
        }
    }

    private static async ValueTask<OtlpOutcome> TakeAsync(ReadOnlyMemory<byte> body, IngestServices services, OtlpEncoding encoding, OtlpSignal signal, CancellationToken cancellation)
    {
        using var lent = await services.Workers.LendAsync(cancellation);
        var outcome = await lent.ReadAsync(worker => worker.Read(body, encoding, signal));
        var result = await services.Intake.AcceptAsync(lent.Worker.Sink);
        services.Count(Source, result.Added, result.Retried, outcome.Rejected, outcome.Skipped);
        return outcome;
    }

    /// <summary>ExportTraceServiceResponse and ExportLogsServiceResponse are alike: field 1 holds what was rejected, left out where all is well.</summary>
    private static ReadOnlyMemory<byte> ProtobufAnswer(in OtlpOutcome outcome)
    {
        var answer = new ProtoWriter(64);
        if (outcome.Rejected > 0)
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
        if (outcome.Rejected == 0)
            return "{}"u8.ToArray();
        var message = JsonSerializer.Serialize(outcome.FirstError ?? "", ProblemJson.Default.String);
        var rejected = signal == OtlpSignal.Traces ? "rejectedSpans" : "rejectedLogRecords";
        return Encoding.UTF8.GetBytes($"{{\"partialSuccess\":{{\"{rejected}\":\"{outcome.Rejected}\",\"errorMessage\":{message}}}}}");
    }

    /// <summary>A google.rpc.Status.</summary>
    private static ReadOnlyMemory<byte> ProtobufStatus(GrpcStatus code, string what)
    {
        var status = new ProtoWriter(64);
        status.Number(1, (ulong)code);
        status.Text(2, what);
        return status.ToMemory();
    }

    private static ReadOnlyMemory<byte> JsonStatus(GrpcStatus code, string what) =>
        Encoding.UTF8.GetBytes($"{{\"code\":{(int)code},\"message\":{JsonSerializer.Serialize(what, ProblemJson.Default.String)}}}");
}
