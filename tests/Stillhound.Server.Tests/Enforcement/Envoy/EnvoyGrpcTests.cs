using FsCheck;
using FsCheck.Fluent;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Enforcement.Accounts;
using Stillhound.Server.Enforcement.Envoy;
using Stillhound.Server.Grpc;
using Stillhound.Server.Tests.Grpc;
using Outcome = Stillhound.Server.Enforcement.Outcome;

namespace Stillhound.Server.Tests.Enforcement.Envoy;

public sealed class EnvoyGrpcTests
{
    private const string Check = "/envoy.service.auth.v3.Authorization/Check";
    private const string Limit = "/envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit";

    [Theory]
    [InlineData(Check, "0A05FF")]
    [InlineData(Check, "0A0322018F")]
    [InlineData(Limit, "12050A030A01")]
    [InlineData(Limit, "1001")]
    [InlineData(Limit, "FF")]
    public async Task A_broken_message_is_refused_and_allows_nothing(string method, string hex)
    {
        await using var host = await EnforcementHost.StartAsync();
        using var client = new GrpcClient(host.GrpcUri);
        var answer = await client.CallAsync(method, Convert.FromHexString(hex));
        (answer.Status, answer.Message.Length).ShouldBe(((int?)GrpcStatus.InvalidArgument, 0));
    }

    [Fact]
    public async Task An_empty_check_names_nobody_and_is_allowed()
    {
        await using var host = await EnforcementHost.StartAsync();
        using var client = new GrpcClient(host.GrpcUri);
        (await client.CallAsync(Check, [])).Status.ShouldBe(0);
        host.CountOf("ext_authz", Outcome.Unnamed).ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_book_of_decisions_allows_every_call()
    {
        await using var host = await EnforcementHost.StartAsync();
        host.Decisions.BeforeFind = static () => throw new InvalidOperationException("broken");
        using var client = new GrpcClient(host.GrpcUri);
        (await client.CallAsync(Check, CheckOf("acct"))).Status.ShouldBe(0);
        var answer = await client.CallAsync(Limit, LimitOf("acct"));
        (answer.Status, answer.Message[^1]).ShouldBe((0, (byte)1));
        (host.CountOf("ext_authz", Outcome.Failed), host.CountOf("rate_limit", Outcome.Failed)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Too_many_descriptors_are_refused()
    {
        await using var host = await EnforcementHost.StartAsync();
        using var client = new GrpcClient(host.GrpcUri);
        (await client.CallAsync(Limit, [.. Enumerable.Range(0, 65).SelectMany(static _ => LimitOf("a"))])).Status.ShouldBe((int)GrpcStatus.InvalidArgument);
    }

    [Fact]
    public void Any_bytes_are_read_as_a_check_without_an_error() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes =>
        !CheckAttributes.TryRead(bytes, out var attributes) || attributes.Account(new AuthorizationOptions().Account).Length <= bytes.Length));

    [Fact]
    public void Every_cut_of_a_check_is_read_without_an_error()
    {
        var whole = CheckOf("acct");
        for (var length = 0; length < whole.Length; length++)
            CheckAttributes.TryRead(whole.AsSpan(0, length), out _);
        CheckAttributes.TryRead(whole, out var attributes).ShouldBeTrue();
        attributes.Account([new(AccountSourceKind.Header, "x-account-id", [])]).SequenceEqual("acct"u8).ShouldBeTrue();
    }

    [Theory]
    [InlineData("/v1/batches", "", true)]
    [InlineData("/v1/batches/?x=1", "", true)]
    [InlineData("/openai/v1/batches/b_1/cancel", "", true)]
    [InlineData("/v1/chat/completions?next=/v1/batches", "", false)]
    [InlineData("/v1/x", """{"logprobs":true}""", true)]
    [InlineData("/v1/x", """{"top_logprobs":5}""", true)]
    [InlineData("/v1/x", """{"logprobs":false,"n":1}""", false)]
    [InlineData("/v1/x", """{"messages":[{"n":7,"logprobs":true}],"n":2}""", true)]
    [InlineData("/v1/x", """{"messages":[{"n":7,"logprobs":true}]}""", false)]
    [InlineData("/v1/x", """{"n":4,"messages":["cut sho""", true)]
    [InlineData("/v1/x", "no json", false)]
    public void Restricted_features_are_told(string path, string body, bool areUsed) =>
        RestrictedFeatures.AreUsed(System.Text.Encoding.UTF8.GetBytes(path), System.Text.Encoding.UTF8.GetBytes(body)).ShouldBe(areUsed);

    private static byte[] CheckOf(string account)
    {
        var message = new ProtoWriter(64);
        int attributes = message.Begin(1), request = message.Begin(4), http = message.Begin(2), header = message.Begin(3);
        message.Text(1, "x-account-id");
        message.Text(2, account);
        message.End(header);
        message.Text(4, "/v1/chat/completions");
        message.End(http);
        message.End(request);
        message.End(attributes);
        return message.ToMemory().ToArray();
    }

    private static byte[] LimitOf(string account)
    {
        var message = new ProtoWriter(64);
        int descriptor = message.Begin(2), entry = message.Begin(1);
        message.Text(1, "account");
        message.Text(2, account);
        message.End(entry);
        message.End(descriptor);
        return message.ToMemory().ToArray();
    }
}
