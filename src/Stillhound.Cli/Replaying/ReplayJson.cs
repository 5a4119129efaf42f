using System.Text.Json;
using Stillhound.Cli.Campaigns;
using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Replaying;

namespace Stillhound.Cli.Replaying;

/// <summary>A comparison as JSON.</summary>
internal static class ReplayJson
{
    public static void Write(ReplayDiff diff, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject("journal");
        json.WriteNumber("from", diff.Journal.From);
        json.WriteString("since", diff.Journal.Since.UtcDateTime);
        json.WriteNumber("to", diff.Journal.To);
        json.WriteNumber("frames", diff.Journal.Frames);
        json.WriteNumber("skipped_bytes", diff.Journal.SkippedBytes);
        json.WriteEndObject();
        Side(json, "before", diff.Before);
        Side(json, "after", diff.After);
        json.WriteStartArray("campaigns");
        foreach (var pair in diff.Campaigns)
        {
            json.WriteStartObject();
            Campaign(json, "before", pair.Before);
            Campaign(json, "after", pair.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("decisions");
        foreach (var decision in diff.Decisions.Campaigns)
            Decision(json, decision);
        json.WriteEndArray();
        json.WriteStartObject("accounts");
        json.WriteNumber("came", diff.Decisions.Came);
        json.WriteNumber("went", diff.Decisions.Went);
        json.WriteNumber("harder", diff.Decisions.Harder);
        json.WriteNumber("softer", diff.Decisions.Softer);
        json.WriteEndObject();
        json.WriteNumber("spend_micros", diff.Decisions.SpendMicros);
    });

    private static void Side(Utf8JsonWriter json, string name, ReplaySide side)
    {
        json.WriteStartObject(name);
        json.WriteString("config", side.Config);
        json.WriteString("policy", side.Policy.Version);
        json.WriteBoolean("simulated", side.Policy.Mode == PolicyMode.Simulate);
        json.WriteNumber("exchanges", side.Findings.Input.Exchanges);
        json.WriteNumber("campaigns", side.Plans.Count);
        json.WriteNumber("decisions", side.Acted.Count());
        json.WriteNumber("accounts", side.Acted.SelectMany(static p => p.Eligible).Select(static m => m.Account).Distinct(StringComparer.Ordinal).Count());
        json.WriteNumber("spend_micros", side.Acted.Sum(static p => p.Blast.SpendMicros));
        json.WriteEndObject();
    }

    private static void Campaign(Utf8JsonWriter json, string name, CampaignFinding? campaign)
    {
        if (campaign is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("id", campaign.Id);
        json.WriteString("tier", campaign.Tier.ToString().ToLowerInvariant());
        json.WriteNumber("accounts", campaign.Members.Count);
        if (campaign.DetectedAt is { } at)
            json.WriteString("detected_at", at.UtcDateTime);
        json.WriteString("title", campaign.Title);
        json.WriteEndObject();
    }

    private static void Decision(Utf8JsonWriter json, DecisionDifference decision)
    {
        json.WriteStartObject();
        json.WriteString("campaign", decision.Campaign);
        Step(json, "before", decision.Before);
        Step(json, "after", decision.After);
        json.WriteNumber("came", decision.Came);
        json.WriteNumber("went", decision.Went);
        json.WriteNumber("stayed", decision.Stayed);
        json.WriteNumber("spend_micros", decision.SpendMicros);
        json.WriteEndObject();
    }

    private static void Step(Utf8JsonWriter json, string name, LadderStep? step)
    {
        if (step is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("action", ActionWords.Of(step.Action));
        if (step.TokensPerDay > 0)
            json.WriteNumber("tokens_per_day", step.TokensPerDay);
        if (step.RequestsPerMinute > 0)
            json.WriteNumber("requests_per_minute", step.RequestsPerMinute);
        json.WriteEndObject();
    }
}
