namespace Stillhound.Core.Campaigns;

/// <summary>The part of one account's traffic that belongs to a campaign. The rest of it is not accused.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="ByEndUser">Whether only end users are accused, and so the account is no member.</param>
/// <param name="Exchanges">Exchanges of the part, from the time on at which it was looked for.</param>
/// <param name="Share">Share of what the account sent in that time, 0 to 1.</param>
/// <param name="InputTokens">Tokens read for the part.</param>
/// <param name="OutputTokens">Tokens written for the part.</param>
/// <param name="FirstSeen">First exchange of the part.</param>
/// <param name="LastSeen">Last exchange of the part.</param>
/// <param name="AttachedAt">Event time at which the account was attached; null while it never was.</param>
/// <param name="ExchangesBeforeAttach">Exchanges of the part before that, to the six hours; all of them while it is null.</param>
/// <param name="Template">What marks the part, in words.</param>
/// <param name="EndUsers">End users that the part names, by key; the most frequent first, at most 32 a combination of settings.</param>
public sealed record ComponentFinding(
    string Account, bool ByEndUser, long Exchanges, double Share, long InputTokens, long OutputTokens, DateTimeOffset FirstSeen, DateTimeOffset LastSeen,
    DateTimeOffset? AttachedAt, long ExchangesBeforeAttach, string Template, IReadOnlyList<EndUserShare> EndUsers);

/// <summary>One end user of a part.</summary>
/// <param name="Key">Hash of the name that the log gave: eight hexadecimal digits. Accounts name end users as they like, so it tells end users of one account apart.</param>
/// <param name="Exchanges">Exchanges of the part.</param>
public sealed record EndUserShare(string Key, long Exchanges);
