using System.Text.Json.Serialization;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Cases.Projection;

/// <summary>Something that people did about a case, an appeal or a hold.</summary>
internal abstract record CaseChange : Change;

/// <summary>A person wrote a note.</summary>
internal sealed record CaseNoted(string Campaign, string Actor, string Note) : CaseChange;

/// <summary>A case got an owner, or has none any more.</summary>
internal sealed record CaseAssigned(string Campaign, string? Owner, string Actor, string Note) : CaseChange;

/// <summary>A person came to a verdict, which closes the case.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Hypothesis">What it was instead; null unless it was something benign.</param>
/// <param name="DuplicateOf">The campaign that it is the same as; null unless it is.</param>
/// <param name="Actor">Who.</param>
/// <param name="Note">Why.</param>
internal sealed record CaseClosed(string Campaign, CaseVerdict Verdict, string? Hypothesis, string? DuplicateOf, string Actor, string Note) : CaseChange;

/// <summary>A person took the verdict back.</summary>
internal sealed record CaseReopened(string Campaign, string Actor, string Note) : CaseChange;

/// <summary>An account's owner says that a decision is wrong.</summary>
/// <param name="Appeal">Its identifier.</param>
/// <param name="Account">The account's stored name.</param>
/// <param name="Decisions">The decisions that stood about it.</param>
/// <param name="DueMs">When an answer is due, milliseconds since 1970.</param>
/// <param name="Actor">Who opened it on the owner's behalf.</param>
/// <param name="Note">What the owner says.</param>
internal sealed record AppealOpened(string Appeal, string Account, IReadOnlyList<string> Decisions, long DueMs, string Actor, string Note) : CaseChange;

/// <summary>An appeal was answered.</summary>
internal sealed record AppealAnswered(string Appeal, bool Upheld, string Actor, string Note) : CaseChange;

/// <summary>An appeal was withdrawn.</summary>
internal sealed record AppealWithdrawn(string Appeal, string Actor, string Note) : CaseChange;

/// <summary>What is held about an account or a campaign has to be kept.</summary>
/// <param name="Hold">Its identifier.</param>
/// <param name="Account">The account's stored name; null for a campaign.</param>
/// <param name="Campaign">The campaign; null for an account.</param>
/// <param name="UntilMs">When it ends, milliseconds since 1970.</param>
/// <param name="Actor">Who.</param>
/// <param name="Note">Why.</param>
internal sealed record HoldSet(string Hold, string? Account, string? Campaign, long UntilMs, string Actor, string Note) : CaseChange;

/// <summary>A hold was released before its end.</summary>
internal sealed record HoldReleased(string Hold, string Actor, string Note) : CaseChange;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    Converters = [typeof(SnakeCaseEnum<CaseVerdict>)])]
[JsonSerializable(typeof(CaseNoted))]
[JsonSerializable(typeof(CaseAssigned))]
[JsonSerializable(typeof(CaseClosed))]
[JsonSerializable(typeof(CaseReopened))]
[JsonSerializable(typeof(AppealOpened))]
[JsonSerializable(typeof(AppealAnswered))]
[JsonSerializable(typeof(AppealWithdrawn))]
[JsonSerializable(typeof(HoldSet))]
[JsonSerializable(typeof(HoldReleased))]
internal sealed partial class CaseChangeJson : JsonSerializerContext;
