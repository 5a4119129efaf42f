using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stillhound.Formats.Live;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;
using Stillhound.Server.Access;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Ingest;

/// <summary>
/// Ingest over HTTP: native records, LiteLLM's <c>generic_api</c>, account facts and events. An answer of 200 says that everything that
/// could be read is durable; what could not is counted by reason in the answer.
/// </summary>
internal static class IngestEndpoints
{
    private const string Busy = "5";
    private const string Failing = "30";

    /// <summary>Adds the routes.</summary>
    public static void MapIngest(this IEndpointRouteBuilder routes, IngestServices services)
    {
        var group = routes.MapGroup("").RequireAuthorization(static policy => policy.RequireRole(Role.Ingest));
        group.MapPost("/v1/exchanges", context => ExchangesAsync(context, services, LogFormat.Native, "native"));
        foreach (var (name, format) in new[] { ("litellm", LogFormat.LiteLlm), ("envoy", LogFormat.Envoy), ("kong", LogFormat.Kong), ("bedrock", LogFormat.Bedrock), ("azure", LogFormat.Azure) })
            group.MapPost("/ingest/" + name, context => ExchangesAsync(context, services, format, name));
        group.MapPost("/v1/accounts", context => FactsAsync(context, services, "accounts", static body =>
        {
            var facts = FactsBody.Accounts(body.Span, "accounts", out var outcome);
            return (intake => intake.AcceptAsync(facts), outcome);
        }));
        group.MapPost("/v1/events", context => FactsAsync(context, services, "events", static body =>
        {
            var events = FactsBody.Events(body.Span, "events", out var outcome);
            return (intake => intake.AcceptAsync(events), outcome);
        }));
    }

    /// <summary>Runs what a request asks for, and answers what went wrong with it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="services">What the ways in share.</param>
    /// <param name="source">What it is counted as.</param>
    /// <param name="work">What is asked for, with the body.</param>
    /// <param name="write">Writes a refusal's status and line; null for this server's own JSON.</param>
    public static async Task GuardAsync(HttpContext context, IngestServices services, string source, Func<BodyBytes, Task> work, Func<HttpResponse, int, string, Task>? write = null)
    {
        write ??= Problem.Write;
        if (services.Intake.IsFull)
        {
            services.Count(source, "busy");
            await RefuseAsync(context.Response, write, StatusCodes.Status429TooManyRequests, "the detector is behind; come back later", Busy);
            return;
        }

        try
        {
            using var body = await BodyBytes.ReadAsync(context.Request, services.Options.LargestBody, context.RequestAborted);
            await work(body);
        }
        catch (BodyTooLargeException e)
        {
            await RefuseAsync(context.Response, write, StatusCodes.Status413PayloadTooLarge, e.Message);
        }
        catch (NotSupportedException e)
        {
            await RefuseAsync(context.Response, write, StatusCodes.Status415UnsupportedMediaType, e.Message);
        }
        catch (InvalidDataException)
        {
            await RefuseAsync(context.Response, write, StatusCodes.Status400BadRequest, "the body cannot be unpacked");
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context.Response, write, e.StatusCode, e.StatusCode == StatusCodes.Status408RequestTimeout ? "the body came too slowly" : "the request is not well formed");
        }
        catch (JournalException e)
        {
            services.Count(source, "not_durable");
            services.NotDurable(e);
            await RefuseAsync(context.Response, write, StatusCodes.Status503ServiceUnavailable, "the journal cannot be written at present; nothing was taken, send it again later", Failing);
        }
    }

    private static Task ExchangesAsync(HttpContext context, IngestServices services, LogFormat format, string source) =>
        GuardAsync(context, services, source, async body =>
        {
            using var lent = await services.Workers.LendAsync(context.RequestAborted);
            var outcome = await lent.ReadAsync(worker => worker.Read(body.Memory.Span, format, source));
            var result = await services.Intake.AcceptAsync(lent.Worker.Sink);
            services.Count(source, result.Added, result.Retried, outcome);
            await AnswerAsync(context.Response, result.Added, result.Retried, outcome);
        });

    private static Task FactsAsync(HttpContext context, IngestServices services, string source, Func<ReadOnlyMemory<byte>, (Func<Intake, ValueTask> Take, BodyOutcome Outcome)> read) =>
        GuardAsync(context, services, source, async body =>
        {
            var (take, outcome) = read(body.Memory);
            await take(services.Intake);
            services.Count(source, outcome.Accepted, 0, outcome);
            await AnswerAsync(context.Response, outcome.Accepted, 0, outcome);
        });

    private static async Task AnswerAsync(HttpResponse response, long added, long retried, BodyOutcome outcome)
    {
        response.StatusCode = outcome.Accepted == 0 && outcome.Rejected > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        response.ContentType = "application/json";
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("accepted", added);
            json.WriteNumber("retried", retried);
            json.WriteNumber("rejected", outcome.Rejected);
            if (outcome.Skipped > 0)
                json.WriteNumber("skipped", outcome.Skipped);
            if (outcome.Rejected > 0)
                WriteRejects(json, outcome);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        response.ContentLength = buffer.Length;
        await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    private static void WriteRejects(Utf8JsonWriter json, BodyOutcome outcome)
    {
        json.WriteStartObject("reasons");
        foreach (var (reason, count) in outcome.RejectedBy)
            json.WriteNumber(reason.Code(), count);
        json.WriteEndObject();
        json.WriteStartArray("first");
        foreach (var reject in outcome.Samples)
        {
            json.WriteStartObject();
            json.WriteNumber("line", reject.Line);
            json.WriteString("reason", reject.Reason.Describe());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Task RefuseAsync(HttpResponse response, Func<HttpResponse, int, string, Task> write, int status, string what, string? retryAfter = null)
    {
        if (response.HasStarted)
            return Task.CompletedTask;
        if (retryAfter is not null)
            response.Headers.RetryAfter = retryAfter;
        return write(response, status, what);
    }
}
