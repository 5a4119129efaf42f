using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Stillhound.Ledger;

namespace Stillhound.Server.Decisions.Policies;

/// <summary>A policy in one form: what its version is the hash of, and what the ledger keeps when it is adopted.</summary>
internal static class PolicyText
{
    public static byte[] Of(Policy policy)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("mode", policy.Mode == PolicyMode.Enforce ? "enforce" : "simulate");
            json.WriteStartObject("ladder");
            Step(json, "watch", policy.Watch);
            Step(json, "review", policy.Review);
            Step(json, "act", policy.Act);
            Step(json, "likely", policy.Likely);
            json.WriteEndObject();
            json.WriteStartObject("campaigns");
            foreach (var (id, step) in policy.Campaigns)
                Step(json, id, step);
            json.WriteEndObject();
            Number(json, "least_confidence", policy.LeastConfidence);
            json.WriteString("parts_at_most", ActionWords.Of(policy.PartsAtMost));
            json.WriteNumber("lifetime_ms", (long)policy.Lifetime.TotalMilliseconds);
            json.WriteNumber("recent_ms", (long)policy.Recent.TotalMilliseconds);
            Protect(json, policy.Protection);
            Approve(json, policy.Approval);
            json.WriteStartObject("price");
            Number(json, "input_per_million", policy.Prices.InputPerMillion);
            Number(json, "output_per_million", policy.Prices.OutputPerMillion);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return CanonicalJson.Of(buffer.WrittenSpan);
    }

    private static void Protect(Utf8JsonWriter json, Protection protection)
    {
        json.WriteStartObject("protect");
        Texts(json, "accounts", protection.Accounts);
        Texts(json, "organisations", protection.Organisations);
        Texts(json, "plans", protection.Plans.Select(static p => p.ToString().ToLowerInvariant()));
        Texts(json, "names", protection.Names);
        json.WriteEndObject();
    }

    private static void Approve(Utf8JsonWriter json, ApprovalPolicy approval)
    {
        json.WriteStartObject("approval");
        json.WriteString("unattended", approval.Unattended is { } most ? ActionWords.Of(most) : "none");
        json.WriteNumber("second_above_accounts", approval.SecondAboveAccounts);
        Number(json, "second_above_spend", approval.SecondAboveSpend);
        Number(json, "growth_share", approval.GrowthShare);
        json.WriteNumber("growth_accounts", approval.GrowthAccounts);
        json.WriteEndObject();
    }

    private static void Step(Utf8JsonWriter json, string key, LadderStep? step)
    {
        if (step is null)
        {
            json.WriteString(key, "nothing");
            return;
        }

        json.WriteStartObject(key);
        json.WriteString("action", ActionWords.Of(step.Action));
        json.WriteNumber("tokens_per_day", step.TokensPerDay);
        json.WriteNumber("requests_per_minute", step.RequestsPerMinute);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts.Order(StringComparer.Ordinal))
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    // The ledger knows whole numbers only.
    private static void Number(Utf8JsonWriter json, string key, double value) => json.WriteString(key, value.ToString("R", CultureInfo.InvariantCulture));
}
