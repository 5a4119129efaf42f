using System.Text.Json;
using Stillhound.Core.Campaigns;
using Stillhound.Core.ErrorControl;

namespace Stillhound.Reporting.Reading;

/// <summary>Reads <c>campaigns.json</c>. What older programs did not write stays empty.</summary>
internal static class CampaignsReader
{
    private static readonly Dictionary<string, CampaignChange> Changes = Enum.GetValues<CampaignChange>().ToDictionary(ReportText.Change, StringComparer.Ordinal);

    /// <summary>The findings but for what other files hold: members, series, single accounts.</summary>
    public static Findings Read(JsonElement root, DateTimeOffset start, TimeSpan bucket)
    {
        var input = root.Required("input");
        return new Findings
        {
            Input = new InputSummary(input.Long("exchanges"), input.Long("rejected"), input.Long("accounts"), input.OptionalTime("first"), input.OptionalTime("last")),
            Coverage = [.. root.Items("coverage").Select(static f => new FamilyCoverage(f.Text("family"), f.Flag("available"), f.Number("share"), f.OptionalText("needs") ?? ""))],
            Campaigns = [.. root.Required("campaigns").ValueKind == JsonValueKind.Array ? root.Items("campaigns").Select(Campaign) : throw new FormatException("campaigns is no list")],
            ActivityStart = start,
            ActivityBucket = bucket,
            PopulationActivity = [],
            PopulationHourOfWeek = [],
            Lists = root.Optional("lists") is { } lists ? ContextReader.Lists(lists) : null,
            Errors = root.Optional("error_control") is { } errors ? Report(errors) : null,
        };
    }

    private static CampaignFinding Campaign(JsonElement json) => new()
    {
        Id = json.Text("id"),
        Tier = TierOf(json.Text("tier")),
        Confidence = json.Number("confidence"),
        Title = json.Text("title"),
        Summary = json.OptionalText("summary") ?? "",
        Exchanges = json.Long("exchanges"),
        InputTokens = json.Long("input_tokens"),
        OutputTokens = json.Long("output_tokens"),
        FirstSeen = json.Time("first_seen"),
        LastSeen = json.Time("last_seen"),
        DetectedAt = json.OptionalTime("detected_at"),
        ExchangesBeforeDetection = json.Long("exchanges_before_detection"),
        Targets = [.. json.Items("targets").Select(static t => new TargetShare(t.Text("capability"), t.Number("share")))],
        Evidence = [.. json.Items("evidence").Select(Evidence)],
        Explanations = [.. json.Items("explanations").Select(static e => new ExplanationItem(e.Text("hypothesis"), e.Number("log10_odds"), e.Text("text")))],
        SampleAccounts = json.Texts("sample_accounts"),
        Members = [],
        Activity = [],
        HourOfWeek = [],
        History = [.. json.Items("history").Select(Note)],
        Context = [.. json.Items("context").Select(ContextReader.Share)],
        SuccessorOf = json.OptionalText("successor_of"),
        LikelyOf = json.OptionalText("likely_of"),
        Error = json.Optional("error_control") is { } e ? new CampaignError(e.Number("p_value"), e.Number("e_value"), e.Number("accrued"), e.Flag("held_back")) : null,
        Components = [.. json.Items("components").Select(Component)],
    };

    private static EvidenceItem Evidence(JsonElement json) => new(
        json.Text("family"), json.Text("name"), json.Number("statistic"), json.Text("null"), json.Number("null_value"),
        json.Number("log10_lr"), json.Number("p_value"), json.Text("text"), json.OptionalText("refute") ?? "");

    private static CampaignNote Note(JsonElement json) => new(json.Time("time"), json.Text("text"))
    {
        // A kind that is not known yet is told by its text.
        What = Changes.GetValueOrDefault(json.OptionalText("what") ?? ""),
        Reason = json.OptionalText("reason") ?? "",
        Accounts = json.Optional("accounts") is null ? 0 : json.Count("accounts"),
        Campaign = json.OptionalText("campaign"),
        Until = json.OptionalTime("until"),
    };

    private static ComponentFinding Component(JsonElement json) => new(
        json.Text("account"), json.Text("accused") == "end_users", json.Long("exchanges"), json.Number("share"), json.Long("input_tokens"), json.Long("output_tokens"),
        json.Time("first_seen"), json.Time("last_seen"), json.OptionalTime("attached_at"), json.Long("exchanges_before_attach"), json.Text("template"),
        [.. json.Items("end_users").Select(static u => new EndUserShare(u.Text("key"), u.Long("exchanges")))]);

    private static ErrorReport Report(JsonElement json)
    {
        var (counted, modelled) = (json.Required("counted"), json.Required("modelled"));
        return new ErrorReport
        {
            Budget = new FalseAccusationBudget
            {
                PerLog = json.Number("per_log"),
                PerMillionAccountDays = json.Number("per_million_account_days"),
                FalseDiscoveryRate = json.Number("false_discovery_rate"),
            },
            AccountDays = json.Number("account_days"),
            Granted = json.Number("granted"),
            Searches = json.Count("searches"),
            Followed = json.Count("followed"),
            HeldBack = json.Count("held_back"),
            Decoys = counted.Count("decoys"),
            DecoysSuspect = counted.Count("suspect"),
            DecoysAtReview = counted.Count("at_review"),
            DecoysAtAct = counted.Count("at_act"),
            DecoysBeyond = modelled.Count("tail_decoys"),
            TailDecades = modelled.Number("tail_decades"),
            ExpectedByChance = modelled.Number("expected_by_chance"),
        };
    }

    /// <summary>A tier by its name.</summary>
    /// <exception cref="FormatException">There is none of that name.</exception>
    public static Tier TierOf(string tier) => tier switch
    {
        "watch" => Tier.Watch,
        "review" => Tier.Review,
        "act" => Tier.Act,
        _ => throw new FormatException($"there is no tier '{tier}'"),
    };
}
