using Stillhound.Core.Components;
using Stillhound.Core.Engine;
using Stillhound.Core.ErrorControl;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>Turns the engine's state into findings that can be written.</summary>
internal sealed class FindingsBuilder(AccountTable accounts, CampaignBook book, Carriers carriers, ActivityLog activity, Coverage coverage, ReactionFacts reaction,
    IReadOnlyList<ContextLabel> labels, bool regions)
{
    private const int SampleSize = 12;
    private readonly ContextReport _context = new(accounts, labels);

    public Findings Build(long exchanges, long rejected)
    {
        var campaigns = book.Open.Where(static c => c.Members.Count > 0)
            .OrderByDescending(static c => c.Tier).ThenByDescending(static c => c.Verdict.Log10Odds).ThenBy(static c => c.Id, StringComparer.Ordinal)
            .Select(Campaign).ToList();
        var active = 0L;
        for (var i = 0; i < accounts.Count; i++)
            active += accounts[i].Exchanges > 0 ? 1 : 0;
        return new Findings
        {
            Input = new InputSummary(exchanges, rejected, active, TimeOf(activity.FirstMs, exchanges), TimeOf(activity.LastMs, exchanges)),
            Coverage = CoverageReport.Of(coverage, accounts, reaction, regions),
            Campaigns = campaigns,
            ActivityStart = DateTimeOffset.FromUnixTimeMilliseconds(activity.FirstBin * SixHourBins.WidthMs),
            ActivityBucket = TimeSpan.FromMilliseconds(SixHourBins.WidthMs),
            PopulationActivity = activity.Bins,
            PopulationHourOfWeek = activity.HourOfWeek,
        };
    }

    private static DateTimeOffset? TimeOf(long ms, long exchanges) => exchanges == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private CampaignFinding Campaign(Campaign campaign)
    {
        var parts = carriers.PartsOf(campaign);
        var served = parts.Where(p => Carriers.ServesOthers(accounts[p.Key])).Select(static p => p.Key).ToHashSet();
        var members = campaign.Members.Where(m => !served.Contains(m.Key)).Select(m => Member(campaign, m.Key, m.Value, parts.GetValueOrDefault(m.Key))).ToList();
        var components = parts.Select(p => ComponentWords.Of(accounts, campaign, p.Key, p.Value, served.Contains(p.Key))).ToList();
        var first = campaign.Members.Keys.Min(a => accounts[a].FirstMs);
        var last = campaign.Members.Keys.Max(a => accounts[a].LastMs);
        var exchanges = members.Sum(static m => m.Exchanges) + components.Where(static c => c.ByEndUser).Sum(static c => c.Exchanges);
        var hours = new long[168];
        foreach (var account in campaign.Members.Keys)
        {
            for (var hour = 0; hour < 168; hour++)
                hours[hour] += accounts[account].HourOfWeek[hour];
        }

        var targets = CampaignLabel.Targets(campaign, accounts);
        var words = new CampaignWords(campaign, accounts, targets, members);
        return new CampaignFinding
        {
            Id = campaign.Id,
            Tier = campaign.Tier,
            Confidence = 1 / (1 + Math.Pow(10, -campaign.Verdict.Log10Odds)),
            Title = words.Title,
            Summary = words.Summary + ComponentWords.Summary(components),
            Exchanges = exchanges,
            InputTokens = components.Sum(static c => c.InputTokens) + campaign.Members.Keys.Where(a => !parts.ContainsKey(a)).Sum(a => accounts[a].InputTokens),
            OutputTokens = components.Sum(static c => c.OutputTokens) + campaign.Members.Keys.Where(a => !parts.ContainsKey(a)).Sum(a => accounts[a].OutputTokens),
            FirstSeen = DateTimeOffset.FromUnixTimeMilliseconds(first),
            LastSeen = DateTimeOffset.FromUnixTimeMilliseconds(last),
            DetectedAt = campaign.DetectedMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(campaign.DetectedMs),
            ExchangesBeforeDetection = campaign.DetectedMs == 0 ? exchanges : Math.Min(exchanges, campaign.ExchangesBeforeDetection),
            Targets = targets,
            Evidence = EvidenceWords.Of(campaign.Verdict),
            Explanations = ExplanationWords.Of(campaign.Verdict),
            SampleAccounts = [.. campaign.Members.Where(m => !served.Contains(m.Key)).OrderByDescending(static m => m.Value.Score).ThenBy(static m => m.Key).Take(SampleSize).Select(m => accounts.NameOf(m.Key))],
            Members = members,
            Activity = Activity(campaign),
            HourOfWeek = hours,
            History = campaign.History.Notes(),
            SuccessorOf = campaign.SuccessorOf,
            Error = campaign.Verdict.Error is { } e ? new CampaignError(e.PValue, e.EValue, e.Accrued, campaign.Tier == Tier.Review && e.Held) : null,
            Components = components,
            Context = _context.Of(campaign.Members.Keys),
        };
    }

    private MemberFinding Member(Campaign campaign, int account, Member member, AccusedPart? part)
    {
        ref var p = ref accounts[account];
        var confidence = 1 / (1 + Math.Exp(-Math.Clamp(member.Score, -7, 7)));
        DateTimeOffset? attached = member.AttachedMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(member.AttachedMs);
        if (part is not null)
            return new MemberFinding(accounts.NameOf(account), confidence, attached, part.Exchanges, part.Before, ComponentWords.Ties(part));
        return new MemberFinding(
            accounts.NameOf(account), confidence, attached, p.Exchanges, attached is null ? p.Exchanges : member.ExchangesBefore, TieWords.Of(p, campaign));
    }

    private List<long> Activity(Campaign campaign)
    {
        var series = new List<long>(activity.Bins.Count);
        for (var i = 0; i < activity.Bins.Count; i++)
            series.Add(campaign.Activity.GetValueOrDefault(activity.FirstBin + i));
        return series;
    }
}
