using System.Text.Json.Serialization;

namespace Stillhound.AspNetCore;

/// <summary>An answer of <c>/v1/decisions/stream</c>.</summary>
internal sealed record StreamAnswer(StreamItem[]? New, StreamItem[]? Deleted);

/// <summary>A decision about one account in it.</summary>
internal sealed record StreamItem(long Id, string? Type, string? Scope, string? Value, string? Scenario, bool Simulated, DateTimeOffset? Until, StreamDetail? Stillhound)
{
    /// <summary>The decision; null when it is of a kind that is not known here, which a newer server may send.</summary>
    public GatewayDecision? ToDecision()
    {
        var action = Stillhound?.Action ?? (Type == "ban" ? "suspend_account" : null);
        GatewayAction? known = action switch
        {
            "tag" => GatewayAction.Tag,
            "verify" => GatewayAction.Verify,
            "cap_tokens" => GatewayAction.CapTokens,
            "slow" => GatewayAction.Slow,
            "restrict" => GatewayAction.Restrict,
            "suspend_key" => GatewayAction.SuspendKey,
            "suspend_account" => GatewayAction.SuspendAccount,
            _ => null,
        };
        return known is { } found && Until is { } until
            ? new GatewayDecision(DecisionId, found, Simulated, Stillhound?.Reason ?? Scenario ?? "", until, Stillhound?.TokensPerDay ?? 0, Stillhound?.RequestsPerMinute ?? 0)
            : null;
    }

    /// <summary>The decision's identifier.</summary>
    [JsonIgnore]
    public string DecisionId => Stillhound?.Decision ?? Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What CrowdSec has no field for.</summary>
internal sealed record StreamDetail(string? Decision, string? Action, string? Reason, long TokensPerDay, int RequestsPerMinute);

/// <summary>Reads it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StreamAnswer))]
internal sealed partial class StreamJson : JsonSerializerContext;
