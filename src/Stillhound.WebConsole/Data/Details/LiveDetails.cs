using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.SingleAccounts;
using Stillhound.Server.Live;

namespace Stillhound.WebConsole.Data.Details;

/// <summary>What a running detector knows, kept for as long as it stays true; members come in all the time, and a page need not follow each.</summary>
internal sealed class LiveDetails(Detector detector, TimeProvider time) : IDetailSource
{
    // An account is in few campaigns, so that all of them together are no more than the accounts.
    private const int MostCampaigns = 4096;
    private const int MostAccounts = 256;
    private const int MostSearches = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    private readonly LastAnswers<DetailView> _campaigns = new(time, MostCampaigns, Settled, Patience);
    private readonly LastAnswers<AccountDetail> _accounts = new(time, MostAccounts, Settled, Patience);
    private readonly LastAnswers<AccountReport> _report = new(time, 1, TimeSpan.FromMinutes(1), Patience);
    private readonly LastAnswers<IReadOnlyList<string>> _names = new(time, MostSearches, Settled, Patience);
    private long _erased;

    /// <inheritdoc/>
    public ValueTask<Asked<DetailView>> CampaignAsync(FoundView view, CampaignFinding campaign, CancellationToken cancellation)
    {
        LetGoOfErased();
        var id = campaign.Id;
        return _campaigns.AskAsync(id, view.Revision, async () => (await ReadAsync(id)) is [var detail, ..] ? new DetailView(detail) : null, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Asked<AccountDetail>> AccountAsync(FoundView view, string name, CancellationToken cancellation) =>
        _accounts.AskAsync(name, LetGoOfErased().Exchanges, () => detector.AskAsync(engine => engine.Account(name)), cancellation);

    // It is about what the last search compared, so it changes with the searches alone.
    /// <inheritdoc/>
    public ValueTask<Asked<AccountReport>> AccountsAsync(FoundView view, CancellationToken cancellation, bool waits = true) => LetGoOfErased().LastSearch is not { } search
        ? ValueTask.FromResult(new Asked<AccountReport>(AccountReport.Empty))
        : _report.AskAsync("", search.UtcTicks, async () => await detector.AskAsync(static engine => engine.Now().Accounts), cancellation, waits);

    /// <inheritdoc/>
    public ValueTask<Asked<IReadOnlyList<string>>> FindAsync(FoundView view, string prefix, int most, CancellationToken cancellation)
    {
        LetGoOfErased();
        return _names.AskAsync(prefix, view.Findings.Input.Accounts, async () => await detector.AskAsync(engine => engine.FindAccounts(prefix, most)), cancellation);
    }

    /// <summary>Makes what all campaigns rest on before anybody asks.</summary>
    /// <exception cref="InvalidOperationException">Detection has stopped.</exception>
    public async Task PrepareCampaignsAsync(FoundView view)
    {
        var erased = LetGoOfErased().Erased;
        var all = await ReadAsync(null);
        if (LetGoOfErased().Erased != erased)
            return; // What was read may still name somebody; it is made anew when it is asked for.
        foreach (var detail in all)
        {
            var made = new DetailView(detail);
            made.Prepare();
            _campaigns.Put(detail.Id, view.Revision, made);
        }
    }

    /// <summary>Makes what was found about accounts by themselves before anybody asks.</summary>
    public async Task PrepareAccountsAsync(FoundView view, CancellationToken cancellation) => await Asked<AccountReport>.WholeAsync(() => AccountsAsync(view, cancellation));

    /// <summary>What is kept is true for a while after it changed, but nobody who was erased is told of again.</summary>
    /// <returns>How far the detector is.</returns>
    private DetectorStatus LetGoOfErased()
    {
        var status = detector.Status;
        if (Interlocked.Exchange(ref _erased, status.Erased) != status.Erased)
        {
            _campaigns.Clear();
            _accounts.Clear();
            _report.Clear();
            _names.Clear();
        }

        return status;
    }

    /// <summary>Reads in slices, between which the detector goes on with what it has to do.</summary>
    private async Task<IReadOnlyList<CampaignDetail>> ReadAsync(string? id)
    {
        if (await detector.AskAsync(engine => engine.BeginDetails(id)) is not { } reading)
            return [];
        while (await detector.AskAsync(_ => reading.Read()))
            continue;
        return reading.Details;
    }
}
