using Stillhound.Core.Campaigns;

namespace Stillhound.Core.SingleAccounts;

/// <summary>An account that is unusual enough to be told, before its words.</summary>
/// <param name="Row">The account.</param>
/// <param name="Kind">What it looks like.</param>
/// <param name="Tier">Watch or review.</param>
/// <param name="PValue">How rare it is.</param>
/// <param name="QValue">The false discovery rate at which it counts.</param>
/// <param name="Signs">What was measured, the rarest first.</param>
/// <param name="Explanations">Benign readings, those that hold first.</param>
internal sealed record AccountCandidate(
    int Row, AccountFindingKind Kind, Tier Tier, double PValue, double QValue, IReadOnlyList<MeasuredSign> Signs, IReadOnlyList<BenignFinding> Explanations);
