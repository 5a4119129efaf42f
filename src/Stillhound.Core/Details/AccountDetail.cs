using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Core.SingleAccounts;

namespace Stillhound.Core.Details;

/// <summary>Everything that is known of one account. No text is kept, so values are told by short hashes, as in <see cref="SharedTrait.Label"/>.</summary>
public sealed record AccountDetail
{
    /// <summary>The account's name as it stood in the log.</summary>
    public required string Account { get; init; }

    /// <summary>What the operator knows of it.</summary>
    public required KnownFacts Facts { get; init; }

    /// <summary>Its first exchange; null where it has sent nothing.</summary>
    public required DateTimeOffset? FirstSeen { get; init; }

    /// <summary>Its last exchange; null where it has sent nothing.</summary>
    public required DateTimeOffset? LastSeen { get; init; }

    /// <summary>Its exchanges.</summary>
    public required long Exchanges { get; init; }

    /// <summary>Tokens read for it.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Tokens written for it.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Exchanges that the model or a filter refused; counted up to 65,535.</summary>
    public required int Refused { get; init; }

    /// <summary>How often a refusal followed an answer or an answer a refusal; counted up to 65,535.</summary>
    public required int RefusalSwitches { get; init; }

    /// <summary>Exchanges that asked for the newest model; counted up to 65,535.</summary>
    public required int OnNewestModel { get; init; }

    /// <summary>Typical words of a prompt (geometric mean); NaN where unknown.</summary>
    public required double PromptWords { get; init; }

    /// <summary>Typical tokens of an answer (geometric mean); NaN where unknown.</summary>
    public required double TokensOfAnswer { get; init; }

    /// <summary>About how many different addresses it sent from, up to some 260; 0 where unknown.</summary>
    public required int Addresses { get; init; }

    /// <summary>About how many end users it named, up to some 260.</summary>
    public required int EndUsers { get; init; }

    /// <summary>About how many different clients it sent with, up to some 260.</summary>
    public required int Clients { get; init; }

    /// <summary>
    /// Shares of its exchanges, 0 to 1; those that nothing fed are left out: <c>first_turns</c>, <c>asks_reasoning</c>, <c>asks_grading</c>,
    /// <c>asks_tasks</c>, <c>items_others_sent</c>, <c>items_nobody_sent</c>, <c>relayed</c>.
    /// </summary>
    public required IReadOnlyList<NamedShare> Shares { get; init; }

    /// <summary>Capabilities that it is after by their share of its exchanges, the largest first; small ones are left out.</summary>
    public required IReadOnlyList<TargetShare> Capabilities { get; init; }

    /// <summary>Its exchanges by hour of the week in UTC, Monday 00:00 first: 168 values; of busy accounts older ones fade.</summary>
    public required IReadOnlyList<int> HourOfWeek { get; init; }

    /// <summary>Start of the first bucket of <see cref="Activity"/>.</summary>
    public required DateTimeOffset ActivityStart { get; init; }

    /// <summary>Width of a bucket of <see cref="Activity"/>.</summary>
    public required TimeSpan ActivityBucket { get; init; }

    /// <summary>Its exchanges by bucket in the two weeks up to its last one, each counted up to 255.</summary>
    public required IReadOnlyList<int> Activity { get; init; }

    /// <summary>What it sends with and from, the most frequent values of each kind; kinds as in <see cref="TraitGroup.Kind"/>.</summary>
    public required IReadOnlyList<AccountTrait> Traits { get; init; }

    /// <summary>Since when it is suspended; null where it is not.</summary>
    public required DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>When it was first suspended, whether that was lifted since or not; null where it never was.</summary>
    public required DateTimeOffset? FirstSuspendedAt { get; init; }

    /// <summary>The campaign that it belongs to, and those that it carries for others; empty without.</summary>
    public required IReadOnlyList<AccountCampaign> Campaigns { get; init; }

    /// <summary>What was found about it by itself, of the findings that were given.</summary>
    public required IReadOnlyList<AccountFinding> Findings { get; init; }
}

/// <summary>What the operator knows of an account besides its traffic.</summary>
/// <param name="Known">Whether anything was given.</param>
/// <param name="Created">When it was made; null when unknown.</param>
/// <param name="Plan">What it pays for.</param>
/// <param name="Verified">How far its owner was verified.</param>
/// <param name="Country">Country that it claims, two letters; empty when unknown.</param>
/// <param name="Organisation">Eight hexadecimal digits, as the following; empty when unknown. It may come from the exchanges.</param>
/// <param name="MailDomain">Domain of its mail address.</param>
/// <param name="MailAddress">Its mail address.</param>
/// <param name="Payment">Its means of payment.</param>
/// <param name="Device">The device that it signed up from.</param>
/// <param name="SignupNetwork">The network that it signed up from.</param>
public sealed record KnownFacts(
    bool Known, DateTimeOffset? Created, Plan Plan, Verification Verified, string Country, string Organisation, string MailDomain, string MailAddress,
    string Payment, string Device, string SignupNetwork);

/// <summary>A share with its name.</summary>
/// <param name="Name">Snake-case name.</param>
/// <param name="Share">0 to 1.</param>
public sealed record NamedShare(string Name, double Share);

/// <summary>One value that an account shows.</summary>
/// <param name="Kind">As in <see cref="TraitGroup.Kind"/>; <c>phrase</c> holds the phrases that it shares with others and uses most.</param>
/// <param name="Label">As in <see cref="SharedTrait.Label"/>.</param>
/// <param name="Exchanges">In how many exchanges it showed it, at least; of what belongs to the account, all.</param>
public sealed record AccountTrait(string Kind, string Label, int Exchanges);

/// <summary>How an account stands in a campaign.</summary>
/// <param name="Id">Identifier of the finding that tells of it.</param>
/// <param name="Tier">How strongly that finding is held.</param>
/// <param name="Label">What the campaign is after and what ties it, in a few words.</param>
/// <param name="Accused"><c>whole</c>; <c>part</c> where only a part of its traffic is; <c>end_users</c> where it is no member and only end users of it are.</param>
/// <param name="Confidence">Probability that it belongs, 0 to 1; NaN where it is no member.</param>
/// <param name="AttachedAt">Event time at which it was first assigned at tier review or above; null while it never was.</param>
/// <param name="Exchanges">Its exchanges that are accused.</param>
/// <param name="Ties">What ties it to the campaign, in words.</param>
/// <param name="Removal">What would remove it, in words.</param>
public sealed record AccountCampaign(
    string Id, Tier Tier, string Label, string Accused, double Confidence, DateTimeOffset? AttachedAt, long Exchanges, string Ties, string Removal);
