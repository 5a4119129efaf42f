using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.SingleAccounts;

namespace Stillhound.WebConsole.Data.Details;

/// <summary>What a folder holds: everything is there from the start, and accounts are known by what findings say of them.</summary>
/// <param name="details">What the findings rest on; empty where the folder does not hold it.</param>
internal sealed class KeptDetails(IReadOnlyList<CampaignDetail> details) : IDetailSource
{
    private readonly Dictionary<string, DetailView> _details = details.ToDictionary(static d => d.Id, static d => new DetailView(d), StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<Asked<DetailView>> CampaignAsync(FoundView view, CampaignFinding campaign, CancellationToken cancellation) =>
        ValueTask.FromResult(new Asked<DetailView>(_details.GetValueOrDefault(campaign.Id)));

    /// <inheritdoc/>
    public ValueTask<Asked<AccountDetail>> AccountAsync(FoundView view, string name, CancellationToken cancellation) =>
        ValueTask.FromResult(new Asked<AccountDetail>(null));

    /// <inheritdoc/>
    public ValueTask<Asked<AccountReport>> AccountsAsync(FoundView view, CancellationToken cancellation, bool waits = true) =>
        ValueTask.FromResult(new Asked<AccountReport>(view.Findings.Accounts));

    /// <inheritdoc/>
    public ValueTask<Asked<IReadOnlyList<string>>> FindAsync(FoundView view, string prefix, int most, CancellationToken cancellation) =>
        ValueTask.FromResult(new Asked<IReadOnlyList<string>>([.. view.AccountNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(most)]));
}
