using System.Text;
using System.Text.Json.Nodes;
using Stillhound.Formats.Aliases;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Otlp;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests.Otlp;

/// <summary>Requests as the server takes them, in both encodings.</summary>
public sealed class OtlpReaderTests : IRejectSink
{
    private static readonly Dictionary<string, object?> Call = new() { ["gen_ai.operation.name"] = "chat", ["gen_ai.request.model"] = "m-1", ["user.id"] = "acct-1" };
    private readonly PictureBatch _read = new();
    private readonly List<Reject> _rejects = [];

    void IRejectSink.Accept(Reject reject) => _rejects.Add(reject);

    [Theory]
    [InlineData(OtlpEncoding.Json)]
    [InlineData(OtlpEncoding.Protobuf)]
    public void Calls_are_accepted_and_other_spans_passed_over(OtlpEncoding encoding)
    {
        var outcome = Read(encoding, new OtlpData([new(Call), new(new() { ["http.request.method"] = "GET" }), new(new() { ["gen_ai.operation.name"] = "execute_tool", ["user.id"] = "a" }), new(Call)]));
        outcome.ShouldBe(new OtlpOutcome { IsReadable = true, Accepted = 2, Skipped = 2 });
        _read.Pictures[0].ToJsonString().ShouldBe("""{"time":1783296189585,"account":"acct-1","id":"00f067aa0ba902b7","model":"m-1","latency_ms":1800}""");
    }

    [Theory]
    [InlineData(OtlpEncoding.Json)]
    [InlineData(OtlpEncoding.Protobuf)]
    public void A_call_without_an_account_is_rejected_with_what_was_looked_for(OtlpEncoding encoding)
    {
        var outcome = Read(encoding, new OtlpData([new(Call), new(new() { ["gen_ai.request.model"] = "m", ["session.id"] = "s" })]));
        (outcome.Accepted, outcome.Rejected).ShouldBe((1, 1));
        outcome.FirstError!.ShouldStartWith("it has no account; looked for account.id, ");
        outcome.FirstError!.ShouldContain("enduser.id, user.id, user.hash");
        _rejects.ShouldHaveSingleItem().Reason.ShouldBe(RejectReason.MissingAccount);
        _rejects[0].Detail!.ShouldContain("enduser.id");
        _rejects[0].Offset.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(OtlpEncoding.Json)]
    [InlineData(OtlpEncoding.Protobuf)]
    public void A_broken_request_gives_nothing_and_says_so(OtlpEncoding encoding)
    {
        var data = new OtlpData([new(Call), new(Call)]);
        var body = encoding == OtlpEncoding.Json ? data.Json() : data.Wire();
        for (var cut = 1; cut < body.Length; cut++)
        {
            var outcome = new OtlpReader().Read(body.AsMemory(0, cut), encoding, OtlpSignal.Traces, _read, this);
            outcome.IsReadable.ShouldBeFalse();
            outcome.FirstError!.ShouldStartWith("the request is not readable");
        }

        _read.Pictures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(OtlpEncoding.Json)]
    [InlineData(OtlpEncoding.Protobuf)]
    public void The_users_names_go_before_the_built_in_ones(OtlpEncoding encoding)
    {
        var map = new AttributeMap(new Dictionary<string, IReadOnlyList<string>> { ["account"] = ["x-customer", "jwt.claims.sub"], ["ja4"] = ["tls.fp"] });
        var data = new OtlpData(
        [
            new(new(Call) { ["http.request.header.x-customer"] = new[] { "by header" }, ["tls.fp"] = "own", ["tls.client.ja4"] = "std" }),
            new(new(Call) { ["jwt.claims.sub"] = "flat" }),
            new(new(Call) { ["jwt"] = new Dictionary<string, object?> { ["claims"] = new Dictionary<string, object?> { ["sub"] = "nested" } } }),
            new(new(Call) { ["jwt"] = """{"claims":{"sub":"in text"}}""" }),
            new(Call),
        ]);
        Read(encoding, data, map).Accepted.ShouldBe(5);
        _read.Pictures.Select(p => (string)p["account"]!).ShouldBe(["by header", "flat", "nested", "in text", "acct-1"]);
        ((string)_read.Pictures[0]["ja4"]!).ShouldBe("own");
    }

    [Theory]
    [InlineData(OtlpEncoding.Json)]
    [InlineData(OtlpEncoding.Protobuf)]
    public void Text_and_structured_messages_read_alike(OtlpEncoding encoding)
    {
        var hard = "quote \" slash \\ line\n tab\t control \u0001 \u00e9 \ud83d\ude00 </script>";
        object Messages() => new object[]
        {
            new Dictionary<string, object?> { ["role"] = "system", ["parts"] = new object[] { new Dictionary<string, object?> { ["type"] = "text", ["content"] = "S" } } },
            new Dictionary<string, object?> { ["role"] = "user", ["parts"] = new object[] { new Dictionary<string, object?> { ["type"] = "text", ["content"] = hard } } },
        };
        var text = System.Text.Json.JsonSerializer.Serialize(Messages());
        Read(encoding, new OtlpData([new(new(Call) { ["gen_ai.input.messages"] = text }), new(new(Call) { ["gen_ai.input.messages"] = Messages() })])).Accepted.ShouldBe(2);
        foreach (var picture in _read.Pictures)
            ((string)picture["prompt"]!, (string)picture["system"]!, (double)picture["turn"]!).ShouldBe((hard, "S", 1));
    }

    [Theory]
    [InlineData(OtlpEncoding.Json)]
    [InlineData(OtlpEncoding.Protobuf)]
    public void Log_records_of_one_span_are_joined_within_a_request(OtlpEncoding encoding)
    {
        var text = (string role) => new Dictionary<string, object?> { ["content"] = role };
        var data = new OtlpData(
            [
                new([]) { EventName = "gen_ai.system.message", Body = text("S") },
                new([]) { EventName = "gen_ai.user.message", Body = text("U"), SpanId = "0000000000000002" },
                new([]) { EventName = "gen_ai.user.message", Body = text("U1") },
                new([]) { EventName = "gen_ai.choice", Body = new Dictionary<string, object?> { ["finish_reason"] = "stop", ["message"] = text("A") } },
                new([]) { Body = "GET /" },
            ],
            IsLogs: true)
        { Resource = new() { ["enduser.id"] = "acct-1" } };
        Read(encoding, data, signal: OtlpSignal.Logs).ShouldBe(new OtlpOutcome { IsReadable = true, Accepted = 2, Skipped = 1 });
        _read.Pictures.Select(p => $"{p["system"]}/{p["prompt"]}/{p["response"]}/{p["finish_reason"]}").ShouldBe(["S/U1/A/Stop", "/U//"]);
    }

    [Fact]
    public void One_deep_value_takes_no_other_record_with_it()
    {
        var deep = new OtlpRecord(new(Call) { ["gen_ai.input.messages"] = Nested(300), ["other"] = Nested(300) });
        var data = new OtlpData([new(Call), deep, new(Call)]);
        Read(OtlpEncoding.Json, data).ShouldBe(new OtlpOutcome { IsReadable = true, Accepted = 2, Rejected = 1, FirstError = "it is not JSON" });
        Read(OtlpEncoding.Protobuf, data).Accepted.ShouldBe(3);

        static object Nested(int depth) => depth == 0 ? "x" : new object[] { Nested(depth - 1) };
    }

    [Fact]
    public void Strings_that_are_not_text_are_left_out()
    {
        var body = new OtlpData([new(new(Call) { ["user.hash"] = "zz", ["client.address"] = "1.2.3.4" })]).Wire();
        var at = body.AsSpan().IndexOf("acct-1"u8);
        body[at] = 0xFF;
        new OtlpReader().Read(body, OtlpEncoding.Protobuf, OtlpSignal.Traces, _read).Accepted.ShouldBe(1);
        ((string)_read.Pictures[0]["account"]!).ShouldBe("zz");
    }

    [Fact]
    public void A_mapping_that_cannot_work_is_refused()
    {
        Should.Throw<InputException>(() => new AttributeMap(new Dictionary<string, IReadOnlyList<string>> { ["acount"] = ["x"] })).Message.ShouldContain("acount is not a native field");
        Should.Throw<InputException>(() => new AttributeMap(new Dictionary<string, IReadOnlyList<string>> { ["account"] = ["a..b"] })).Message.ShouldContain("a..b");
        Should.Throw<InputException>(() => new AttributeMap(new Dictionary<string, IReadOnlyList<string>> { ["account"] = [] }));
    }

    [Fact]
    public void Nothing_is_allocated_for_accepted_records()
    {
        var body = new OtlpData([.. Enumerable.Range(0, 64).Select(i => new OtlpRecord(new(Call) { ["gen_ai.input.messages"] = """[{"role":"user","parts":[{"type":"text","content":"a\nb"}]}]""" }))]).Wire();
        var reader = new OtlpReader();
        var sink = new Nobody();
        for (var i = 0; i < 20; i++)
            reader.Read(body, OtlpEncoding.Protobuf, OtlpSignal.Traces, sink);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var outcome = reader.Read(body, OtlpEncoding.Protobuf, OtlpSignal.Traces, sink);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        (outcome.Accepted, allocated).ShouldBe((64, 0));
    }

    private OtlpOutcome Read(OtlpEncoding encoding, OtlpData data, AttributeMap? map = null, OtlpSignal signal = OtlpSignal.Traces) =>
        new OtlpReader(map).Read(encoding == OtlpEncoding.Json ? data.Json() : data.Wire(), encoding, signal, _read, this);

    private sealed class Nobody : Core.Exchanges.IExchangeSink
    {
        public void Accept(in Core.Exchanges.Exchange exchange)
        {
        }
    }
}
