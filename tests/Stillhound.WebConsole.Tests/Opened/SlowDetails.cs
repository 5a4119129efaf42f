using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.SingleAccounts;
using Stillhound.WebConsole.Data;
using Stillhound.WebConsole.Data.Details;

namespace Stillhound.WebConsole.Tests.Opened;

/// <summary>A detector that tells what findings rest on only when it has been asked for that a few times.</summary>
/// <param name="details">What it tells.</param>
/// <param name="needed">How often.</param>
internal sealed class SlowDetails(IReadOnlyList<CampaignDetail> details, int needed = 3) : IDetailSource
{
    private readonly KeptDetails _kept = new(details);
    private int _campaigns;
    private int _reports;

    /// <summary>Whether it tells everything from now on.</summary>
    public bool IsQuick { get; set; }

    public ValueTask<Asked<DetailView>> CampaignAsync(FoundView view, CampaignFinding campaign, CancellationToken cancellation) =>
        IsLate(ref _campaigns) ? ValueTask.FromResult(new Asked<DetailView>(null, IsComing: true)) : _kept.CampaignAsync(view, campaign, cancellation);

    public ValueTask<Asked<AccountDetail>> AccountAsync(FoundView view, string name, CancellationToken cancellation) => _kept.AccountAsync(view, name, cancellation);

    public ValueTask<Asked<AccountReport>> AccountsAsync(FoundView view, CancellationToken cancellation, bool waits = true) =>
        IsLate(ref _reports) ? ValueTask.FromResult(new Asked<AccountReport>(null, IsComing: true)) : _kept.AccountsAsync(view, cancellation, waits);

    public ValueTask<Asked<IReadOnlyList<string>>> FindAsync(FoundView view, string prefix, int most, CancellationToken cancellation) => _kept.FindAsync(view, prefix, most, cancellation);

    private bool IsLate(ref int asked) => !IsQuick && Interlocked.Increment(ref asked) < needed;
}
