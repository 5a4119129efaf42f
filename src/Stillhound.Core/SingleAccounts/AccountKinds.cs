using Stillhound.Core.Profiles;

namespace Stillhound.Core.SingleAccounts;

/// <summary>A kind of finding: what is measured for it, and what an account must show besides being unusual.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Signs">What is measured.</param>
/// <param name="Gate">Family in which an account must be rare to be looked at; null to look at all.</param>
/// <param name="Asks">Whether an account shows what the kind is about, by its profile and its measured signs.</param>
/// <param name="AsksForReview">Whether it shows what the kind needs besides to stand at review.</param>
internal sealed record AccountKind(AccountFindingKind Kind, AccountSign[] Signs, string? Gate, Func<Profile, IReadOnlyList<MeasuredSign>, bool> Asks, Func<IReadOnlyList<MeasuredSign>, bool> AsksForReview);

/// <summary>The kinds that are judged from traffic alone.</summary>
internal static class AccountKinds
{
    /// <summary>A sign of its own that accounts are chosen by, or must show.</summary>
    public const double Rare = 0.02;
    private const double Unusual = 0.1;
    private const double Common = 0.5;
    private const int FewestOfEach = 8;
    private const int FewestFamilies = 3;

    public static AccountKind[] All { get; } =
    [
        new(AccountFindingKind.DetectorProbing, AccountSigns.Probing, null, IsProbing, SeeksWayThrough),
        new(AccountFindingKind.SingleAccountExtraction, AccountSigns.Extraction, "volume", IsExtraction, static _ => true),
    ];

    /// <summary>Refused and answered both, many times and in turns, with prompts more alike than those of most peers.</summary>
    private static bool IsProbing(Profile p, IReadOnlyList<MeasuredSign> signs) =>
        p.Refused >= FewestOfEach && p.Exchanges - p.Refused >= FewestOfEach
        && signs.All(static s => s.Sign.Family != "refusals" || s.PValue <= Rare)
        && (IsAlike(signs, Common) || SeeksWayThrough(signs));

    /// <summary>Whoever works on a subject that the model often refuses is refused as well; a search for a way through has variants, or survivors.</summary>
    private static bool SeeksWayThrough(IReadOnlyList<MeasuredSign> signs) =>
        IsAlike(signs, Unusual) || signs.Any(static s => s.Sign.Family == "survivors" && s.PValue <= Rare);

    private static bool IsAlike(IReadOnlyList<MeasuredSign> signs, double p) => signs.Any(s => s.Sign == AccountSigns.Nearness && s.PValue <= p);

    /// <summary>More than the plan's accounts send, and unusual in several families that agree.</summary>
    private static bool IsExtraction(Profile p, IReadOnlyList<MeasuredSign> signs) =>
        signs.Any(static s => s.Sign.Family == "volume" && s.PValue <= Rare)
        && signs.Where(static s => s.PValue <= Unusual).Select(static s => s.Sign.Family).Distinct(StringComparer.Ordinal).Count() >= FewestFamilies;
}
