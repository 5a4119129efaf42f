using Stillhound.Server.Decisions.Projection;

namespace Stillhound.WebConsole.Data.Decided;

/// <summary>All of one decision, taken while nothing changed.</summary>
/// <param name="Row">What a list shows of it.</param>
/// <param name="Terms">What was proposed.</param>
/// <param name="Approvals">Who approved it.</param>
/// <param name="GrowthApprovals">Who approved so far what waits.</param>
/// <param name="Covered">Accounts that it covers, or would; none once it is over.</param>
/// <param name="Waiting">Accounts that came beyond what was approved.</param>
/// <param name="EndedBy">Who ended it; null when no person did.</param>
/// <param name="EndNote">Why it ended.</param>
/// <param name="ReplacedBy">What took its place.</param>
/// <param name="Revision">Changes with every change.</param>
/// <param name="Together">Other decisions of the same takedown that wait or hold.</param>
/// <param name="TogetherAccounts">Accounts of all that waits with it, its own included.</param>
/// <param name="Now">Whom it would hit as of the newest findings; null where its campaign is not in them.</param>
/// <param name="Title">The campaign's name; null when it was never judged.</param>
/// <param name="Dismissed">Who dismissed the campaign; null while nobody did.</param>
/// <param name="Cleared">Accounts of the campaign that a person cleared.</param>
internal sealed record DecisionDetail(
    DecisionRow Row, Proposed Terms, IReadOnlyList<Approval> Approvals, IReadOnlyList<Approval> GrowthApprovals, IReadOnlyList<string> Covered, IReadOnlyList<string> Waiting,
    string? EndedBy, string EndNote, string? ReplacedBy, long Revision, IReadOnlyList<DecisionRow> Together, long TogetherAccounts, BlastRadius? Now,
    string? Title, string? Dismissed, int Cleared);
