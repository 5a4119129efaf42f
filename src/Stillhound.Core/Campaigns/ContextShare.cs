namespace Stillhound.Core.Campaigns;

/// <summary>How much of a campaign shows one kind of context, beside everybody. Shares are 0 to 1, and NaN where nothing could show it.</summary>
/// <param name="Kind">
/// <c>hosting</c>, <c>vpn</c>, <c>proxy</c>, <c>tor</c>, <c>other</c>, <c>disposable_mail</c>, <c>lists_differ</c> or <c>record_differs</c>.
/// </param>
/// <param name="Accounts">Share of its accounts that showed it at least once.</param>
/// <param name="PopulationAccounts">The same of all accounts.</param>
/// <param name="Exchanges">Share of its exchanges that showed it; NaN for what accounts show and exchanges do not.</param>
/// <param name="PopulationExchanges">The same of all exchanges.</param>
/// <param name="Lists">Which list said so.</param>
public sealed record ContextShare(
    string Kind, double Accounts, double PopulationAccounts, double Exchanges, double PopulationExchanges, IReadOnlyList<ContextListShare> Lists);

/// <summary>What one list adds to a kind of context.</summary>
/// <param name="List">Its name.</param>
/// <param name="Accounts">Share of the campaign's accounts of which it said so at least once, 0 to 1.</param>
/// <param name="PopulationAccounts">The same of all accounts.</param>
public sealed record ContextListShare(string List, double Accounts, double PopulationAccounts);
