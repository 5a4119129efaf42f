using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stillhound.Server.Grpc;

namespace Stillhound.Server.Tests.Grpc;

public sealed class GrpcEndpointsTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private GrpcClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static k =>
        {
            k.Listen(IPAddress.Loopback, 0, static l => l.Protocols = HttpProtocols.Http2);
            k.Listen(IPAddress.Loopback, 0, static l => l.Protocols = HttpProtocols.Http1);
        });
        _app = builder.Build();
        var bounds = new UnaryOptions { MostBytes = 1 << 20, Admit = static c => c.Request.Headers["x-no"].Count == 0 };
        _app.MapUnary("/t.S/Echo", static (message, _, _) => ValueTask.FromResult(GrpcReply.Ok(message.ToArray())), bounds);
        _app.MapUnary("/t.S/Fail", static (_, _, _) => throw new InvalidOperationException("secret words"), bounds);
        _app.MapUnary("/t.S/Later", static (_, _, _) => ValueTask.FromResult(GrpcReply.TryLater(TimeSpan.FromSeconds(2.5), "full: 100 %")), bounds);
        _app.MapUnary("/t.S/Soon", static (message, _, _) => ValueTask.FromResult(GrpcReply.Ok(message.ToArray())), bounds with { ArrivesWithin = TimeSpan.FromMilliseconds(50), WhenLate = static () => GrpcReply.Ok("late"u8.ToArray()) });
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _client = new GrpcClient(new Uri(Addresses[0]));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private List<string> Addresses => [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(900_000)]
    public async Task A_message_of_any_size_goes_there_and_back(int size)
    {
        var message = new byte[size];
        new Random(1).NextBytes(message);
        var answer = await _client.CallAsync("/t.S/Echo", message);
        (answer.Http, answer.Status).ShouldBe((200, 0));
        answer.Message.ShouldBe(message);
    }

    [Fact]
    public async Task A_message_may_come_as_gzip()
    {
        var message = new byte[300_000];
        var answer = await _client.SendAsync("/t.S/Echo", new ByteArrayContent(GrpcClient.Frame(Gzip(message), 1)), headers: ("grpc-encoding", "gzip"));
        answer.Status.ShouldBe(0);
        answer.Message.ShouldBe(message);
    }

    [Fact]
    public async Task A_gzip_bomb_is_refused() =>
        (await _client.SendAsync("/t.S/Echo", new ByteArrayContent(GrpcClient.Frame(Gzip(new byte[64 << 20]), 1)), headers: ("grpc-encoding", "gzip"))).Status.ShouldBe((int)GrpcStatus.ResourceExhausted);

    [Fact]
    public async Task A_message_over_the_bound_is_refused() => (await _client.CallAsync("/t.S/Echo", new byte[(1 << 20) + 1])).Status.ShouldBe((int)GrpcStatus.ResourceExhausted);

    [Fact]
    public async Task A_length_that_no_memory_holds_is_refused() =>
        (await _client.SendAsync("/t.S/Echo", new ByteArrayContent([0, 0xFF, 0xFF, 0xFF, 0xFF, 1]))).Status.ShouldBe((int)GrpcStatus.ResourceExhausted);

    public static TheoryData<byte[], string?, int> WrongFrames => new()
    {
        { [], null, (int)GrpcStatus.Internal },
        { [0, 0], null, (int)GrpcStatus.Internal },
        { [0, 0, 0, 0, 9, 1, 2], null, (int)GrpcStatus.Internal },
        { [.. GrpcClient.Frame([1, 2]), .. GrpcClient.Frame([3])], null, (int)GrpcStatus.Internal },
        { GrpcClient.Frame([1, 2], 7), null, (int)GrpcStatus.Internal },
        { GrpcClient.Frame([1, 2], 1), null, (int)GrpcStatus.Internal },
        { GrpcClient.Frame([1, 2], 1), "gzip", (int)GrpcStatus.Internal },
        { GrpcClient.Frame([1, 2], 1), "zstd", (int)GrpcStatus.Unimplemented },
    };

    [Theory]
    [MemberData(nameof(WrongFrames))]
    public async Task A_call_that_breaks_the_protocol_has_a_status(byte[] body, string? encoding, int status) =>
        (await _client.SendAsync("/t.S/Echo", new ByteArrayContent(body), headers: encoding is null ? [] : [("grpc-encoding", encoding)])).Status.ShouldBe(status);

    [Fact]
    public async Task Who_is_not_admitted_learns_nothing_else() => (await _client.CallAsync("/t.S/Echo", [1], ("x-no", "1"))).Status.ShouldBe((int)GrpcStatus.Unauthenticated);

    [Fact]
    public async Task An_error_does_not_show_its_message()
    {
        var answer = await _client.CallAsync("/t.S/Fail", []);
        answer.Status.ShouldBe((int)GrpcStatus.Internal);
        answer.Text.ShouldNotBeNull().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_full_server_says_when_to_come_again()
    {
        var answer = await _client.CallAsync("/t.S/Later", []);
        (answer.Status, answer.Text).ShouldBe(((int)GrpcStatus.Unavailable, "full%3A%20100%20%25"));
    }

    [Fact]
    public async Task Other_content_and_other_versions_of_HTTP_are_refused()
    {
        (await _client.SendAsync("/t.S/Echo", new ByteArrayContent(GrpcClient.Frame([])), "application/json")).Http.ShouldBe(415);
        (await _client.SendAsync("/t.S/Echo", new ByteArrayContent(GrpcClient.Frame([])), "application/grpc-web")).Http.ShouldBe(415);
        (await _client.SendAsync("/t.S/None", new ByteArrayContent(GrpcClient.Frame([])))).Http.ShouldBe(404);
        using var old = new HttpClient();
        using var content = new ByteArrayContent(GrpcClient.Frame([]));
        content.Headers.ContentType = new("application/grpc");
        (await old.PostAsync(new Uri(Addresses[1] + "/t.S/Echo"), content, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
    }

    [Fact]
    public async Task A_message_that_does_not_arrive_is_answered_all_the_same()
    {
        var answer = await _client.SendAsync("/t.S/Soon", new StalledContent([0, 0, 0, 0, 9, 1]));
        (answer.Status, System.Text.Encoding.UTF8.GetString(answer.Message)).ShouldBe((0, "late"));
    }

    [Theory]
    [InlineData("1S", 1000.0)]
    [InlineData("250m", 250.0)]
    [InlineData("5u", 0.005)]
    [InlineData("x", null)]
    [InlineData("123456789S", null)]
    [InlineData("-1S", null)]
    public void Timeouts_are_read(string text, double? milliseconds) => GrpcTimeout.Read(text)?.TotalMilliseconds.ShouldBe(milliseconds ?? double.NaN);

    private static byte[] Gzip(byte[] message)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(message);
        return packed.ToArray();
    }

    /// <summary>Sends its first bytes at once and the rest never.</summary>
    private sealed class StalledContent(byte[] first) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(first, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
