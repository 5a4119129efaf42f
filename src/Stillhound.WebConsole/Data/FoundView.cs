using Stillhound.Core.Campaigns;

namespace Stillhound.WebConsole.Data;

/// <summary>Findings as a page sees them: one moment, with what pages ask for by name. Immutable.</summary>
public sealed class FoundView
{
    private readonly Lazy<Dictionary<string, CampaignFinding>> _campaigns;
    private readonly Lazy<Dictionary<string, List<(CampaignFinding Campaign, MemberFinding Member)>>> _members;

    /// <summary>Makes a view.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="revision">Changes when campaigns or members do.</param>
    /// <param name="at">When they were taken, by the wall clock.</param>
    public FoundView(Findings findings, long revision, DateTimeOffset at)
    {
        (Findings, Revision, At) = (findings, revision, at);
        _campaigns = new(() => findings.Campaigns.ToDictionary(static c => c.Id, StringComparer.Ordinal));
        _members = new(Index);
    }

    /// <summary>The findings.</summary>
    public Findings Findings { get; }

    /// <summary>Changes when campaigns or members do.</summary>
    public long Revision { get; }

    /// <summary>When they were taken, by the wall clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>A campaign; null when there is none of that name.</summary>
    public CampaignFinding? Campaign(string id) => _campaigns.Value.GetValueOrDefault(id);

    /// <summary>The campaigns that an account is in.</summary>
    public IReadOnlyList<(CampaignFinding Campaign, MemberFinding Member)> CampaignsOf(string account) => _members.Value.TryGetValue(account, out var found) ? found : [];

    /// <summary>Whether findings name an account.</summary>
    public bool Names(string account) => _members.Value.ContainsKey(account) || Findings.Accounts.Findings.Any(f => f.Accounts.Contains(account, StringComparer.Ordinal))
        || Findings.Campaigns.Any(c => c.Components.Any(p => p.Account == account));

    /// <summary>All accounts that findings name, each once.</summary>
    public IEnumerable<string> AccountNames() => _members.Value.Keys.Concat(Findings.Accounts.Findings.SelectMany(static f => f.Accounts))
        .Concat(Findings.Campaigns.SelectMany(static c => c.Components.Select(static p => p.Account))).Distinct(StringComparer.Ordinal);

    private Dictionary<string, List<(CampaignFinding, MemberFinding)>> Index()
    {
        var index = new Dictionary<string, List<(CampaignFinding, MemberFinding)>>(StringComparer.Ordinal);
        foreach (var campaign in Findings.Campaigns)
        {
            foreach (var member in campaign.Members)
            {
                if (!index.TryGetValue(member.Account, out var list))
                    index[member.Account] = list = [];
                list.Add((campaign, member));
            }
        }

        return index;
    }
}
