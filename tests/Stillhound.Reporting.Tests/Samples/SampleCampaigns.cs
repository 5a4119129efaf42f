using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Tests.Samples;

/// <summary>Campaigns made up for tests, one a tier.</summary>
internal static class SampleCampaigns
{
    private static DateTimeOffset Start => SampleFindings.Start;

    public static CampaignFinding Act(int members) => Base("c-3f9a", Tier.Act, 0.998, members, 157, 2_910) with
    {
        Title = "One task set drawn without repetition by accounts that share a rhythm",
        Summary = "420 accounts sent 65,940 exchanges that use one scaffold around tasks which never repeat across accounts. "
            + "Their load is as even as a quota and their pauses coincide to the minute.",
        Targets =
        [
            new("software_engineering", 0.71), new("agentic_tool_use", 0.17), new("mathematical_reasoning", 0.08), new("other", 0.04),
        ],
        Evidence = SampleLedger.Strong(),
        Explanations = SampleLedger.BeatenExplanations(),
        History =
        [
            new(Start.AddHours(31), "Proposed: 38 accounts share two rare phrases far more often than their rates predict."),
            new(Start.AddHours(33.2), "Reached tier review with 61 accounts."),
            new(Start.AddHours(41.5), "Reached tier act: payload and synchrony agree, every benign explanation was beaten."),
            new(Start.AddHours(97), "Attached 212 fresh accounts within four exchanges each; the first pool went quiet."),
        ],
    };

    /// <summary>Accounts that likely belong to <see cref="Act"/>.</summary>
    public static CampaignFinding Likely(int members) => Base("c-3f9a-likely", Tier.Review, 0.998, members, 12, 20) with
    {
        LikelyOf = "c-3f9a",
        Title = "Accounts that likely belong to c-3f9a",
        Summary = "Each resembles campaign c-3f9a, but by less than nine in ten.",
        Evidence = SampleLedger.Strong(),
        Explanations = SampleLedger.BeatenExplanations(),
    };

    public static CampaignFinding Review(int members) => Base("c-81d2", Tier.Review, 0.87, members, 41, 290) with
    {
        Title = "Graded answer pairs in one output format",
        Summary = "64 accounts ask for grades of answer pairs in one fixed output format. One organisation's evaluation harness is not ruled out.",
        Targets = [new("grading", 0.92), new("writing", 0.08)],
        Evidence = SampleLedger.Mixed(),
        Explanations = SampleLedger.OpenExplanations(),
        History = [new(Start.AddHours(120), "Proposed: neighbours in mean-embedding space with one parameter vector."), new(Start.AddHours(131), "Reached tier review.")],
    };

    public static CampaignFinding Watch(int members) => Base("c-0b77", Tier.Watch, 0.34, members, 22, 0) with
    {
        Title = "Reworded prompts from fresh accounts",
        Summary = "18 fresh accounts converge on one mean of their prompts. Too few exchanges to say more.",
        Targets = [new("translation", 1.0)],
        Evidence = SampleLedger.Mixed()[1..],
        Explanations = SampleLedger.OpenExplanations(),
        History = [new(Start.AddHours(200), "Proposed: neighbours in mean-embedding space.")],
    };

    public static IReadOnlyList<FamilyCoverage> Coverage() =>
    [
        new("payload", true, 1, "prompt or phrases"), new("volume", true, 1, "time"), new("rhythm", true, 1, "time, client.country"),
        new("synchrony", true, 1, "time"), new("life_cycle", true, 0.62, "created, plan (account facts)"),
        new("identity", false, 0, "payment_hash, device_hash, signup_ip, email_domain (account facts)"),
        new("network", true, 0.31, "client.ip, client.asn, client.ja4, client.rtt_tcp_ms, client.rtt_tls_ms"),
        new("response_use", true, 0.98, "turn, usage, params.max_tokens"), new("focus", true, 1, "prompt or phrases"),
        new("elicitation", true, 1, "prompt or phrases"), new("reaction", false, 0, "events: account_suspended, model_released"),
        new("probing", true, 0.99, "finish_reason"),
    ];

    private static CampaignFinding Base(string id, Tier tier, double confidence, int members, int each, long beforeDetection)
    {
        var first = Start.AddHours(26).AddMinutes(13);
        var detected = tier == Tier.Watch ? (DateTimeOffset?)null : Start.AddHours(tier == Tier.Act ? 33.2 : 131);
        var list = Members(members, each, detected);
        return new CampaignFinding
        {
            Id = id,
            Tier = tier,
            Confidence = confidence,
            Title = "",
            Summary = "",
            Exchanges = list.Sum(m => m.Exchanges),
            InputTokens = list.Sum(m => m.Exchanges) * 640,
            OutputTokens = list.Sum(m => m.Exchanges) * 1_870,
            FirstSeen = first,
            LastSeen = Start.AddDays(14).AddMinutes(-7),
            DetectedAt = detected,
            ExchangesBeforeDetection = detected is null ? list.Sum(m => m.Exchanges) : beforeDetection,
            Targets = [],
            Evidence = [],
            Explanations = [],
            SampleAccounts = [.. list.Take(20).Select(m => m.Account)],
            Members = list,
            Activity = SampleSeries.Flat(SampleFindings.BucketCount, 26, SampleFindings.BucketCount, (double)members * each / 310),
            HourOfWeek = SampleSeries.FlatWeek((double)members * each / 168),
            History = [],
        };
    }

    private static List<MemberFinding> Members(int count, int each, DateTimeOffset? detected) =>
    [
        .. Enumerable.Range(0, count).Select(i => new MemberFinding(
            $"acct_{(uint)i * 2654435761u:x8}",
            Math.Round(0.999 - (0.2 * i / Math.Max(1, count)), 4),
            detected?.AddMinutes(Math.Max(0, (i - (count / 4)) * 9000.0 / count)),
            each + (i % 7) - 3,
            detected is null ? each + (i % 7) - 3 : i < count / 4 ? each / 6 : 4,
            i % 2 == 0 ? "scaffold phrase, parameter vector, pauses to the minute" : "scaffold phrase, tasks continue another account's order")),
    ];
}
