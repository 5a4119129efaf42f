using Stillhound.Core.Components;
using Stillhound.Core.Engine;
using Stillhound.Core.ErrorControl;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;
using Stillhound.Core.Regions;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>Turns the engine's state into findings that can be written.</summary>
internal sealed class FindingsBuilder(AccountTable accounts, CampaignBook book, Carriers carriers, ActivityLog activity, Coverage coverage, ReactionFacts reaction,
    IReadOnlyList<ContextLabel> labels, EngineOptions options)
{
    private const int SampleSize = 12;
    private readonly ContextReport _context = new(accounts, labels);

    public Findings Build(long exchanges, long rejected)
    {
        var campaigns = CampaignSlice.InOrder(book, options.SmallestCohort).Select(Campaign).ToList();
        var active = 0L;
        for (var i = 0; i < accounts.Count; i++)
            active += accounts[i].Exchanges > 0 ? 1 : 0;
        return new Findings
        {
            Input = new InputSummary(exchanges, rejected, active, TimeOf(activity.FirstMs, exchanges), TimeOf(activity.LastMs, exchanges)),
            Coverage = CoverageReport.Of(coverage, accounts, reaction, options.Region.Mode == RegionMode.Evidence),
            Campaigns = campaigns,
            ActivityStart = DateTimeOffset.FromUnixTimeMilliseconds(activity.FirstBin * SixHourBins.WidthMs),
            ActivityBucket = TimeSpan.FromMilliseconds(SixHourBins.WidthMs),
            PopulationActivity = [.. activity.Bins],
            PopulationHourOfWeek = [.. activity.HourOfWeek],
        };
    }

    private static DateTimeOffset? TimeOf(long ms, long exchanges) => exchanges == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private CampaignFinding Campaign(CampaignSlice slice)
    {
        var campaign = slice.Campaign;
        var told = new ToldMembers(slice, carriers, accounts);
        var (parts, served) = (told.Parts, told.Served);
        var members = told.Members.Select(m => Member(campaign, m.Key, m.Value, parts.GetValueOrDefault(m.Key))).ToList();
        var components = parts.Select(p => ComponentWords.Of(accounts, campaign, p.Key, p.Value, served.Contains(p.Key))).ToList();
        var first = slice.Members.Keys.Min(a => accounts[a].FirstMs);
        var last = slice.Members.Keys.Max(a => accounts[a].LastMs);
        var exchanges = members.Sum(static m => m.Exchanges) + components.Where(static c => c.ByEndUser).Sum(static c => c.Exchanges);
        var hours = new long[168];
        foreach (var account in slice.Members.Keys)
        {
            for (var hour = 0; hour < 168; hour++)
                hours[hour] += accounts[account].HourOfWeek[hour];
        }

        var targets = CampaignLabel.Targets(slice.Members.Keys, accounts);
        var words = new CampaignWords(slice, accounts, targets, members);
        return new CampaignFinding
        {
            Id = slice.Id,
            Tier = slice.Tier,
            LikelyOf = slice.IsLikely ? campaign.Id : null,
            Confidence = 1 / (1 + Math.Pow(10, -campaign.Verdict.Log10Odds)),
            Title = words.Title,
            Summary = words.Summary + ComponentWords.Summary(components),
            Exchanges = exchanges,
            InputTokens = components.Sum(static c => c.InputTokens) + slice.Members.Keys.Where(a => !parts.ContainsKey(a)).Sum(a => accounts[a].InputTokens),
            OutputTokens = components.Sum(static c => c.OutputTokens) + slice.Members.Keys.Where(a => !parts.ContainsKey(a)).Sum(a => accounts[a].OutputTokens),
            FirstSeen = DateTimeOffset.FromUnixTimeMilliseconds(first),
            LastSeen = DateTimeOffset.FromUnixTimeMilliseconds(last),
            DetectedAt = slice.DetectedMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(slice.DetectedMs),
            ExchangesBeforeDetection = slice.DetectedMs == 0 ? exchanges : Math.Min(exchanges, slice.ExchangesBeforeDetection(accounts)),
            Targets = targets,
            Evidence = EvidenceWords.Of(campaign.Verdict),
            Explanations = ExplanationWords.Of(campaign.Verdict),
            SampleAccounts = [.. slice.Members.Where(m => !served.Contains(m.Key)).OrderByDescending(static m => m.Value.Score).ThenBy(static m => m.Key).Take(SampleSize).Select(m => accounts.NameOf(m.Key))],
            Members = members,
            Activity = slice.Activity(accounts, activity.FirstBin, activity.Bins.Count),
            HourOfWeek = hours,
            History = slice.History(DateTimeOffset.FromUnixTimeMilliseconds(activity.LastMs)),
            SuccessorOf = slice.IsLikely ? null : campaign.SuccessorOf,
            Error = campaign.Verdict.Error is { } e && !slice.IsLikely ? new CampaignError(e.PValue, e.EValue, e.Accrued, campaign.Tier == Tier.Review && e.Held) : null,
            Components = components,
            Context = _context.Of(slice.Members.Keys),
        };
    }

    private MemberFinding Member(Campaign campaign, int account, Member member, AccusedPart? part)
    {
        ref var p = ref accounts[account];
        var confidence = member.Confidence;
        DateTimeOffset? attached = member.AttachedMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(member.AttachedMs);
        if (part is not null)
            return new MemberFinding(accounts.NameOf(account), confidence, attached, part.Exchanges, part.Before, ComponentWords.Ties(part));
        return new MemberFinding(
            accounts.NameOf(account), confidence, attached, p.Exchanges, attached is null ? p.Exchanges : member.ExchangesBefore, TieWords.Of(p, campaign));
    }
}
