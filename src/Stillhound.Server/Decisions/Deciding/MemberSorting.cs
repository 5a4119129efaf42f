using Stillhound.Core.Campaigns;
using Stillhound.Server.Decisions.Policies;

namespace Stillhound.Server.Decisions.Deciding;

/// <summary>Who of a campaign's members a decision may hit, and who is left out and why.</summary>
internal sealed class MemberSorting
{
    /// <summary>A longer name than any gateway gives; it is left out, since no entry of the ledger might hold it.</summary>
    private const int LongestName = 4096;

    private const int MostNames = 10;

    private readonly List<MemberFinding> _eligible = [];
    private readonly List<string> _topProtected = [];

    /// <summary>Sorts the members.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="action">What would be done.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="shield">Who is protected.</param>
    /// <param name="cleared">Who was cleared of this campaign.</param>
    public MemberSorting(CampaignFinding campaign, DecisionAction action, Policy policy, Shield shield, IReadOnlySet<string> cleared)
    {
        var parts = action > policy.PartsAtMost ? campaign.Components.Where(static c => !c.ByEndUser).Select(static c => c.Account).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var member in campaign.Members)
        {
            if (cleared.Contains(member.Account) || shield.Covers(member.Account))
                Protect(member.Account);
            else if (member.Confidence < policy.LeastConfidence || member.Account.Length > LongestName)
                Doubtful++;
            else if (parts.Contains(member.Account))
                InPart++;
            else
                _eligible.Add(member);
        }
    }

    /// <summary>Those that it may hit, as the campaign lists them.</summary>
    public IReadOnlyList<MemberFinding> Eligible => _eligible;

    /// <summary>Members that are protected or were cleared.</summary>
    public long Protected { get; private set; }

    /// <summary>Members that belong too unsurely.</summary>
    public long Doubtful { get; private set; }

    /// <summary>Members of which only a part is accused.</summary>
    public long InPart { get; private set; }

    /// <summary>Some of the protected.</summary>
    public IReadOnlyList<string> TopProtected => _topProtected;

    private void Protect(string account)
    {
        if (Protected++ < MostNames)
            _topProtected.Add(account);
    }
}
