using System.Globalization;
using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Html;

/// <summary>One campaign as the page shows it.</summary>
internal static class CampaignView
{
    private const int MostNotes = 48;

    // As in charts/evidence.js.
    private const double LongestBar = 30;

    // The first campaigns are drawn with the page, so that it is complete as soon as it is seen.
    private const int DrawnAtOnce = 3;

    public static View Of(CampaignFinding campaign, int index, Findings findings, ReportOptions options)
    {
        var buckets = SeriesView.TableBuckets(findings);
        var attached = buckets.Cumulate(campaign.Members.Select(m => m.AttachedAt).OfType<DateTimeOffset>());
        var view = new View
        {
            ["anchor"] = Anchor(campaign, index),
            ["index"] = index.ToString(CultureInfo.InvariantCulture),
            ["eager"] = index < DrawnAtOnce,
            ["id"] = campaign.Id,
            ["title"] = campaign.Title,
            ["summary"] = campaign.Summary,
            ["tier"] = ReportText.Tier(campaign.Tier),
            ["tierMeaning"] = TierMeaning(campaign),
            ["activityRows"] = SeriesView.Activity(buckets, buckets.Sum(campaign.Activity), buckets.Sum(findings.PopulationActivity)),
            ["attachedRows"] = SeriesView.Attached(buckets, attached),
            ["anyAttached"] = campaign.Members.Any(m => m.AttachedAt is not null),
            ["week"] = SeriesView.Week(campaign.HourOfWeek),
            ["anyEvidence"] = campaign.Evidence.Count > 0,
            ["evidence"] = EvidenceView.Evidence(campaign),
            ["evidenceHeight"] = Height(campaign.Evidence.Count, 30, 56),
            ["cutBars"] = campaign.Evidence.Any(e => Math.Abs(e.Log10Lr) > LongestBar),
            ["moreEvidence"] = More(campaign.Evidence.Count, EvidenceView.MostRows),
            ["explanations"] = EvidenceView.Explanations(campaign),
            ["targets"] = campaign.Targets.Take(EvidenceView.MostRows).Select(t => new View
            {
                ["capability"] = ReportText.Words(t.Capability),
                ["share"] = ReportText.Percent(t.Share),
            }),
            ["anyTargets"] = campaign.Targets.Count > 0,
            ["targetsHeight"] = Height(campaign.Targets.Count, 30, 12),
            ["notes"] = campaign.History.TakeLast(MostNotes).Select(n => new View
            {
                ["time"] = ReportText.Time(n.Time),
                ["what"] = ReportText.Words(ReportText.Change(n.What)),
                ["text"] = n.Text,
            }),
            ["anyNotes"] = campaign.History.Count > 0,
            ["moreNotes"] = More(campaign.History.Count, MostNotes),
        };
        ContextView.AddTo(view, campaign, findings.Lists);
        LikelyView.AddTo(view, campaign, findings, options);
        AddFacts(view, campaign);
        AddAccounts(view, campaign, options);
        return view;
    }

    private static void AddFacts(View view, CampaignFinding campaign)
    {
        view["confidence"] = ReportText.Percent(campaign.Confidence);
        view["accounts"] = ReportText.Count(campaign.Members.Count);
        view["exchanges"] = ReportText.Compact(campaign.Exchanges);
        view["exchangesExact"] = ReportText.Count(campaign.Exchanges);
        view["perAccountDay"] = PerAccountDay(campaign);
        view["inputTokens"] = ReportText.Compact(campaign.InputTokens);
        view["outputTokens"] = ReportText.Compact(campaign.OutputTokens);
        view["firstSeen"] = ReportText.Time(campaign.FirstSeen);
        view["lastSeen"] = ReportText.Time(campaign.LastSeen);
        view["active"] = ReportText.Duration(campaign.LastSeen - campaign.FirstSeen);
        view["leak"] = ReportText.Percent(campaign.Leak);
        view["isDetected"] = campaign.DetectedAt is not null;
        view["detected"] = campaign.DetectedAt is { } at ? ReportText.Time(at) : "not yet";
        view["delay"] = campaign.DetectedAt is { } then ? ReportText.Duration(then - campaign.FirstSeen) : "";
        view["beforeDetection"] = ReportText.Count(campaign.ExchangesBeforeDetection);
    }

    private static void AddAccounts(View view, CampaignFinding campaign, ReportOptions options)
    {
        var wanted = campaign.SampleAccounts.Take(options.MaxSampleAccounts).ToHashSet(StringComparer.Ordinal);
        var byName = new Dictionary<string, MemberFinding>(StringComparer.Ordinal);
        foreach (var member in campaign.Members.Where(m => wanted.Contains(m.Account)))
            byName.TryAdd(member.Account, member);
        var shown = byName.Count > 0
            ? campaign.SampleAccounts.Take(options.MaxSampleAccounts).Where(byName.ContainsKey).Select(name => byName[name]).ToList()
            : campaign.Members.Take(options.MaxSampleAccounts).ToList();
        view["anyMembers"] = shown.Count > 0;
        view["shownAccounts"] = ReportText.Count(shown.Count);
        view["members"] = shown.Select(m => new View
        {
            ["account"] = m.Account,
            ["confidence"] = ReportText.Percent(m.Confidence),
            ["attachedAt"] = m.AttachedAt is { } at ? ReportText.Time(at) : "not attached",
            ["exchanges"] = ReportText.Count(m.Exchanges),
            ["before"] = ReportText.Count(m.ExchangesBeforeAttach),
            ["ties"] = m.Ties,
        });
    }

    /// <summary>The campaign's identifier where it is fit for a link, its position where it is not.</summary>
    public static string Anchor(CampaignFinding campaign, int index) =>
        campaign.Id.Length is > 0 and < 64 && campaign.Id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? "campaign-" + campaign.Id
            : "campaign-" + (index + 1).ToString(CultureInfo.InvariantCulture);

    private static string PerAccountDay(CampaignFinding campaign)
    {
        var days = Math.Max(1, (campaign.LastSeen - campaign.FirstSeen).TotalDays);
        return ReportText.Measured(Math.Round(campaign.Exchanges / days / Math.Max(1, campaign.Members.Count), 1));
    }

    private static string TierMeaning(CampaignFinding campaign) => campaign.Tier switch
    {
        Tier.Act => "Two or more independent families agree and every benign explanation was beaten.",
        Tier.Review when campaign.Error is { HeldBack: true } => "A person should look before anything is done. Its odds would do for act; the budget of false accusations does not cover it yet.",
        Tier.Review when campaign.LikelyOf is not null => "A person should look at each account before anything is done.",
        Tier.Review => "A person should look before anything is done.",
        _ => "Unusual; nothing to do yet.",
    };

    private static string Height(int rows, int each, int around) =>
        ((Math.Min(rows, EvidenceView.MostRows) * each) + around).ToString(CultureInfo.InvariantCulture);

    private static string More(int count, int shown) => count > shown ? ReportText.Count(count - shown) : "";
}
