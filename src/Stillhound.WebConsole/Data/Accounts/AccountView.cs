using Stillhound.WebConsole.Data.Details;
using Stillhound.WebConsole.Data.Workspace;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.SingleAccounts;
using Stillhound.Server.Decisions;

namespace Stillhound.WebConsole.Data.Accounts;

/// <summary>Everything that is at hand about one account.</summary>
internal sealed record AccountView
{
    /// <summary>Its name as it is stored; hostile text.</summary>
    public required string Name { get; init; }

    /// <summary>The findings.</summary>
    public required FoundView View { get; init; }

    /// <summary>What the detector knows of it; null where it knows nothing, over a folder, and while it is being asked.</summary>
    public AccountDetail? Detail { get; init; }

    /// <summary>Whether the detector is being asked for <see cref="Detail"/>.</summary>
    public bool IsComing { get; init; }

    /// <summary>Whether it is being asked for <see cref="Findings"/>.</summary>
    public bool AreFindingsComing { get; init; }

    /// <summary>Its campaigns.</summary>
    public required IReadOnlyList<Place> Campaigns { get; init; }

    /// <summary>What was found about it by itself.</summary>
    public required IReadOnlyList<AccountFinding> Findings { get; init; }

    /// <summary>Decisions that cover it or would.</summary>
    public required IReadOnlyList<DecisionTable.Row> Decisions { get; init; }

    /// <summary>The decision that a gateway is told; null without.</summary>
    public Decision? Standing { get; init; }

    /// <summary>Reads what is at hand, for a page.</summary>
    /// <returns>Null where nobody of that name is known, and none is being asked for.</returns>
    public static Task<AccountView?> ReadAsync(ConsoleState state, string name, CancellationToken cancellation) => ReadAsync(state, name, isWhole: false, cancellation);

    /// <summary>Reads all of it, for a file: waits for what is coming.</summary>
    /// <returns>Null where nobody of that name is known.</returns>
    public static Task<AccountView?> ReadWholeAsync(ConsoleState state, string name, CancellationToken cancellation) => ReadAsync(state, name, isWhole: true, cancellation);

    private static async Task<AccountView?> ReadAsync(ConsoleState state, string name, bool isWhole, CancellationToken cancellation)
    {
        if (name.Length == 0)
            return null;
        var view = await state.Found.NowAsync(cancellation);
        foreach (var stored in Stored(state, name))
        {
            var detail = await AskAsync(() => state.Details.AccountAsync(view, stored, cancellation), isWhole);
            if (detail.Value is null && !detail.IsComing && !view.Names(stored))
                continue;
            // The report takes the detector seconds where it is not at hand, and a page about one account is useful without it.
            var report = await AskAsync(() => state.Details.AccountsAsync(view, cancellation, waits: isWhole), isWhole);
            return new AccountView
            {
                Name = stored,
                View = view,
                Detail = detail.Value,
                IsComing = detail.IsComing,
                AreFindingsComing = report.IsComing,
                Campaigns = await PlacesAsync(state, view, stored, detail.Value, cancellation),
                Findings = [.. (report.Value?.Findings ?? []).Where(f => f.Accounts.Contains(stored, StringComparer.Ordinal))],
                Decisions = DecisionTable.Covering(state, stored),
                Standing = DecisionTable.Standing(state, stored),
            };
        }

        return null;
    }

    /// <summary>The names under which an account may be stored: as it is, or replaced.</summary>
    public static IEnumerable<string> Stored(ConsoleState state, string name) =>
        state.Host is { } host ? host.Live.Decisions.StoredNames(name).Where(static n => n.Length > 0).Distinct(StringComparer.Ordinal) : [name];

    private static async ValueTask<Asked<T>> AskAsync<T>(Func<ValueTask<Asked<T>>> ask, bool isWhole)
        where T : class => isWhole ? new Asked<T>(await Asked<T>.WholeAsync(ask)) : await ask();

    private static async Task<IReadOnlyList<Place>> PlacesAsync(ConsoleState state, FoundView view, string name, AccountDetail? detail, CancellationToken cancellation)
    {
        var places = new List<Place>();
        foreach (var (campaign, member) in view.CampaignsOf(name))
        {
            var known = detail?.Campaigns.FirstOrDefault(c => c.Id == campaign.Id);
            var removal = known?.Removal ?? (state.Host is null ? (await state.Details.CampaignAsync(view, campaign, cancellation)).Value?.Member(name)?.Removal : null);
            places.Add(new Place(campaign, known?.Accused ?? "whole", member.Confidence, member.AttachedAt, member.Exchanges, member.Ties, removal));
        }

        foreach (var campaign in view.Findings.Campaigns)
        {
            if (campaign.Components.FirstOrDefault(c => c.ByEndUser && c.Account == name) is { } part)
                places.Add(new Place(campaign, "end users", double.NaN, part.AttachedAt, part.Exchanges, part.Template, null));
        }

        return places;
    }

    /// <summary>How it stands in one campaign.</summary>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Accused">What of it is accused.</param>
    /// <param name="Confidence">Probability that it belongs, 0 to 1; NaN where it is no member.</param>
    /// <param name="AttachedAt">When it was attached; null while it never was.</param>
    /// <param name="Exchanges">Its exchanges that are accused.</param>
    /// <param name="Ties">What ties it.</param>
    /// <param name="Removal">What would remove it; null while that is not known.</param>
    internal sealed record Place(CampaignFinding Campaign, string Accused, double Confidence, DateTimeOffset? AttachedAt, long Exchanges, string Ties, string? Removal);
}
