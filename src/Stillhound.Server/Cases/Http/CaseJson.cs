using System.Text.Json;
using Stillhound.Core.Verdicts;

namespace Stillhound.Server.Cases.Http;

/// <summary>Cases and appeals as JSON. Names, notes and reasons are hostile text; the writer's escapes keep them text.</summary>
internal static class CaseJson
{
    /// <summary>One case.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="about">The case.</param>
    /// <param name="steps">Whether everything that was done is told.</param>
    /// <param name="taught">What its dismissal taught; null for nothing.</param>
    public static void Case(Utf8JsonWriter json, Case about, bool steps, TaughtChance? taught)
    {
        json.WriteStartObject();
        json.WriteString("campaign", about.Campaign);
        json.WriteString("status", about.IsOpen ? "open" : "closed");
        json.WriteString("owner", about.Owner);
        json.WriteString("verdict", about.Verdict is { } verdict ? Cases.Case.Word(verdict) : null);
        json.WriteString("hypothesis", about.Hypothesis);
        json.WriteString("duplicate_of", about.DuplicateOf);
        json.WriteNumber("notes", about.Steps.Count(static s => s.Kind == CaseStepKind.Noted));
        Time(json, "opened_at", about.OpenedAt);
        Time(json, "changed_at", about.Steps is [.., var last] ? last.Time : null);
        json.WriteNumber("revision", about.Revision);
        if (taught is not null)
            json.WriteString("taught", taught.Text);
        if (steps)
            Steps(json, about.Steps);
        json.WriteEndObject();
    }

    /// <summary>One appeal.</summary>
    public static void Appeal(Utf8JsonWriter json, Appeal appeal, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", appeal.Id);
        json.WriteString("state", Cases.Appeal.Word(appeal.State));
        json.WriteString("account", appeal.Account);
        json.WriteString("text", appeal.Text);
        json.WriteString("opened_by", appeal.OpenedBy);
        Time(json, "opened_at", appeal.OpenedAt);
        Time(json, "due", appeal.Due);
        json.WriteBoolean("overdue", appeal.IsOverdue(now));
        json.WriteStartArray("decisions");
        foreach (var decision in appeal.Decisions)
            json.WriteStringValue(decision);
        json.WriteEndArray();
        json.WriteString("ended_by", appeal.EndedBy);
        Time(json, "ended_at", appeal.EndedAt);
        json.WriteString("reason", appeal.Reason);
        json.WriteNumber("revision", appeal.Revision);
        json.WriteEndObject();
    }

    /// <summary>The benign explanations, and what dismissals taught about each.</summary>
    public static void Hypotheses(Utf8JsonWriter json, IReadOnlyList<Lesson> lessons)
    {
        json.WriteStartObject();
        json.WriteStartArray("hypotheses");
        foreach (var hypothesis in Core.Verdicts.Hypotheses.All)
        {
            var taught = Core.Verdicts.Hypotheses.Taught(hypothesis.Name, lessons);
            json.WriteStartObject();
            json.WriteString("name", hypothesis.Name);
            json.WriteString("words", hypothesis.Words);
            json.WriteNumber("chance_before", Math.Round(taught.Before, 6));
            json.WriteNumber("chance", Math.Round(taught.Now, 6));
            json.WriteNumber("dismissals", taught.Dismissals);
            json.WriteString("taught", taught.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Steps(Utf8JsonWriter json, IReadOnlyList<CaseStep> steps)
    {
        json.WriteStartArray("steps");
        foreach (var step in steps)
        {
            json.WriteStartObject();
            json.WriteString("what", JsonNamingPolicy.SnakeCaseLower.ConvertName(step.Kind.ToString()));
            json.WriteString("actor", step.Actor);
            Time(json, "time", step.Time);
            json.WriteString("text", step.Text);
            json.WriteString("detail", step.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Time(Utf8JsonWriter json, string key, DateTimeOffset? time)
    {
        if (time is { } at)
            json.WriteString(key, at);
        else
            json.WriteNull(key);
    }
}
