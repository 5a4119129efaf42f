using System.Text;
using System.Text.Json;
using Stillhound.Core.Exchanges;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Enforcement.CrowdSec;

/// <summary>
/// Writes decisions as CrowdSec's local API does. What it has no field for stands in the object <c>stillhound</c>, which bouncers
/// read over and our middleware reads.
/// </summary>
internal sealed class DecisionJson(Utf8JsonWriter json, BouncerOptions options, DateTimeOffset now)
{
    /// <summary>Origin of every decision.</summary>
    public const string Origin = "stillhound";

    /// <summary>What CrowdSec calls the scenario.</summary>
    public static string ScenarioOf(Decision decision) => $"stillhound/{decision.Reason}";

    /// <summary>Writes a decision that stands.</summary>
    public void Write(in AccountDecision item) => Write(item, item.Decision.Until - now);

    /// <summary>Writes a decision that no longer stands.</summary>
    public void WriteDeleted(in AccountDecision item) => Write(item, TimeSpan.FromSeconds(-1));

    private void Write(in AccountDecision item, TimeSpan duration)
    {
        var decision = item.Decision;
        json.WriteStartObject();
        json.WriteNumber("id", IdOf(item));
        json.WriteString("origin", Origin);
        json.WriteString("type", options.TypeOf(decision.Action));
        json.WriteString("scope", options.Scope);
        json.WriteString("value", item.Account);
        json.WriteString("duration", GoDuration.Of(duration));
        json.WriteString("until", decision.Until.UtcDateTime);
        json.WriteString("scenario", ScenarioOf(decision));
        json.WriteBoolean("simulated", decision.Simulated);
        WriteOurs(decision);
        json.WriteEndObject();
    }

    private void WriteOurs(Decision decision)
    {
        json.WriteStartObject("stillhound");
        json.WriteString("decision", decision.Id);
        json.WriteString("campaign", decision.Campaign);
        json.WriteString("action", ActionNames.Of(decision.Action));
        json.WriteString("reason", decision.Reason);
        json.WriteString("policy", decision.Policy);
        json.WriteString("from", decision.From.UtcDateTime);
        if (decision.TokensPerDay > 0)
            json.WriteNumber("tokens_per_day", decision.TokensPerDay);
        if (decision.RequestsPerMinute > 0)
            json.WriteNumber("requests_per_minute", decision.RequestsPerMinute);
        json.WriteEndObject();
    }

    // Bouncers tell decisions apart by a number; 53 bits, because some read it as a double.
    private static long IdOf(in AccountDecision item) =>
        (long)(Hash64.Mix(Hash64.Of(Encoding.UTF8.GetBytes(item.Account)) ^ Hash64.Of(Encoding.UTF8.GetBytes(item.Decision.Id))) >> 11);
}
