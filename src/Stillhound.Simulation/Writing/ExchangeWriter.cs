// The sink contract passes exchanges by reference; only their fields are read, so nothing is copied.
#pragma warning disable RCS1242
using System.Text.Json;
using Stillhound.Core.Exchanges;

namespace Stillhound.Simulation.Writing;

/// <summary>Writes exchanges as native records, one JSON object a line.</summary>
public sealed class ExchangeWriter : IExchangeSink, IDisposable
{
    private const int FlushAt = 1 << 20;
    private static readonly JsonEncodedText[] Finishes = [.. Enum.GetValues<FinishReason>().Select(f => JsonEncodedText.Encode(KindNames.Of(f)))];
    private readonly Stream _stream;
    private readonly RecordBuffer _buffer = new(FlushAt + (1 << 16));
    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<ulong, string[]> _tools;

    /// <summary>Writes to a stream, which stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="world">The world that is played: it knows the names of tools.</param>
    public ExchangeWriter(Stream stream, World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        _stream = stream;
        _tools = world.ToolNames();
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Bytes handed to the stream so far.</summary>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public void Accept(in Exchange exchange)
    {
        _json.Reset(_buffer);
        _json.WriteStartObject();
        WriteTime(exchange.Time);
        Text("id"u8, exchange.Id);
        _json.WriteString("account"u8, exchange.Account);
        Text("org"u8, exchange.Org);
        Text("api_key"u8, exchange.ApiKey);
        Text("end_user"u8, exchange.EndUser);
        Text("conversation"u8, exchange.Conversation);
        Number("turn"u8, exchange.Turn, 0);
        Text("model"u8, exchange.Model);
        Text("system"u8, exchange.System);
        Text("prompt"u8, exchange.Prompt);
        Text("response"u8, exchange.Response);
        Tools(exchange);
        Parameters(exchange);
        Tokens(exchange);
        if (exchange.FinishReason != FinishReason.Absent)
            _json.WriteString("finish_reason"u8, Finishes[(int)exchange.FinishReason]);
        Number("status"u8, exchange.Status, 0);
        Number("latency_ms"u8, exchange.LatencyMs, -1);
        Client(exchange);
        _json.WriteEndObject();
        _json.Flush();
        _buffer.End();
        if (_buffer.Length >= FlushAt)
            Flush();
    }

    /// <summary>Hands over what is left.</summary>
    public void Flush()
    {
        _stream.Write(_buffer.Written);
        Bytes += _buffer.Length;
        _buffer.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        _json.Dispose();
    }

    private void WriteTime(long time)
    {
        Span<byte> text = stackalloc byte[24];
        TimeText.Write(text, time);
        _json.WriteString("time"u8, text);
    }

    private void Tools(in Exchange exchange)
    {
        if (exchange.ToolCount == 0 || !_tools.TryGetValue(exchange.ToolsKey, out var names))
            return;
        _json.WriteStartArray("tools"u8);
        foreach (var name in names)
            _json.WriteStringValue(name);
        _json.WriteEndArray();
    }

    private void Parameters(in Exchange exchange)
    {
        if (float.IsNaN(exchange.Temperature) && float.IsNaN(exchange.TopP) && exchange is { MaxTokens: < 0, N: < 0, Logprobs: < 0, Stream: < 0, Reasoning.IsEmpty: true })
            return;
        _json.WriteStartObject("params"u8);
        if (!float.IsNaN(exchange.Temperature))
            _json.WriteNumber("temperature"u8, exchange.Temperature);
        if (!float.IsNaN(exchange.TopP))
            _json.WriteNumber("top_p"u8, exchange.TopP);
        Number("max_tokens"u8, exchange.MaxTokens, -1);
        Number("n"u8, exchange.N, -1);
        if (exchange.Logprobs >= 0)
            _json.WriteBoolean("logprobs"u8, exchange.Logprobs == 1);
        if (exchange.Stream >= 0)
            _json.WriteBoolean("stream"u8, exchange.Stream == 1);
        Text("reasoning"u8, exchange.Reasoning);
        _json.WriteEndObject();
    }

    private void Tokens(in Exchange exchange)
    {
        if (exchange is { InputTokens: < 0, OutputTokens: < 0, ReasoningTokens: < 0, CachedTokens: < 0 })
            return;
        _json.WriteStartObject("usage"u8);
        Number("input_tokens"u8, exchange.InputTokens, -1);
        Number("output_tokens"u8, exchange.OutputTokens, -1);
        Number("reasoning_tokens"u8, exchange.ReasoningTokens, -1);
        Number("cached_tokens"u8, exchange.CachedTokens, -1);
        _json.WriteEndObject();
    }

    private void Client(in Exchange exchange)
    {
        if (exchange is { Ip.IsEmpty: true, Asn: 0, Country: 0, UserAgent.IsEmpty: true, Ja4.IsEmpty: true, RttTcpMs: < 0 })
            return;
        _json.WriteStartObject("client"u8);
        Text("ip"u8, exchange.Ip);
        if (exchange.Asn != 0)
            _json.WriteNumber("asn"u8, exchange.Asn);
        if (exchange.Country != 0)
            _json.WriteString("country"u8, [(byte)(exchange.Country >> 8), (byte)exchange.Country]);
        Text("user_agent"u8, exchange.UserAgent);
        Text("ja4"u8, exchange.Ja4);
        if (exchange.RttTcpMs >= 0)
            _json.WriteNumber("rtt_tcp_ms"u8, exchange.RttTcpMs);
        if (exchange.RttTlsMs >= 0)
            _json.WriteNumber("rtt_tls_ms"u8, exchange.RttTlsMs);
        _json.WriteEndObject();
    }

    private void Text(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
            _json.WriteString(name, value);
    }

    private void Number(ReadOnlySpan<byte> name, int value, int absent)
    {
        if (value != absent)
            _json.WriteNumber(name, value);
    }
}
