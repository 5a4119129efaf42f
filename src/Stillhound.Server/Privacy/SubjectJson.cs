using System.Text.Json;
using Stillhound.Core.Engine;
using Stillhound.Ledger;
using Stillhound.Server.Cases.Http;
using Stillhound.Server.Decisions.Http;

namespace Stillhound.Server.Privacy;

/// <summary>What is held of an account as JSON. Names and notes are hostile text; the writer's escapes keep them text.</summary>
internal static class SubjectJson
{
    /// <summary>Where it occurs.</summary>
    public static void Found(Utf8JsonWriter json, Subject subject)
    {
        json.WriteStartObject();
        json.WriteBoolean("known", subject.IsKnown);
        Texts(json, "names", subject.Names);
        json.WriteNumber("profiles", subject.Profiles.Count);
        json.WriteNumber("facts", subject.Facts.Count);
        Texts(json, "campaigns", subject.Campaigns);
        Texts(json, "decisions", subject.Decisions.Select(static d => d.Id));
        Texts(json, "cleared_of", subject.ClearedOf);
        Texts(json, "cases", subject.Cases);
        Texts(json, "appeals", subject.Appeals.Select(static a => a.Id));
        Texts(json, "holds", subject.Holds.Select(static h => h.Id));
        json.WriteNumber("ledger_entries", subject.LedgerEntries.Count);
        Journal(json, subject.Journal);
        json.WriteEndObject();
    }

    /// <summary>Everything that is held.</summary>
    public static void Export(Utf8JsonWriter json, Subject subject, IEnumerable<LedgerEntry> entries)
    {
        json.WriteStartObject();
        Texts(json, "names", subject.Names);
        json.WriteStartArray("profiles");
        foreach (var profile in subject.Profiles)
            Profile(json, profile);
        json.WriteEndArray();
        json.WriteStartArray("facts");
        foreach (var facts in subject.Facts)
        {
            json.WriteStartObject();
            json.WriteString("account", facts.Account);
            json.WriteString("org", facts.Org);
            json.WriteString("plan", Word(facts.Plan.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("decisions");
        foreach (var decision in subject.Decisions)
        {
            json.WriteStartObject();
            json.WriteString("id", decision.Id);
            json.WriteString("campaign", decision.Campaign);
            json.WriteString("action", decision.Action);
            json.WriteString("state", DecisionJson.Word(decision.State));
            json.WriteBoolean("simulated", decision.Simulated);
            Time(json, "until", decision.Until == default ? null : decision.Until);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Texts(json, "cleared_of", subject.ClearedOf);
        Texts(json, "cases", subject.Cases);
        json.WriteStartArray("appeals");
        foreach (var appeal in subject.Appeals)
            CaseJson.Appeal(json, appeal, appeal.OpenedAt);
        json.WriteEndArray();
        Texts(json, "holds", subject.Holds.Select(static h => h.Id));
        json.WriteStartArray("ledger");
        foreach (var entry in entries)
            DecisionJson.Entry(json, entry);
        json.WriteEndArray();
        Journal(json, subject.Journal);
        json.WriteEndObject();
    }

    /// <summary>One hold.</summary>
    public static void Hold(Utf8JsonWriter json, Hold hold, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", hold.Id);
        json.WriteBoolean("stands", hold.Stands(now));
        json.WriteString("account", hold.Account);
        json.WriteString("campaign", hold.Campaign);
        json.WriteString("until", hold.Until);
        json.WriteString("set_by", hold.SetBy);
        json.WriteString("set_at", hold.SetAt);
        json.WriteString("reason", hold.Reason);
        json.WriteString("released_by", hold.ReleasedBy);
        Time(json, "released_at", hold.ReleasedAt);
        json.WriteString("release_reason", hold.ReleaseReason);
        json.WriteEndObject();
    }

    /// <summary>What is kept for how long.</summary>
    public static void Retention(Utf8JsonWriter json, Retention retention)
    {
        json.WriteStartObject();
        json.WriteString("keep_for", Configuration.DurationText.Of(retention.KeepFor));
        json.WriteString("keep_size", Configuration.SizeText.Of(retention.KeepBytes));
        json.WriteNumber("journal_bytes", retention.JournalBytes);
        Journal(json, retention.Journal);
        json.WriteStartArray("checkpoints");
        foreach (var at in retention.Checkpoints)
            json.WriteStringValue(at);
        json.WriteEndArray();
        Texts(json, "holds", retention.Holds.Select(static h => h.Id));
        json.WriteEndObject();
    }

    private static void Profile(Utf8JsonWriter json, AccountRecord profile)
    {
        json.WriteStartObject();
        json.WriteString("name", profile.Name);
        json.WriteNumber("exchanges", profile.Exchanges);
        Time(json, "first_seen", profile.FirstSeen);
        Time(json, "last_seen", profile.LastSeen);
        json.WriteNumber("input_tokens", profile.InputTokens);
        json.WriteNumber("output_tokens", profile.OutputTokens);
        json.WriteStartArray("hour_of_week");
        foreach (var count in profile.HourOfWeek)
            json.WriteNumberValue(count);
        json.WriteEndArray();
        Time(json, "created", profile.Created);
        json.WriteString("plan", Word(profile.Plan.ToString()));
        json.WriteString("verified", Word(profile.Verified.ToString()));
        json.WriteString("country", profile.Country);
        Texts(json, "keys", profile.Keys);
        Texts(json, "campaigns", profile.Campaigns);
        json.WriteEndObject();
    }

    private static void Journal(Utf8JsonWriter json, KeptJournal kept)
    {
        json.WriteStartObject("journal");
        json.WriteNumber("from", kept.From);
        json.WriteNumber("to", kept.To);
        json.WriteString("since", kept.Since);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Time(Utf8JsonWriter json, string key, DateTimeOffset? time)
    {
        if (time is { } at)
            json.WriteString(key, at);
        else
            json.WriteNull(key);
    }

    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
