using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Campaigns;

/// <summary>The campaigns of one folder, each with the finding of accounts that likely belong to it.</summary>
internal sealed class CampaignFolder
{
    private readonly Dictionary<string, CampaignFinding> _wholes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CampaignFinding> _likely = new(StringComparer.Ordinal);

    public CampaignFolder(WrittenFindings findings)
    {
        All = [.. findings.Campaigns.Select(static c => c.Finding)];
        foreach (var campaign in All.Where(static c => c.LikelyOf is null))
            _wholes.TryAdd(campaign.Id, campaign);
        foreach (var campaign in All.Where(static c => c.LikelyOf is not null))
            _likely.TryAdd(campaign.LikelyOf!, campaign);
    }

    /// <summary>All findings, in the order of the file.</summary>
    public IReadOnlyList<CampaignFinding> All { get; }

    /// <summary>Those that are campaigns of their own, and those whose campaign is missing.</summary>
    public IEnumerable<CampaignFinding> Wholes => All.Where(c => !IsApart(c));

    /// <summary>The campaign of an identifier.</summary>
    public CampaignFinding? WholeOf(string id) => _wholes.GetValueOrDefault(id);

    /// <summary>The campaign that a finding is of: itself, unless it tells of accounts that likely belong.</summary>
    public CampaignFinding WholeOf(CampaignFinding campaign) => campaign.LikelyOf is { } id && WholeOf(id) is { } whole ? whole : campaign;

    /// <summary>Whether a finding tells of accounts that likely belong to a campaign of this folder.</summary>
    public bool IsApart(CampaignFinding campaign) => WholeOf(campaign) != campaign;

    /// <summary>The accounts that likely belong to a campaign, where they are told apart.</summary>
    public CampaignFinding? LikelyOf(CampaignFinding whole) => _likely.GetValueOrDefault(whole.Id);

    /// <summary>Names of the accounts that surely or likely belong to a campaign.</summary>
    public HashSet<string> Names(CampaignFinding whole) =>
        whole.Members.Concat(LikelyOf(whole)?.Members ?? []).Select(static m => m.Account).ToHashSet(StringComparer.Ordinal);
}
