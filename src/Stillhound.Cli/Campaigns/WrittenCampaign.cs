using System.Text.Json;
using Stillhound.Core.Campaigns;
using Stillhound.Core.ErrorControl;
using Stillhound.Reporting;

namespace Stillhound.Cli.Campaigns;

/// <summary>One campaign of <c>campaigns.json</c>, read back.</summary>
/// <param name="Finding">The campaign; without members where they were not wanted.</param>
/// <param name="Accounts">Its accounts, as the file counts them.</param>
/// <param name="Leak">Its leak, as the file has it; NaN where an older program did not write it.</param>
/// <param name="Json">The campaign as it stands in the file.</param>
internal sealed record WrittenCampaign(CampaignFinding Finding, long Accounts, double Leak, JsonElement Json)
{
    private static readonly Dictionary<string, CampaignChange> Changes =
        Enum.GetValues<CampaignChange>().ToDictionary(ReportText.Change, StringComparer.Ordinal);

    /// <summary>Reads one campaign.</summary>
    /// <exception cref="FormatException">A value is none that a scan writes.</exception>
    public static WrittenCampaign Read(JsonElement json, ILookup<string, MemberFinding>? members) =>
        new(FindingOf(json, members), json.GetProperty("accounts").GetInt64(), Number(json, "leak"), json);

    private static CampaignFinding FindingOf(JsonElement json, ILookup<string, MemberFinding>? members)
    {
        var id = Text(json, "id");
        return new CampaignFinding
        {
            Id = id,
            Tier = TierOf(Text(json, "tier")),
            Confidence = Number(json, "confidence"),
            Title = Text(json, "title"),
            Summary = Optional(json, "summary", static e => e.GetString()) ?? "",
            Exchanges = json.GetProperty("exchanges").GetInt64(),
            InputTokens = json.GetProperty("input_tokens").GetInt64(),
            OutputTokens = json.GetProperty("output_tokens").GetInt64(),
            FirstSeen = json.GetProperty("first_seen").GetDateTimeOffset(),
            LastSeen = json.GetProperty("last_seen").GetDateTimeOffset(),
            DetectedAt = Time(json, "detected_at"),
            ExchangesBeforeDetection = json.GetProperty("exchanges_before_detection").GetInt64(),
            Targets = [.. Items(json, "targets").Select(static t => new TargetShare(Text(t, "capability"), Number(t, "share")))],
            Evidence = [.. Items(json, "evidence").Select(Evidence)],
            Explanations = [.. Items(json, "explanations").Select(static e => new ExplanationItem(Text(e, "hypothesis"), Number(e, "log10_odds"), Text(e, "text")))],
            SampleAccounts = [.. Items(json, "sample_accounts").Select(static a => a.GetString() ?? "")],
            Members = members is null ? [] : [.. members[id]],
            Activity = [],
            HourOfWeek = [],
            History = [.. Items(json, "history").Select(Note)],
            SuccessorOf = Optional(json, "successor_of", static e => e.GetString()),
            LikelyOf = Optional(json, "likely_of", static e => e.GetString()),
            Error = Optional(json, "error_control", Error),
            Components = [.. Items(json, "components").Select(Component)],
        };
    }

    private static ComponentFinding Component(JsonElement json) => new(
        Text(json, "account"), Text(json, "accused") == "end_users", json.GetProperty("exchanges").GetInt64(), Number(json, "share"),
        json.GetProperty("input_tokens").GetInt64(), json.GetProperty("output_tokens").GetInt64(),
        json.GetProperty("first_seen").GetDateTimeOffset(), json.GetProperty("last_seen").GetDateTimeOffset(), Time(json, "attached_at"),
        json.GetProperty("exchanges_before_attach").GetInt64(), Text(json, "template"),
        [.. Items(json, "end_users").Select(static u => new EndUserShare(Text(u, "key"), u.GetProperty("exchanges").GetInt64()))]);

    private static EvidenceItem Evidence(JsonElement json) => new(
        Text(json, "family"), Text(json, "name"), Number(json, "statistic"), Text(json, "null"), Number(json, "null_value"),
        Number(json, "log10_lr"), Number(json, "p_value"), Text(json, "text"), Optional(json, "refute", static e => e.GetString()) ?? "");

    private static CampaignError? Error(JsonElement json) => json.ValueKind == JsonValueKind.Null
        ? null
        : new CampaignError(Number(json, "p_value"), Number(json, "e_value"), Number(json, "accrued"), json.GetProperty("held_back").GetBoolean());

    private static CampaignNote Note(JsonElement json) => new(json.GetProperty("time").GetDateTimeOffset(), Text(json, "text"))
    {
        What = Changes.GetValueOrDefault(Optional(json, "what", static e => e.GetString()) ?? ""),
        Reason = Optional(json, "reason", static e => e.GetString()) ?? "",
        Campaign = Optional(json, "campaign", static e => e.GetString()),
        Until = Time(json, "until"),
    };

    private static Tier TierOf(string tier) => tier switch
    {
        "watch" => Tier.Watch,
        "review" => Tier.Review,
        "act" => Tier.Act,
        _ => throw new FormatException($"unknown tier '{tier}'"),
    };

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    private static double Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetDouble() : double.NaN;

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetDateTimeOffset() : null;

    private static List<JsonElement> Items(JsonElement json, string name) => json.TryGetProperty(name, out var array) ? [.. array.EnumerateArray()] : [];

    private static T? Optional<T>(JsonElement json, string name, Func<JsonElement, T?> read)
        where T : class => json.TryGetProperty(name, out var value) ? read(value) : null;
}
