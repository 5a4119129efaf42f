using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Components;

/// <summary>
/// Accounts that carry a campaign beside other traffic: attaches those that it has not yet, and says what part of their traffic
/// is accused. Of an account that names end users only those of the component are.
/// </summary>
[Scratch]
internal sealed class Carriers(AccountTable accounts, CampaignBook book, MixtureWatch watch)
{
    /// <summary>End users from which an account is taken for one that serves others.</summary>
    private const int FewestEndUsers = 4;

    private const float ScoreOfAttached = 1.4f; // about four to one, as on sight

    /// <summary>Whether an account serves people whom it names.</summary>
    public static bool ServesOthers(in Profile p) => DistinctCount.Of(p.EndUsers) >= FewestEndUsers;

    /// <summary>Attaches accounts whose component shows a standing campaign's phrases in its settings.</summary>
    public void Attach(long nowMs)
    {
        foreach (var signature in watch.Signatures)
        {
            if (CampaignOf(signature) is not { Tier: >= Tier.Review } campaign || campaign.Keys.Count == 0)
                continue;
            for (var i = 0; i < signature.Accounts.Count; i++)
            {
                var account = signature.Accounts[i];
                if (accounts[account].Campaign != 0 || campaign.Carriers.ContainsKey(account) || !Shows(watch.Components[signature.Places[i]], campaign))
                    continue;
                if (ServesOthers(accounts[account]))
                {
                    campaign.Carriers.Add(account, nowMs);
                }
                else
                {
                    campaign.Carried.Add(account);
                    book.AttachOnSight(campaign, account, ScoreOfAttached, nowMs);
                }
            }
        }
    }

    /// <summary>The accused parts of a campaign's accounts, by account; accounts whose traffic is the campaign's as a whole are not in it.</summary>
    public SortedDictionary<int, AccusedPart> PartsOf(Campaign campaign)
    {
        var parts = new SortedDictionary<int, AccusedPart>();
        foreach (var signature in watch.Signatures)
        {
            if (CampaignOf(signature) != campaign)
                continue;
            for (var i = 0; i < signature.Accounts.Count; i++)
            {
                var account = signature.Accounts[i];
                var isMember = campaign.Members.TryGetValue(account, out var member);
                if (!isMember && !campaign.Carriers.ContainsKey(account))
                    continue;
                if (!parts.TryGetValue(account, out var part))
                    parts[account] = part = new AccusedPart();
                part.Places.Add(signature.Places[i]);
                part.Add(watch.Components[signature.Places[i]], watch.Components.EndUsersOf(signature.Places[i]), signature.SinceMs, isMember ? member.AttachedMs : campaign.Carriers[account]);
            }
        }

        foreach (var (account, part) in parts.ToList())
        {
            part.Compare(accounts[account]);
            if (part.Exchanges < Population.FewestExchanges || part.Share > MixtureWatch.MostShare)
                parts.Remove(account);
        }

        return parts;
    }

    /// <summary>The profile of a component that a part is made of.</summary>
    public ref Profile ComponentAt(int place) => ref watch.Components[place];

    /// <summary>At least a third of its exchanges show one of the campaign's own phrases, in most of its settings.</summary>
    private static bool Shows(in Profile part, Campaign campaign)
    {
        if (part.Exchanges < Population.FewestExchanges || !SharedSettings.Match(campaign.Verdict.Cohort.Shared, part))
            return false;
        for (var i = 0; i < part.Phrases.Keys.Length; i++)
        {
            if (part.Phrases.Keys[i] != 0 && part.Phrases.KeyCounts[i] * 3 >= part.WithContent && campaign.Keys.Contains(part.Phrases.Keys[i]))
                return true;
        }

        return false;
    }

    /// <summary>The campaign whose settings they are: the one that was judged by them, or that holds most accounts with such components.</summary>
    private Campaign? CampaignOf(ComponentSignature signature)
    {
        if (signature.Campaign != 0)
            return book.All[signature.Campaign - 1] is { Merged: false } own ? own : null;
        var tally = new SortedDictionary<int, int>();
        var known = 0;
        for (var i = 0; i < signature.Accounts.Count; i++)
        {
            if (watch.Components[signature.Places[i]].Exchanges < Population.FewestExchanges)
                continue;
            known++;
            var campaign = accounts[signature.Accounts[i]].Campaign;
            if (campaign != 0)
                tally[campaign] = tally.GetValueOrDefault(campaign) + 1;
        }

        return tally.Where(t => t.Value * 2 > known).Select(t => book.All[t.Key - 1]).FirstOrDefault();
    }
}
