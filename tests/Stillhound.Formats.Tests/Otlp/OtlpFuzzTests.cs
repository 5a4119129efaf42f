using System.Text;
using Stillhound.Formats.Otlp;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests.Otlp;

/// <summary>Requests that were cut, changed and spliced: no exception, and no exchange without its required fields.</summary>
public sealed class OtlpFuzzTests : Core.Exchanges.IExchangeSink
{
    private long _accepted;

    void Core.Exchanges.IExchangeSink.Accept(in Core.Exchanges.Exchange exchange)
    {
        exchange.Account.IsEmpty.ShouldBeFalse();
        System.Text.Unicode.Utf8.IsValid(exchange.Account).ShouldBeTrue();
        System.Text.Unicode.Utf8.IsValid(exchange.Prompt).ShouldBeTrue();
        System.Text.Unicode.Utf8.IsValid(exchange.System).ShouldBeTrue();
        System.Text.Unicode.Utf8.IsValid(exchange.Response).ShouldBeTrue();
        _accepted++;
    }

    [Fact]
    public void Spans_of_the_wire() => Fuzz([Sample(false).Wire()], OtlpEncoding.Protobuf, OtlpSignal.Traces);

    [Fact]
    public void Log_records_of_the_wire() => Fuzz([Sample(true).Wire()], OtlpEncoding.Protobuf, OtlpSignal.Logs);

    [Fact]
    public void Json() => Fuzz(
        [
            Sample(false).Json(), Sample(true).Json(),
            .. Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "Cases"), "otlp-*").SelectMany(folder => File.ReadLines(Path.Combine(folder, "input.ndjson"))).Select(Encoding.UTF8.GetBytes),
        ],
        OtlpEncoding.Json, OtlpSignal.Traces);

    [Fact]
    public void Bytes_of_any_kind()
    {
        var random = new Random(3);
        var reader = new OtlpReader();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0 && bytes.Length > 3)
                (bytes[0], bytes[1], bytes[2]) = (0x0A, (byte)(bytes.Length - 2), 0x12);
            reader.Read(bytes, (OtlpEncoding)random.Next(2), (OtlpSignal)random.Next(2), this);
        }
    }

    private void Fuzz(byte[][] seeds, OtlpEncoding encoding, OtlpSignal signal)
    {
        var random = new Random(29);
        var reader = new OtlpReader();
        foreach (var seed in seeds)
        {
            for (var cut = 0; cut <= seed.Length; cut += 1 + (seed.Length / 300))
                reader.Read(seed.AsMemory(0, cut), encoding, signal, this);
        }

        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])seeds[random.Next(seeds.Length)].Clone();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var length = random.Next(1, Math.Min(64, bytes.Length));
                if (random.Next(2) == 0)
                    bytes.AsSpan(random.Next(bytes.Length - length + 1), length).CopyTo(bytes.AsSpan(random.Next(bytes.Length - length + 1)));
                else
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            reader.Read(bytes, encoding, signal, this);
        }

        _accepted.ShouldBeGreaterThan(0);
    }

    private static OtlpData Sample(bool isLogs)
    {
        var message = new Dictionary<string, object?> { ["role"] = "user", ["parts"] = new object[] { new Dictionary<string, object?> { ["type"] = "text", ["content"] = "hello \" there" } } };
        var attributes = new Dictionary<string, object?>
        {
            ["gen_ai.operation.name"] = "chat", ["gen_ai.request.model"] = "m", ["user.id"] = "acct", ["gen_ai.request.temperature"] = 0.7, ["gen_ai.usage.input_tokens"] = 12,
            ["gen_ai.input.messages"] = new object[] { message, message }, ["gen_ai.output.messages"] = """[{"role":"assistant","parts":[{"type":"text","content":"\u0041"}],"finish_reason":"stop"}]""",
            ["llm.input_messages.0.message.role"] = "user", ["llm.input_messages.0.message.content"] = "flat", ["llm.tools.0.tool.json_schema"] = """{"name":"bash"}""",
            ["http.request.header.x-forwarded-for"] = new[] { "10.0.0.1, 203.0.113.4" }, ["llm.invocation_parameters"] = """{"max_tokens":5,"tools":[{"name":"t"}]}""",
        };
        return new OtlpData(
            [
                new(attributes) { Failed = true, Events = [("gen_ai.user.message", new() { ["content"] = "event" }), ("gen_ai.choice", new() { ["message"] = message })] },
                new([]) { EventName = "gen_ai.user.message", Body = new Dictionary<string, object?> { ["content"] = "body" } },
                new([]) { EventName = "gen_ai.choice", Body = new Dictionary<string, object?> { ["message"] = message } },
            ],
            isLogs)
        { Resource = new() { ["tenant.id"] = "t", ["nested"] = new Dictionary<string, object?> { ["a"] = 1.5 } } };
    }
}
