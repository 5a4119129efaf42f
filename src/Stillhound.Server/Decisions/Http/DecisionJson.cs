using System.Text.Json;
using Stillhound.Ledger;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Decisions.Http;

/// <summary>Decisions, campaigns and entries as JSON. Names and reasons are hostile text; the writer's escapes keep them text.</summary>
internal static class DecisionJson
{
    /// <summary>One decision without its accounts.</summary>
    public static void Decision(Utf8JsonWriter json, StandingDecision decision, int needed)
    {
        var terms = decision.Terms;
        json.WriteString("id", decision.Id);
        json.WriteString("state", Word(decision.State));
        json.WriteString("campaign", terms.Campaign);
        json.WriteString("takedown", terms.Takedown);
        Step(json, Deciding.Terms.StepOf(terms));
        json.WriteBoolean("simulated", terms.Simulated);
        json.WriteString("reason", terms.Reason);
        json.WriteString("policy", terms.Policy);
        json.WriteNumber("accounts", decision.Accounts);
        json.WriteNumber("waiting", decision.Waiting.Count);
        json.WriteString("proposed_at", decision.ProposedAt);
        Time(json, "from", decision.From);
        Time(json, "until", decision.Until);
        Time(json, "ended_at", decision.EndedAt);
        json.WriteString("ended_by", decision.EndedBy);
        json.WriteString("end_note", decision.EndNote);
        json.WriteString("replaced_by", decision.ReplacedBy);
        json.WriteNumber("approvals_needed", needed);
        Approvals(json, "approvals", decision.Approvals);
        Approvals(json, "growth_approvals", decision.GrowthApprovals);
        json.WriteNumber("revision", decision.Revision);
        json.WriteStartObject("blast_radius");
        Blast(json, terms.Blast);
        json.WriteEndObject();
    }

    /// <summary>One campaign.</summary>
    public static void Campaign(Utf8JsonWriter json, StandingCampaign campaign)
    {
        json.WriteStartObject();
        json.WriteString("id", campaign.Id);
        json.WriteString("tier", campaign.Tier is { } tier ? JsonNamingPolicy.SnakeCaseLower.ConvertName(tier.ToString()) : null);
        json.WriteString("title", campaign.Judged?.Title);
        json.WriteString("takedown", campaign.Judged?.Takedown);
        json.WriteNumber("accounts", campaign.Judged?.Accounts ?? 0);
        json.WriteNumber("exchanges", campaign.Judged?.Exchanges ?? 0);
        json.WriteNumber("confidence", (campaign.Judged?.ConfidencePpm ?? 0) / 1e6);
        Time(json, "judged_at", campaign.JudgedAt);
        json.WriteString("active", campaign.Active?.Id);
        json.WriteString("proposed", campaign.Open?.Id);
        json.WriteString("dismissed_by", campaign.Dismissal?.Actor);
        json.WriteString("dismissed_why", campaign.Dismissal?.Note);
        json.WriteNumber("cleared_accounts", campaign.ClearedAccounts.Count);
        json.WriteEndObject();
    }

    /// <summary>The members of a blast radius.</summary>
    public static void Blast(Utf8JsonWriter json, BlastRadius blast)
    {
        json.WriteNumber("days", blast.Days);
        json.WriteNumber("accounts", blast.Accounts);
        json.WriteNumber("exchanges", blast.Exchanges);
        json.WriteNumber("spend", blast.SpendMicros / 1e6);
        json.WriteNumber("likely_honest", blast.LikelyHonestMilli / 1e3);
        json.WriteNumber("protected", blast.Protected);
        json.WriteNumber("doubtful", blast.Doubtful);
        json.WriteNumber("in_part", blast.InPart);
        json.WriteStartArray("top");
        foreach (var account in blast.Top)
        {
            json.WriteStartObject();
            json.WriteString("account", account.Account);
            json.WriteNumber("exchanges", account.Exchanges);
            json.WriteNumber("confidence", account.ConfidencePpm / 1e6);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("top_protected");
        foreach (var account in blast.TopProtected)
            json.WriteStringValue(account);
        json.WriteEndArray();
    }

    /// <summary>One entry of the ledger.</summary>
    public static void Entry(Utf8JsonWriter json, LedgerEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", entry.Seq);
        json.WriteString("time", entry.Time);
        json.WriteString("type", entry.Type);
        json.WritePropertyName("payload");
        using (var payload = JsonDocument.Parse(entry.Payload))
            payload.RootElement.WriteTo(json); // Read and written anew, so that hostile text gets this writer's escapes.
        json.WriteString("prev", entry.Prev);
        json.WriteString("hash", entry.Hash);
        json.WriteEndObject();
    }

    /// <summary>A state's word.</summary>
    public static string Word(DecisionState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    private static void Step(Utf8JsonWriter json, LadderStep step)
    {
        json.WriteString("action", ActionWords.Of(step.Action));
        if (step.TokensPerDay > 0)
            json.WriteNumber("tokens_per_day", step.TokensPerDay);
        if (step.RequestsPerMinute > 0)
            json.WriteNumber("requests_per_minute", step.RequestsPerMinute);
    }

    private static void Approvals(Utf8JsonWriter json, string key, IReadOnlyList<Approval> approvals)
    {
        json.WriteStartArray(key);
        foreach (var approval in approvals)
        {
            json.WriteStartObject();
            json.WriteString("actor", approval.Actor);
            json.WriteString("time", approval.Time);
            json.WriteString("note", approval.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Time(Utf8JsonWriter json, string key, DateTimeOffset time)
    {
        if (time == default)
            json.WriteNull(key);
        else
            json.WriteString(key, time);
    }
}
