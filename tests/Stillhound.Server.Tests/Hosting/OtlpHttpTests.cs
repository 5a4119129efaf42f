using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Stillhound.Server.Grpc;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>OTLP over HTTP as its specification has it: what exporters send, and what they are answered.</summary>
public sealed class OtlpHttpTests
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    [Fact]
    public async Task Spans_and_log_records_arrive_as_exchanges()
    {
        await using var host = await RunningHost.StartAsync();
        (await SendAsync(host, "/v1/traces", Protobuf, OtlpRequests.Protobuf("a", "b"))).ShouldBe((HttpStatusCode.OK, Protobuf, ""));
        (await SendAsync(host, "/v1/traces", Json, Encoding.UTF8.GetBytes(OtlpRequests.Json("c")))).ShouldBe((HttpStatusCode.OK, Json, "{}"));
        (await SendAsync(host, "/v1/logs", Json, Encoding.UTF8.GetBytes(OtlpRequests.JsonLogs("d", "e")))).ShouldBe((HttpStatusCode.OK, Json, "{}"));
        (await SendAsync(host, "/v1/traces", Protobuf, OtlpRequests.Protobuf("f"), gzip: true)).Status.ShouldBe(HttpStatusCode.OK);
        await ExchangesAsync(host, 6);
    }

    [Fact]
    public async Task A_request_that_is_sent_again_counts_once()
    {
        await using var host = await RunningHost.StartAsync();
        for (var i = 0; i < 3; i++)
            (await SendAsync(host, "/v1/traces", Protobuf, OtlpRequests.Protobuf("a", "b"))).Status.ShouldBe(HttpStatusCode.OK);
        await ExchangesAsync(host, 2);
    }

    [Fact]
    public async Task What_is_no_exchange_is_told_as_partial_success()
    {
        await using var host = await RunningHost.StartAsync();
        var (status, _, json) = await SendAsync(host, "/v1/traces", Json, Encoding.UTF8.GetBytes(OtlpRequests.Json("a", null, "b", null)));
        status.ShouldBe(HttpStatusCode.OK);
        var partial = JsonDocument.Parse(json).RootElement.GetProperty("partialSuccess");
        partial.GetProperty("rejectedSpans").GetString().ShouldBe("2", "an int64 is a string in JSON");
        partial.GetProperty("errorMessage").GetString().ShouldNotBeNullOrEmpty();
        (await SendAsync(host, "/v1/logs", Json, Encoding.UTF8.GetBytes(OtlpRequests.JsonLogs("c", null)))).Body.ShouldContain("\"rejectedLogRecords\":\"1\"");
        var wire = Encoding.Latin1.GetBytes((await SendAsync(host, "/v1/traces", Protobuf, OtlpRequests.Protobuf(null, "d"))).Body);
        wire[0].ShouldBe((byte)0x0a, "field 1, partial_success");
        wire.AsSpan(0, 6).IndexOf((ReadOnlySpan<byte>)[0x08, 1, 0x12]).ShouldBeGreaterThan(0, "rejected_spans: 1, error_message");
        await ExchangesAsync(host, 4);
    }

    [Theory]
    [InlineData(Protobuf)]
    [InlineData(Json)]
    public async Task An_unreadable_request_is_answered_with_a_status_in_its_own_encoding(string type)
    {
        await using var host = await RunningHost.StartAsync();
        await RefusedAsync(await SendAsync(host, "/v1/traces", type, [0xff, 0xfe, 0xfd]), type, HttpStatusCode.BadRequest, GrpcStatus.InvalidArgument);
        await RefusedAsync(await SendAsync(host, "/v1/traces", type, [0x1f, 0x8b, 0xff], encoding: "gzip"), type, HttpStatusCode.BadRequest, GrpcStatus.InvalidArgument);
        await RefusedAsync(await SendAsync(host, "/v1/traces", type, Gzip(OtlpRequests.Protobuf("a", "b", "c"))[..^20], encoding: "gzip"), type, HttpStatusCode.BadRequest, GrpcStatus.InvalidArgument);
        await RefusedAsync(await SendAsync(host, "/v1/traces", type, [0], encoding: "zstd"), type, HttpStatusCode.UnsupportedMediaType, GrpcStatus.InvalidArgument);
        host.Host.State.Journal.DurablePosition.ShouldBe(host.Host.State.Journal.OldestPosition);
    }

    [Fact]
    public async Task A_request_that_unpacks_to_too_much_is_refused()
    {
        await using var host = await RunningHost.StartAsync(change: static o => o with { Ingest = o.Ingest with { LargestBody = 1 << 20 } });
        await RefusedAsync(await SendAsync(host, "/v1/traces", Protobuf, new byte[16 << 20], gzip: true), Protobuf, HttpStatusCode.RequestEntityTooLarge, GrpcStatus.ResourceExhausted);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/grpc")]
    public async Task Other_content_types_are_not_read(string type)
    {
        await using var host = await RunningHost.StartAsync();
        (await SendAsync(host, "/v1/traces", type, OtlpRequests.Protobuf("a"))).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_full_queue_asks_to_come_back()
    {
        await using var host = await RunningHost.StartAsync(change: static o => o with { Ingest = o.Ingest with { LongestQueue = -1 } });
        using var body = new ByteArrayContent(OtlpRequests.Protobuf("a"));
        body.Headers.ContentType = new MediaTypeHeaderValue(Protobuf);
        using var answer = await host.PostAsync("/v1/traces", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        await RefusedAsync((answer.StatusCode, Protobuf, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), Protobuf, HttpStatusCode.TooManyRequests, GrpcStatus.Unavailable);
        (await host.PostAsync("/v1/exchanges", "{}")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("gateway", HttpStatusCode.Forbidden)]
    public async Task Nobody_exports_without_the_right_token(string? token, HttpStatusCode expected)
    {
        await using var host = await RunningHost.StartAsync();
        (await SendAsync(host, "/v1/traces", Protobuf, OtlpRequests.Protobuf("a"), token: token)).Status.ShouldBe(expected);
        (await SendAsync(host, "/v1/logs", Json, Encoding.UTF8.GetBytes(OtlpRequests.JsonLogs("a")), token: token)).Status.ShouldBe(expected);
    }

    private static Task RefusedAsync((HttpStatusCode Status, string? Type, string Body) answer, string type, HttpStatusCode status, GrpcStatus code)
    {
        answer.Status.ShouldBe(status);
        answer.Type.ShouldBe(type);
        if (type == Json)
        {
            var json = JsonDocument.Parse(answer.Body).RootElement;
            json.GetProperty("code").GetInt32().ShouldBe((int)code);
            json.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        }
        else
        {
            answer.Body[..2].ShouldBe($"\u0008{(char)(int)code}", "google.rpc.Status.code");
            answer.Body[2].ShouldBe('\u0012', "google.rpc.Status.message");
        }

        return Task.CompletedTask;
    }

    private static async Task ExchangesAsync(RunningHost host, long expected)
    {
        await host.CaughtUpAsync();
        (await host.Host.State.Detector.AskAsync(static engine => engine.Held + engine.Exchanges, TestContext.Current.CancellationToken)).ShouldBe(expected);
    }

    private static async Task<(HttpStatusCode Status, string? Type, string Body)> SendAsync(RunningHost host, string path, string type, byte[] bytes, bool gzip = false, string? encoding = null, string? token = "ingest")
    {
        if (gzip)
            bytes = Gzip(bytes);
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (gzip || encoding is not null)
            body.Headers.ContentEncoding.Add(encoding ?? "gzip");
        using var answer = await host.PostAsync(path, body, token);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync()));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
