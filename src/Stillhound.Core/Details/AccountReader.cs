using Stillhound.Core.Campaigns;
using Stillhound.Core.Components;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.SingleAccounts;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Details;

/// <summary>Reads everything that is known of one account.</summary>
internal sealed class AccountReader(
    AccountTable accounts, CampaignBook book, Carriers carriers, ReactionFacts reaction, IReadOnlyList<ContextLabel> labels, int smallest)
{
    public AccountDetail Read(int account, IReadOnlyList<AccountFinding> findings)
    {
        ref var p = ref accounts[account];
        var name = accounts.NameOf(account);
        var first = Math.Max(p.FirstMs / SixHourBins.WidthMs, p.SixHourHead - SixHourBins.Length + 1);
        return new AccountDetail
        {
            Account = name,
            Facts = FactsOf(p),
            FirstSeen = p.Exchanges == 0 ? null : Time(p.FirstMs),
            LastSeen = p.Exchanges == 0 ? null : Time(p.LastMs),
            Exchanges = p.Exchanges,
            InputTokens = p.InputTokens,
            OutputTokens = p.OutputTokens,
            Refused = OfAll(p.Refused, p),
            RefusalSwitches = OfAll(p.RefusalSwitches, p),
            OnNewestModel = OfAll(p.NewestModel, p),
            PromptWords = p.EmbeddingCount == 0 ? double.NaN : TemplateReader.Mean(p.LogWords, p.WithContent),
            TokensOfAnswer = TemplateReader.Mean(p.LogOutput, p.WithOutput),
            Addresses = (int)MathF.Round(DistinctCount.Of(p.Addresses)),
            EndUsers = (int)MathF.Round(DistinctCount.Of(p.EndUsers)),
            Clients = (int)MathF.Round(DistinctCount.Of(p.Clients)),
            Shares = SharesOf(p),
            Capabilities = p.WithContent == 0 ? [] : CampaignLabel.Targets([account], accounts),
            HourOfWeek = [.. ((ReadOnlySpan<byte>)p.HourOfWeek).ToArray().Select(static b => (int)b)],
            ActivityStart = Time(first * SixHourBins.WidthMs),
            ActivityBucket = TimeSpan.FromMilliseconds(SixHourBins.WidthMs),
            Activity = p.Exchanges == 0 ? [] : ActivityOf(p, (int)first),
            Traits = TraitsOf(account),
            SuspendedAt = book.SuspendedSince(account) is { } since ? Time(since) : null,
            FirstSuspendedAt = reaction.FirstSuspended(account) is { } suspended ? Time(suspended) : null,
            Campaigns = CampaignsOf(account),
            Findings = [.. findings.Where(f => f.Accounts.Contains(name, StringComparer.Ordinal))],
        };
    }

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static KnownFacts FactsOf(in Profile p) => new(
        (p.Flags & ProfileFlags.HasFacts) != 0, p.CreatedMs == 0 ? null : Time(p.CreatedMs), p.Plan, p.Verified, CountryCode.Unpack(p.ClaimedCountry),
        Short(p.Org), Short(p.EmailDomain), Short(p.EmailHash), Short(p.Payment), Short(p.Device), Short(p.SignupNetwork));

    private static string Short(uint key) => key == 0 ? "" : DetailKinds.Short(key);

    private static List<int> ActivityOf(in Profile p, int first)
    {
        var bins = new List<int>();
        for (var bin = first; bin <= p.SixHourHead; bin++)
            bins.Add(p.SixHours[bin % SixHourBins.Length]);
        return bins;
    }

    /// <summary>A count of exchanges, estimated for all of them where only a part is counted.</summary>
    private static int OfAll(int count, in Profile p) => (int)Math.Round((double)count * p.Exchanges / Math.Max(1, ProfileShares.Counted(p.Exchanges)));

    private static List<NamedShare> SharesOf(in Profile p)
    {
        float content = p.WithContent;
        (string Name, float Share)[] shares =
        [
            ("first_turns", ProfileShares.FirstTurns(p)),
            ("asks_reasoning", p.AsksReasoning / content), ("asks_grading", p.AsksGrading / content), ("asks_tasks", p.AsksTasks / content),
            ("items_others_sent", ProfileShares.RepeatedItems(p)), ("items_nobody_sent", ProfileShares.FreshItems(p)),
            ("relayed", ProfileShares.RttGaps(p)),
        ];
        return [.. shares.Where(static s => float.IsFinite(s.Share)).Select(static s => new NamedShare(s.Name, Math.Clamp(s.Share, 0, 1)))];
    }

    private List<AccountTrait> TraitsOf(int account)
    {
        var room = new TraitEntry[ProfileTraits.MostOfTraffic + ProfileTraits.MostOfAccount];
        var count = ProfileTraits.ReadTraffic(ref accounts[account], own: null, room);
        count += ProfileTraits.ReadAccount(ref accounts[account], labels, accounts[account].Exchanges, room.AsSpan(count));
        return
        [
            .. room.Take(count).OrderBy(static e => DetailKinds.KindOf(e.Key)).ThenByDescending(static e => e.Exchanges).ThenBy(static e => e.Key)
                .Select(e => new AccountTrait(DetailKinds.NameOf(DetailKinds.KindOf(e.Key)), DetailKinds.LabelOf(e.Key, labels), e.Exchanges)),
        ];
    }

    private List<AccountCampaign> CampaignsOf(int account)
    {
        var stands = new List<AccountCampaign>();
        foreach (var campaign in book.Open)
        {
            if (campaign.Members.TryGetValue(account, out var member))
                stands.Add(AsMember(account, campaign, member));
            else if (campaign.Carriers.TryGetValue(account, out var since) && carriers.PartsOf(campaign).GetValueOrDefault(account) is { } part)
                stands.Add(Serving(campaign, part, double.NaN, since, campaign.Id, campaign.Tier));
        }

        return stands;
    }

    private AccountCampaign AsMember(int account, Campaign campaign, Member member)
    {
        var slice = CampaignSlice.Of(campaign, smallest).First(s => s.Members.ContainsKey(account));
        ref var p = ref accounts[account];
        var part = carriers.PartsOf(campaign).GetValueOrDefault(account);
        if (part is not null && Carriers.ServesOthers(p))
            return Serving(campaign, part, double.NaN, member.AttachedMs, slice.Id, slice.Tier);
        var ties = Ties.Of(p, campaign);
        return part is not null
            ? new AccountCampaign(slice.Id, slice.Tier, LabelOf(campaign), "part", member.Confidence, Attached(member.AttachedMs), part.Exchanges, ComponentWords.Ties(part), RemovalWords.OfPart())
            : new AccountCampaign(slice.Id, slice.Tier, LabelOf(campaign), "whole", member.Confidence, Attached(member.AttachedMs), p.Exchanges, TieWords.Of(ties, campaign), RemovalWords.Of(member.Score, ties, campaign));
    }

    private AccountCampaign Serving(Campaign campaign, AccusedPart part, double confidence, long attachedMs, string id, Tier tier) =>
        new(id, tier, LabelOf(campaign), "end_users", confidence, Attached(attachedMs), part.Exchanges, ComponentWords.Ties(part), RemovalWords.OfPart());

    private static DateTimeOffset? Attached(long ms) => ms == 0 ? null : Time(ms);

    private string LabelOf(Campaign campaign) => campaign.Label.Text ?? CampaignLabel.Of(campaign, accounts);
}
