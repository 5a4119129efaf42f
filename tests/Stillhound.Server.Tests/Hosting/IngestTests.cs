using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Tests.Hosting;

public sealed class IngestTests
{
    private const string One = """{"time":"2026-07-06T00:00:00Z","id":"x1","account":"acct_1","prompt":"how do I cook rice"}""";
    private const string Two = """{"time":"2026-07-06T00:00:01Z","id":"x2","account":"acct_2","prompt":"and pasta"}""";

    [Fact]
    public async Task Records_are_answered_for_once_they_are_durable()
    {
        await using var host = await RunningHost.StartAsync();
        var before = host.Host.State.Journal.DurablePosition;
        await ExpectAsync(await host.PostAsync("/v1/exchanges", One + "\n" + Two), HttpStatusCode.OK, accepted: 2, retried: 0, rejected: 0);
        host.Host.State.Journal.DurablePosition.ShouldBeGreaterThan(before);
        await host.CaughtUpAsync();
        (await host.Host.State.Detector.AskAsync(static engine => engine.Held + engine.Exchanges, TestContext.Current.CancellationToken)).ShouldBe(2);
    }

    [Fact]
    public async Task A_record_that_is_sent_again_counts_once()
    {
        await using var host = await RunningHost.StartAsync();
        await host.PostAsync("/v1/exchanges", One);
        await ExpectAsync(await host.PostAsync("/v1/exchanges", One + "\n" + Two), HttpStatusCode.OK, accepted: 1, retried: 1, rejected: 0);
    }

    [Fact]
    public async Task What_cannot_be_read_is_counted_and_takes_nothing_with_it()
    {
        await using var host = await RunningHost.StartAsync();
        await ExpectAsync(await host.PostAsync("/v1/exchanges", One + "\nno json\n{\"account\":\"a\"}\n" + Two), HttpStatusCode.OK, accepted: 2, retried: 0, rejected: 2);
        await ExpectAsync(await host.PostAsync("/v1/exchanges", "no json"), HttpStatusCode.BadRequest, accepted: 0, retried: 0, rejected: 1);
        (await host.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).ShouldContain("stillhound_ingest_rejects_total{source=\"native\",reason=\"missing_time\"} 1");
    }

    [Fact]
    public async Task Arrays_and_packed_bodies_are_read()
    {
        await using var host = await RunningHost.StartAsync();
        await ExpectAsync(await host.PostAsync("/v1/exchanges", $"[{One},{Two}]"), HttpStatusCode.OK, accepted: 2, retried: 0, rejected: 0);
        await ExpectAsync(await host.PostAsync("/v1/exchanges", Gzip(Encoding.UTF8.GetBytes(One.Replace("x1", "x3", StringComparison.Ordinal)))), HttpStatusCode.OK, accepted: 1, retried: 0, rejected: 0);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("gateway", HttpStatusCode.Forbidden)]
    public async Task Nobody_writes_without_the_right_token(string? token, HttpStatusCode expected)
    {
        await using var host = await RunningHost.StartAsync();
        foreach (var path in new[] { "/v1/exchanges", "/v1/accounts", "/v1/events", "/ingest/litellm" })
            (await host.PostAsync(path, One, token)).StatusCode.ShouldBe(expected, path);
        host.Host.State.Journal.DurablePosition.ShouldBe(host.Host.State.Journal.OldestPosition);
    }

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        await using var host = await RunningHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/exchanges") { Content = new StringContent(One) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("ingest")[..^1] + "_");
        (await host.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_body_that_unpacks_to_too_much_is_refused_without_being_unpacked()
    {
        await using var host = await RunningHost.StartAsync(change: static o => o with { Ingest = o.Ingest with { LargestBody = 1 << 20 } });
        (await host.PostAsync("/v1/exchanges", Gzip(new byte[64 << 20]))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await host.PostAsync("/v1/exchanges", new ByteArrayContent(new byte[2 << 20]))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_that_cannot_be_unpacked_is_refused()
    {
        await using var host = await RunningHost.StartAsync();
        var broken = new ByteArrayContent("not gzip at all"u8.ToArray());
        broken.Headers.ContentEncoding.Add("gzip");
        (await host.PostAsync("/v1/exchanges", broken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var unknown = new ByteArrayContent("x"u8.ToArray());
        unknown.Headers.ContentEncoding.Add("zstd");
        (await host.PostAsync("/v1/exchanges", unknown)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Facts_and_events_are_taken()
    {
        await using var host = await RunningHost.StartAsync();
        await ExpectAsync(await host.PostAsync("/v1/accounts", """{"account":"acct_1","created":"2026-07-01T10:00:00Z","plan":"pro"}"""), HttpStatusCode.OK, accepted: 1, retried: 0, rejected: 0);
        await ExpectAsync(await host.PostAsync("/v1/events", """{"time":"2026-07-01T10:00:00Z","type":"model_released","model":"frontier-5.1"}"""), HttpStatusCode.OK, accepted: 1, retried: 0, rejected: 0);
        await ExpectAsync(await host.PostAsync("/v1/events", """{"time":"2026-07-01T10:00:00Z","type":"party"}"""), HttpStatusCode.BadRequest, accepted: 0, retried: 0, rejected: 1);
        await host.CaughtUpAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_account_goes_on_under_its_name_when_a_newer_key_is_added(bool checkpoint)
    {
        var folder = RunningHost.NewFolder();
        var record = One.Replace("acct_1", "somebody@example.org", StringComparison.Ordinal);
        await using (var first = await RunningHost.StartAsync(folder))
        {
            await first.PostAsync("/v1/exchanges", record);
            await first.CaughtUpAsync();
        }

        if (!checkpoint)
            Directory.Delete(Path.Combine(folder, "state", "checkpoints"), recursive: true);
        File.AppendAllText(Path.Combine(folder, "keys", "names.key"), NameKeyring.NewLine("newer") + "\n");
        await using (var second = await RunningHost.StartAsync(folder))
        {
            second.Host.State.Names.Of("somebody@example.org").ShouldNotStartWith("hmac-sha256:newer:");
            second.Host.State.Names.Of("another@example.org").ShouldStartWith("hmac-sha256:newer:");
            await ExpectAsync(await second.PostAsync("/v1/exchanges", record), HttpStatusCode.OK, accepted: 0, retried: 1, rejected: 0);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task No_prompt_address_or_key_reaches_the_disk()
    {
        await using var host = await RunningHost.StartAsync(change: static o => o with { Checkpoint = o.Checkpoint with { Every = TimeSpan.FromDays(1) } });
        string[] planted = ["the-planted-prompt-words-zebra", "planted.person@example.org", "sk-planted0123456789abcdef", "planted-system-giraffe"];
        var record = $$"""{"time":"2026-07-06T00:00:00Z","id":"x1","account":"{{planted[1]}}","api_key":"{{planted[2]}}","org":"{{planted[1]}}","system":"{{planted[3]}}","prompt":"{{planted[0]}} mail {{planted[1]}} key {{planted[2]}}","response":"{{planted[0]}}"}""";
        await ExpectAsync(await host.PostAsync("/v1/exchanges", record + "\n{\"broken\":\"" + planted[0]), HttpStatusCode.OK, accepted: 1, retried: 0, rejected: 1);
        await ExpectAsync(await host.PostAsync("/v1/accounts", $$"""{"account":"{{planted[1]}}","org":"{{planted[1]}}","email_hash":"{{planted[1]}}"}"""), HttpStatusCode.OK, accepted: 1, retried: 0, rejected: 0);
        await host.CaughtUpAsync();
        host.Host.State.Detector.WantCheckpoint();
        await host.PostAsync("/v1/exchanges", Two);
        await host.CaughtUpAsync();
        await host.Host.State.Detector.AskAsync(static engine => engine.Exchanges, TestContext.Current.CancellationToken);
        var files = Directory.GetFiles(Path.Combine(host.Folder, "state"), "*", SearchOption.AllDirectories);
        files.ShouldContain(static f => f.EndsWith(".checkpoint", StringComparison.Ordinal));
        foreach (var file in files.Where(static f => !f.EndsWith("lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            foreach (var text in planted)
                bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)).ShouldBe(-1, $"{text} in {file}");
        }
    }

    private static async Task ExpectAsync(HttpResponseMessage answer, HttpStatusCode status, long accepted, long retried, long rejected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        var json = JsonDocument.Parse(text).RootElement;
        json.GetProperty("accepted").GetInt64().ShouldBe(accepted);
        json.GetProperty("retried").GetInt64().ShouldBe(retried);
        json.GetProperty("rejected").GetInt64().ShouldBe(rejected);
    }

    private static ByteArrayContent Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
