using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Replaying;
using Stillhound.WebConsole.Data.Decided;
using Stillhound.WebConsole.Parts;

namespace Stillhound.WebConsole.Data.WhatIf;

/// <summary>What a replay found, without the findings themselves, so that some answers can be kept.</summary>
/// <param name="Frames">Frames that were played.</param>
/// <param name="Since">When the oldest segment that is kept was begun.</param>
/// <param name="SkippedBytes">Damaged bytes that were passed over.</param>
/// <param name="Before">The configuration in force.</param>
/// <param name="After">The one that was asked about.</param>
/// <param name="Campaigns">Campaigns of both.</param>
/// <param name="Decisions">What would be decided otherwise.</param>
/// <param name="Came">Accounts that nothing is done about now and something would be.</param>
/// <param name="Went">Accounts that something is done about now and nothing would be.</param>
/// <param name="Harder">Accounts that would be hit harder.</param>
/// <param name="Softer">Accounts that would be hit less hard.</param>
/// <param name="SpendMicros">How much more spend would be hit.</param>
internal sealed record ReplayAnswer(
    long Frames, DateTimeOffset Since, long SkippedBytes, AnswerSide Before, AnswerSide After, IReadOnlyList<CampaignShift> Campaigns, IReadOnlyList<DecisionShift> Decisions,
    long Came, long Went, long Harder, long Softer, long SpendMicros)
{
    /// <summary>Keeps of a comparison what is shown.</summary>
    public static ReplayAnswer Of(ReplayDiff diff) => new(
        diff.Journal.Frames, diff.Journal.Since, diff.Journal.SkippedBytes, AnswerSide.Of(diff.Before), AnswerSide.Of(diff.After),
        [.. diff.Campaigns.Select(CampaignShift.Of)], [.. diff.Decisions.Campaigns.Select(DecisionShift.Of)],
        diff.Decisions.Came, diff.Decisions.Went, diff.Decisions.Harder, diff.Decisions.Softer, diff.Decisions.SpendMicros);
}

/// <summary>One configuration's sum.</summary>
/// <param name="Policy">Version of its policy.</param>
/// <param name="IsEnforcing">Whether it would carry out what it decides.</param>
/// <param name="Campaigns">Campaigns by tier: act, review, watch.</param>
/// <param name="Decisions">Campaigns that something is done about.</param>
/// <param name="Accounts">Accounts that something is done about.</param>
/// <param name="SpendMicros">Their spend in the last days.</param>
internal sealed record AnswerSide(string Policy, bool IsEnforcing, (int Act, int Review, int Watch) Campaigns, int Decisions, int Accounts, long SpendMicros)
{
    /// <summary>Sums one side.</summary>
    public static AnswerSide Of(ReplaySide side)
    {
        int Of(Tier tier) => side.Plans.Count(p => p.Finding.Tier == tier);
        var acted = side.Acted.ToList();
        return new AnswerSide(side.Policy.Version, side.Policy.Mode == PolicyMode.Enforce, (Of(Tier.Act), Of(Tier.Review), Of(Tier.Watch)), acted.Count,
            acted.SelectMany(static p => p.Eligible).Select(static m => m.Account).Distinct(StringComparer.Ordinal).Count(), acted.Sum(static p => p.Blast.SpendMicros));
    }
}

/// <summary>One campaign on both sides.</summary>
internal sealed record CampaignShift(string Id, string Title, string Change, string? TierBefore, string? TierAfter, long? AccountsBefore, long? AccountsAfter, double? ConfidenceBefore, double? ConfidenceAfter, bool IsSame)
{
    /// <summary>Compares the two.</summary>
    public static CampaignShift Of(CampaignPair pair)
    {
        var (before, after) = pair;
        var either = before ?? after!;
        var same = before is not null && after is not null && before.Tier == after.Tier && before.Members.Count == after.Members.Count;
        var change = (before, after) switch
        {
            (null, _) => "found",
            (_, null) => "no longer found",
            ({ } b, { } a) when a.Tier > b.Tier => "higher tier",
            ({ } b, { } a) when a.Tier < b.Tier => "lower tier",
            ({ } b, { } a) when a.Members.Count != b.Members.Count => "other accounts",
            _ => "the same",
        };
        return new CampaignShift(either.Id, either.Title, change, Word(before), Word(after), before?.Members.Count, after?.Members.Count, before?.Confidence, after?.Confidence, same);
    }

    private static string? Word(CampaignFinding? campaign) => campaign is null ? null : Words.Of(campaign.Tier);
}

/// <summary>One campaign about which something else would be decided.</summary>
internal sealed record DecisionShift(string Campaign, string Before, string After, long Came, long Went, long Stayed, double Spend)
{
    /// <summary>Takes a difference.</summary>
    public static DecisionShift Of(DecisionDifference d) => new(d.Campaign, DecisionRow.Say(d.Before), DecisionRow.Say(d.After), d.Came, d.Went, d.Stayed, d.SpendMicros / 1e6);
}
