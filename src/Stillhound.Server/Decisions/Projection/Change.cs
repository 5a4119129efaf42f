using System.Text.Json.Serialization;
using Stillhound.Core.Campaigns;

namespace Stillhound.Server.Decisions.Projection;

/// <summary>
/// One thing that changes what stands: a verdict, a step in a decision's life, or a human act. Each is one entry of the ledger before it
/// takes effect, and what stands is nothing but all of them applied in order.
/// </summary>
internal abstract record Change;

/// <summary>A policy came into use.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Text">All of it.</param>
internal sealed record PolicyAdopted(string Version, string Text) : Change;

/// <summary>A campaign was found, moved to another tier, or is gone.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Tier">Its tier; null when it is gone.</param>
/// <param name="Accounts">Members.</param>
/// <param name="Exchanges">Their exchanges.</param>
/// <param name="InputTokens">Tokens read for them.</param>
/// <param name="OutputTokens">Tokens written for them.</param>
/// <param name="ConfidencePpm">Probability in millionths.</param>
/// <param name="Title">Its name.</param>
/// <param name="Takedown">The campaign under which it is decided about together with others.</param>
internal sealed record CampaignJudged(
    string Campaign, Tier? Tier, long Accounts, long Exchanges, long InputTokens, long OutputTokens, int ConfidencePpm, string Title, string Takedown) : Change;

/// <summary>Accounts came to a decision or left it. Those of a decision that is not proposed yet count from its proposal on.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Added">Accounts that it covers from now on.</param>
/// <param name="Removed">Accounts that it covers, or that wait, no longer.</param>
/// <param name="Waiting">Accounts that came beyond what was approved, and wait for approval.</param>
internal sealed record MembersChanged(string Decision, IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Waiting) : Change;

/// <summary>A decision was proposed.</summary>
/// <param name="Decision">Its identifier.</param>
/// <param name="Campaign">The campaign that it is about.</param>
/// <param name="Takedown">Decisions of one takedown are armed together.</param>
/// <param name="Action">What would be done.</param>
/// <param name="TokensPerDay">See <see cref="Decisions.Decision.TokensPerDay"/>.</param>
/// <param name="RequestsPerMinute">See <see cref="Decisions.Decision.RequestsPerMinute"/>.</param>
/// <param name="Simulated">Whether nothing would be carried out.</param>
/// <param name="Reason">Reason code.</param>
/// <param name="Policy">Version of the policy.</param>
/// <param name="LifetimeMs">How long it holds once it is armed.</param>
/// <param name="Needs">How many people have to approve.</param>
/// <param name="Blast">Whom it would hit.</param>
internal sealed record Proposed(
    string Decision, string Campaign, string Takedown, DecisionAction Action, long TokensPerDay, int RequestsPerMinute, bool Simulated, string Reason, string Policy,
    long LifetimeMs, int Needs, BlastRadius Blast) : Change;

/// <summary>Somebody approved, and another person has to.</summary>
internal sealed record Approved(IReadOnlyList<string> Decisions, string Actor, string Note) : Change;

/// <summary>Decisions took effect, all at one instant.</summary>
/// <param name="Decisions">Which.</param>
/// <param name="From">The instant.</param>
/// <param name="Actor">Who approved last; null when no person had to.</param>
/// <param name="Note">What they said.</param>
/// <param name="UntilMs">When they end, where that does not follow from their lifetime: milliseconds since 1970; 0 otherwise.</param>
internal sealed record Armed(IReadOnlyList<string> Decisions, DateTimeOffset From, string? Actor, string Note, long UntilMs = 0) : Change;

/// <summary>The accounts that waited were approved.</summary>
internal sealed record Grown(IReadOnlyList<string> Decisions, string Actor, string Note) : Change;

/// <summary>A proposal, or the growth of a decision, was rejected.</summary>
internal sealed record Rejected(string Decision, string Actor, string Note) : Change;

/// <summary>A decision was undone.</summary>
internal sealed record Undone(string Decision, string Actor, string Note) : Change;

/// <summary>One account was cleared: no decision about this campaign covers it again.</summary>
internal sealed record Cleared(string Campaign, string Account, string Actor, string Note) : Change;

/// <summary>A decision holds longer.</summary>
internal sealed record Extended(string Decision, DateTimeOffset Until, string Actor, string Note) : Change;

/// <summary>A decision ended because another took its place, or because nothing is left that it follows from.</summary>
/// <param name="Decision">Which.</param>
/// <param name="By">What took its place; null for nothing.</param>
/// <param name="Why">Reason code: <c>stronger</c>, <c>weaker</c>, <c>campaign_merged</c>, <c>campaign_gone</c> or <c>no_step</c>.</param>
internal sealed record Replaced(string Decision, string? By, string Why) : Change;

/// <summary>A decision came to its end.</summary>
internal sealed record Expired(string Decision) : Change;

/// <summary>A person says that a campaign is none: its decisions end, and none is proposed again.</summary>
internal sealed record Dismissed(string Campaign, string Actor, string Note) : Change;

/// <summary>A person took that back: decisions about the campaign are proposed again.</summary>
internal sealed record Reinstated(string Campaign, string Actor, string Note) : Change;

/// <summary>Whom a decision would hit. Exchanges and spend are estimated from the campaign's activity and its mean spend an exchange.</summary>
/// <param name="Days">Days that exchanges and spend are counted over.</param>
/// <param name="Accounts">Accounts that it would cover.</param>
/// <param name="Exchanges">Their exchanges in these days.</param>
/// <param name="SpendMicros">Their spend in these days, in millionths of the price list's currency.</param>
/// <param name="LikelyHonestMilli">Members that likely do not belong: the sum of 1 − confidence, in thousandths of an account.</param>
/// <param name="Protected">Members left out because they are protected or were cleared.</param>
/// <param name="Doubtful">Members left out because they belong too unsurely.</param>
/// <param name="InPart">Members left out because only a part of them is accused and the action would hit the whole.</param>
/// <param name="Top">Those with the most exchanges.</param>
/// <param name="TopProtected">Some of the protected.</param>
internal sealed record BlastRadius(
    int Days, long Accounts, long Exchanges, long SpendMicros, long LikelyHonestMilli, long Protected, long Doubtful, long InPart,
    IReadOnlyList<BlastAccount> Top, IReadOnlyList<string> TopProtected);

/// <summary>One account of a blast radius.</summary>
/// <param name="Account">Its stored name.</param>
/// <param name="Exchanges">Its exchanges as a member.</param>
/// <param name="ConfidencePpm">Probability that it belongs, in millionths.</param>
internal sealed record BlastAccount(string Account, long Exchanges, int ConfidencePpm);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    Converters = [typeof(SnakeCaseEnum<DecisionAction>), typeof(SnakeCaseEnum<Tier>)])]
[JsonSerializable(typeof(PolicyAdopted))]
[JsonSerializable(typeof(CampaignJudged))]
[JsonSerializable(typeof(MembersChanged))]
[JsonSerializable(typeof(Proposed))]
[JsonSerializable(typeof(Approved))]
[JsonSerializable(typeof(Armed))]
[JsonSerializable(typeof(Grown))]
[JsonSerializable(typeof(Rejected))]
[JsonSerializable(typeof(Undone))]
[JsonSerializable(typeof(Cleared))]
[JsonSerializable(typeof(Extended))]
[JsonSerializable(typeof(Replaced))]
[JsonSerializable(typeof(Expired))]
[JsonSerializable(typeof(Dismissed))]
[JsonSerializable(typeof(Reinstated))]
internal sealed partial class ChangeJson : JsonSerializerContext;

/// <summary>Enumerations as words in snake case.</summary>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
