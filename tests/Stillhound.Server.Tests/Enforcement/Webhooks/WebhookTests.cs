using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement.Webhooks;

namespace Stillhound.Server.Tests.Enforcement.Webhooks;

public sealed class WebhookTests : IDisposable
{
    private const string Key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

    private readonly string _outbox = Path.Combine(Directory.CreateTempSubdirectory("stillhound-webhooks-").FullName, "outbox");
    private readonly ManualTime _time = new();
    private readonly Answers _answers = new();

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_outbox)!, recursive: true);

    [Fact]
    public void A_signature_is_the_one_of_the_specification()
    {
        // The example of the specification of Standard Webhooks.
        var secret = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").ShouldNotBeNull();
        secret.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}").ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    [Theory]
    [InlineData("whsec_short")]
    [InlineData("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz")]
    [InlineData("whsec_!!!!")]
    public void A_secret_that_is_none_is_refused(string text) => WebhookSecret.Parse(text).ShouldBeNull();

    [Fact]
    public async Task A_message_is_signed_with_every_secret_and_names_no_account()
    {
        using var sender = SenderOf(Receiver() with { Secrets = [Secret(Key), Secret("QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB")] });
        sender.Send(Message());
        await sender.SendDueAsync(TestContext.Current.CancellationToken);
        var (headers, body) = _answers.Requests.Single();
        var signed = Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{_time.Now.ToUnixTimeSeconds()}.{body}");
        headers["webhook-signature"].Split(' ').ShouldBe(["v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), signed)), "v1," + Convert.ToBase64String(HMACSHA256.HashData("AAAAAAAAAAAAAAAAAAAAAAAA"u8.ToArray(), signed))]);
        body.ShouldBe("""{"type":"decision.made","timestamp":"2026-11-21T12:00:00Z","data":{"decision":"d-1","campaign":"c-1","action":"suspend_account","simulated":false,"reason":"campaign_act","until":"2026-11-21T16:00:00Z","accounts":3}}""");
        sender.Status.Single().Delivered.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_is_tried_again_up_the_ladder_and_then_given_up()
    {
        _answers.Status = HttpStatusCode.BadGateway;
        using var sender = SenderOf(Receiver());
        sender.Send(Message());
        for (var hours = 0; hours < 200; hours++)
        {
            await sender.SendDueAsync(TestContext.Current.CancellationToken);
            _time.Now += TimeSpan.FromHours(1);
        }

        _answers.Requests.Count.ShouldBe(10);
        _answers.Requests.Select(static r => r.Headers["webhook-id"]).Distinct().Count().ShouldBe(1);
        var status = sender.Status.Single();
        (status.Pending, status.GivenUp, status.Failures, status.LastStatus).ShouldBe((0, 1, 10, 502));
        new FileInfo(_outbox).Length.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(1, 4, 6)]
    [InlineData(2, 240, 360)]
    [InlineData(9, 69_120, 103_680)]
    public void Waits_grow_and_vary_by_a_fifth(int attempts, double least, double most)
    {
        RetryLadder.After(attempts, 0)!.Value.TotalSeconds.ShouldBe(least, 0.001);
        RetryLadder.After(attempts, 0.999999)!.Value.TotalSeconds.ShouldBe(most, 1);
        RetryLadder.After(10, 0).ShouldBeNull();
    }

    [Fact]
    public async Task Retry_after_is_respected_and_bounded()
    {
        (_answers.Status, _answers.RetryAfter) = (HttpStatusCode.TooManyRequests, TimeSpan.FromDays(900));
        using var sender = SenderOf(Receiver());
        sender.Send(Message());
        await sender.SendDueAsync(TestContext.Current.CancellationToken);
        _time.Now += TimeSpan.FromHours(23);
        await sender.SendDueAsync(TestContext.Current.CancellationToken);
        _answers.Requests.Count.ShouldBe(1);
        _time.Now += TimeSpan.FromHours(2);
        await sender.SendDueAsync(TestContext.Current.CancellationToken);
        _answers.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_not_delivered_outlives_a_restart_and_what_was_does_not()
    {
        using (var sender = SenderOf(Receiver()))
        {
            sender.Send(Message("d-1"));
            await sender.SendDueAsync(TestContext.Current.CancellationToken);
            _answers.Status = HttpStatusCode.ServiceUnavailable;
            sender.Send(Message("d-2"));
            await sender.SendDueAsync(TestContext.Current.CancellationToken);
        }

        File.AppendAllText(_outbox, "{\"op\":\"put\",\"to\":\"a\",\"id\":\"msg_cut"); // a line cut short
        _answers.Status = HttpStatusCode.OK;
        _time.Now += TimeSpan.FromMinutes(1);
        using var again = SenderOf(Receiver());
        again.Status.Single().Pending.ShouldBe(1);
        await again.SendDueAsync(TestContext.Current.CancellationToken);
        _answers.Requests.Count.ShouldBe(3);
        _answers.Requests[2].Headers["webhook-id"].ShouldBe(_answers.Requests[1].Headers["webhook-id"]);
        again.Status.Single().Pending.ShouldBe(0);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_left_alone_until_it_is_enabled()
    {
        _answers.Status = HttpStatusCode.Gone;
        using (var sender = SenderOf(Receiver()))
        {
            sender.Send(Message());
            await sender.SendDueAsync(TestContext.Current.CancellationToken);
            sender.Status.Single().IsDisabled.ShouldBeTrue();
        }

        _answers.Status = HttpStatusCode.OK;
        _time.Now += TimeSpan.FromHours(1);
        using var again = SenderOf(Receiver());
        await again.SendDueAsync(TestContext.Current.CancellationToken);
        _answers.Requests.Count.ShouldBe(1);
        (again.Enable("a"), again.Enable("b")).ShouldBe((true, false));
        await again.SendDueAsync(TestContext.Current.CancellationToken);
        _answers.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public void The_queue_is_bounded_and_drops_are_told()
    {
        using var sender = new WebhookSender(new WebhookOptions { Receivers = [Receiver()], MostPending = 3 }, _outbox, _time, new Random(1), NullLogger.Instance, _ => _answers);
        for (var i = 0; i < 5; i++)
            sender.Send(Message($"d-{i}"));
        (sender.Status.Single().Pending, sender.Status.Single().Dropped).ShouldBe((3, 2));
    }

    [Theory]
    [InlineData("https://example.org/", "93.184.216.34", true)]
    [InlineData("https://example.org/", "10.1.2.3", false)]
    [InlineData("https://example.org/", "169.254.169.254", false)]
    [InlineData("https://example.org/", "127.0.0.1", false)]
    [InlineData("https://example.org/", "::ffff:192.168.1.1", false)]
    [InlineData("https://example.org/", "fd00::1", false)]
    [InlineData("https://example.org/", "::1", false)]
    [InlineData("http://127.0.0.1:5/", "127.0.0.1", true)]
    [InlineData("http://localhost:5/", "10.0.0.1", false)]
    public void Private_networks_are_not_reached(string url, string address, bool isAllowed)
    {
        WebhookAddress.IsAllowed(Receiver() with { Url = new Uri(url) }, IPAddress.Parse(address)).ShouldBe(isAllowed);
        WebhookAddress.IsAllowed(Receiver() with { Url = new Uri(url), AllowPrivate = true }, IPAddress.Parse(address)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        await using var host = await EnforcementHost.StartAsync();
        using var sender = new WebhookSender(new WebhookOptions { Receivers = [Receiver() with { Url = new Uri(host.HttpUri, "/v1/decisions") }] }, _outbox, _time, new Random(1), NullLogger.Instance);
        sender.Send(Message());
        await sender.SendDueAsync(TestContext.Current.CancellationToken);
        var status = sender.Status.Single();
        (status.LastStatus, status.Failures).ShouldBe((405, 1)); // reached over the network's own way, and refused
    }

    private static WebhookReceiver Receiver() => new() { Name = "a", Url = new Uri("https://example.org/hook"), Secrets = [Secret(Key)] };

    private static WebhookSecret Secret(string key) => WebhookSecret.Parse("whsec_" + key)!;

    private WebhookMessage Message(string id = "d-1") => WebhookMessage.DecisionMade(FakeDecisions.Of(DecisionAction.SuspendAccount, id), 3, _time.Now);

    private WebhookSender SenderOf(WebhookReceiver receiver) => new(new WebhookOptions { Receivers = [receiver] }, _outbox, _time, new Random(1), NullLogger.Instance, _ => _answers);

    private sealed class Answers : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.NoContent;

        public TimeSpan? RetryAfter { get; set; }

        public List<(Dictionary<string, string> Headers, string Body)> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add((request.Headers.ToDictionary(static h => h.Key, static h => string.Join(' ', h.Value)), await request.Content!.ReadAsStringAsync(cancellationToken)));
            var response = new HttpResponseMessage(Status);
            if (RetryAfter is { } wait)
                response.Headers.RetryAfter = new(wait);
            return response;
        }
    }
}
