using System.Text.Json;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting;

namespace Stillhound.Cli.Campaigns;

/// <summary>One campaign of <c>campaigns.json</c>, read back.</summary>
internal static class WrittenCampaign
{
    private static readonly Dictionary<string, CampaignChange> Changes =
        Enum.GetValues<CampaignChange>().ToDictionary(ReportText.Change, StringComparer.Ordinal);

    /// <summary>Reads one campaign.</summary>
    /// <exception cref="FormatException">A value is none that a scan writes.</exception>
    public static CampaignFinding Read(JsonElement json, ILookup<string, MemberFinding>? members)
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
        };
    }

    /// <summary>Accounts of a campaign: those of the file, which are there without its members.</summary>
    public static long AccountsOf(JsonElement json) => json.GetProperty("accounts").GetInt64();

    /// <summary>Leak as the file has it; NaN where an older program did not write it.</summary>
    public static double LeakOf(JsonElement json) => Number(json, "leak");

    private static EvidenceItem Evidence(JsonElement json) => new(
        Text(json, "family"), Text(json, "name"), Number(json, "statistic"), Text(json, "null"), Number(json, "null_value"),
        Number(json, "log10_lr"), Number(json, "p_value"), Text(json, "text"), Optional(json, "refute", static e => e.GetString()) ?? "");

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
