using System.Buffers.Binary;
using System.Net;

namespace Stillhound.Server.Tests.Grpc;

/// <summary>A unary gRPC call made of HTTP/2 parts, so that a test can make it wrong.</summary>
internal sealed class GrpcClient(Uri server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler()) { BaseAddress = server, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

    public static byte[] Frame(ReadOnlySpan<byte> message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    public Task<GrpcAnswer> CallAsync(string path, byte[] message, params (string Name, string Value)[] headers) => SendAsync(path, new ByteArrayContent(Frame(message)), "application/grpc", headers);

    public async Task<GrpcAnswer> SendAsync(string path, HttpContent content, string contentType = "application/grpc", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content, Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        content.Headers.TryAddWithoutValidation("content-type", contentType);
        request.Headers.TryAddWithoutValidation("te", "trailers");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var status = Value(response.TrailingHeaders, "grpc-status") ?? Value(response.Headers, "grpc-status");
        return new((int)response.StatusCode, status is null ? null : int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), Value(response.Headers, "grpc-message"), body.Length >= 5 ? body[5..] : []);
    }

    public void Dispose() => _http.Dispose();

    private static string? Value(System.Net.Http.Headers.HttpHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.First() : null;
}

internal sealed record GrpcAnswer(int Http, int? Status, string? Text, byte[] Message);
