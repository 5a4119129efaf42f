using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Enforcement.Webhooks;

/// <summary>One event to tell. Thin: it names what happened, and who wants more asks for it. Accounts are not named.</summary>
/// <param name="Id">Identifier; the receiver's idempotency key, the same at every attempt and after a restart.</param>
/// <param name="Type">Such as <c>decision.made</c>.</param>
/// <param name="Body">The JSON that is sent and signed.</param>
internal sealed record WebhookMessage(string Id, string Type, string Body)
{
    /// <summary>Makes a message.</summary>
    /// <param name="id">Identifier without its prefix; unique to the event.</param>
    /// <param name="type">What happened.</param>
    /// <param name="at">When.</param>
    /// <param name="data">Writes the fields of <c>data</c>.</param>
    public static WebhookMessage Of(string id, string type, DateTimeOffset at, Action<Utf8JsonWriter> data)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("timestamp", at.UtcDateTime);
            json.WriteStartObject("data");
            data(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new($"msg_{id}", type, Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    /// <summary>A decision was made, or made otherwise.</summary>
    public static WebhookMessage DecisionMade(Decision decision, int accounts, DateTimeOffset at) => OfDecision("decision.made", decision, accounts, at);

    /// <summary>A decision ended, was undone or was replaced.</summary>
    public static WebhookMessage DecisionEnded(Decision decision, int accounts, DateTimeOffset at) => OfDecision("decision.ended", decision, accounts, at);

    private static WebhookMessage OfDecision(string type, Decision decision, int accounts, DateTimeOffset at) =>
        Of(string.Create(CultureInfo.InvariantCulture, $"{decision.Id}.{type}.{at.ToUnixTimeMilliseconds()}"), type, at, json =>
        {
            json.WriteString("decision", decision.Id);
            json.WriteString("campaign", decision.Campaign);
            json.WriteString("action", ActionNames.Of(decision.Action));
            json.WriteBoolean("simulated", decision.Simulated);
            json.WriteString("reason", decision.Reason);
            json.WriteString("until", decision.Until.UtcDateTime);
            json.WriteNumber("accounts", accounts);
        });
}
