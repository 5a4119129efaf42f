using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Core.SingleAccounts;

namespace Stillhound.WebConsole.Data.Details;

/// <summary>Where pages get what findings rest on. Nobody waits here for a search: an answer that takes longer is at hand for the next page.</summary>
internal interface IDetailSource
{
    /// <summary>What a finding about a campaign rests on.</summary>
    ValueTask<Asked<DetailView>> CampaignAsync(FoundView view, CampaignFinding campaign, CancellationToken cancellation);

    /// <summary>Everything that is known of one account by its stored name.</summary>
    ValueTask<Asked<AccountDetail>> AccountAsync(FoundView view, string name, CancellationToken cancellation);

    /// <summary>What was found about accounts by themselves.</summary>
    /// <param name="view">The findings.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="waits">Whether to wait a moment for it where it is not at hand.</param>
    ValueTask<Asked<AccountReport>> AccountsAsync(FoundView view, CancellationToken cancellation, bool waits = true);

    /// <summary>Names that begin with a text, in order.</summary>
    ValueTask<Asked<IReadOnlyList<string>>> FindAsync(FoundView view, string prefix, int most, CancellationToken cancellation);
}

/// <summary>An answer, or why there is none yet.</summary>
/// <param name="Value">The answer; null where there is none.</param>
/// <param name="IsComing">Whether it is being made and can be asked for again.</param>
public readonly record struct Asked<T>(T? Value, bool IsComing = false)
    where T : class
{
    /// <summary>Asks until nothing is coming any more: a page comes without what is not at hand, a file is whole.</summary>
    /// <param name="ask">Asks once, and waits a moment.</param>
    internal static async ValueTask<T?> WholeAsync(Func<ValueTask<Asked<T>>> ask)
    {
        var asked = await ask();
        while (asked.IsComing)
            asked = await ask();
        return asked.Value;
    }
}
