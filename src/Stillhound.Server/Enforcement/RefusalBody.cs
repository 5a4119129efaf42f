using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Enforcement;

/// <summary>The JSON body of a refusal, in the shape that clients of model APIs read: <c>{"error":{"type","message",...}}</c>.</summary>
internal static class RefusalBody
{
    private static readonly Told<byte[]> Bodies = new(Write);

    /// <summary>The body.</summary>
    public static ReadOnlyMemory<byte> Of(in Verdict verdict) => Bodies.Of(verdict);

    /// <summary>One sentence for people.</summary>
    public static string MessageOf(in Verdict verdict) => verdict.Status switch
    {
        429 when verdict.RetryAfterSeconds > 0 => string.Create(CultureInfo.InvariantCulture, $"This account is limited for now; try again in {verdict.RetryAfterSeconds} s."),
        _ when verdict.Decision is { Action: DecisionAction.SuspendKey } => "This key is suspended. Ask the provider for a review, naming the decision.",
        _ when verdict.Decision is { Action: DecisionAction.Restrict } => "This feature is not available to this account for now. Ask the provider for a review, naming the decision.",
        _ => "This account is suspended. Ask the provider for a review, naming the decision.",
    };

    private static string TypeOf(in Verdict verdict) => verdict.Status switch
    {
        429 when verdict.RetryAfterSeconds > 0 => "rate_limited",
        _ when verdict.Decision is { Action: DecisionAction.SuspendKey } => "key_suspended",
        _ when verdict.Decision is { Action: DecisionAction.Restrict } => "feature_restricted",
        _ => "account_suspended",
    };

    private static byte[] Write(Verdict verdict)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("type", TypeOf(verdict));
        json.WriteString("message", MessageOf(verdict));
        if (verdict.Decision is { } decision)
        {
            json.WriteString("reason", decision.Reason);
            json.WriteString("decision", decision.Id);
        }

        if (verdict.RetryAfterSeconds is > 0 and var wait)
            json.WriteNumber("retry_after", wait);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
