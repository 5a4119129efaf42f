using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.SingleAccounts;
using Stillhound.Server.Live;

namespace Stillhound.WebConsole.Data.Details;

/// <summary>What a running detector knows, kept for as long as it stays true; members come in all the time, and a page need not follow each.</summary>
internal sealed class LiveDetails(Detector detector, TimeProvider time) : IDetailSource
{
    private const int MostCampaigns = 12;
    private const int MostAccounts = 256;
    private const int MostSearches = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    private readonly LastAnswers<DetailView> _campaigns = new(time, MostCampaigns, Settled, Patience);
    private readonly LastAnswers<AccountDetail> _accounts = new(time, MostAccounts, Settled, Patience);
    private readonly LastAnswers<AccountReport> _report = new(time, 1, TimeSpan.FromMinutes(1), Patience);
    private readonly LastAnswers<IReadOnlyList<string>> _names = new(time, MostSearches, Settled, Patience);

    /// <inheritdoc/>
    public ValueTask<Asked<DetailView>> CampaignAsync(FoundView view, CampaignFinding campaign, CancellationToken cancellation)
    {
        var id = campaign.Id;
        return _campaigns.AskAsync(id, view.Revision, async () => await detector.AskAsync(engine => engine.Detail(id)) is { } detail ? new DetailView(detail) : null, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Asked<AccountDetail>> AccountAsync(FoundView view, string name, CancellationToken cancellation) =>
        _accounts.AskAsync(name, detector.Status.Exchanges, () => detector.AskAsync(engine => engine.Account(name)), cancellation);

    // It is about what the last search compared, so it changes with the searches alone.
    /// <inheritdoc/>
    public ValueTask<Asked<AccountReport>> AccountsAsync(FoundView view, CancellationToken cancellation) =>
        _report.AskAsync("", detector.Status.LastSearch?.UtcTicks ?? -1, async () => await detector.AskAsync(static engine => engine.Now().Accounts), cancellation);

    /// <inheritdoc/>
    public ValueTask<Asked<IReadOnlyList<string>>> FindAsync(FoundView view, string prefix, int most, CancellationToken cancellation) =>
        _names.AskAsync(prefix, view.Findings.Input.Accounts, async () => await detector.AskAsync(engine => engine.FindAccounts(prefix, most)), cancellation);
}
