using Stillhound.Core.Profiles;

namespace Stillhound.Core.Accounts;

/// <summary>A kind of finding: what is measured for it, and what an account must show besides being unusual.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Signs">What is measured.</param>
/// <param name="Asks">Whether an account shows what the kind is about, by its profile and its measured signs.</param>
internal sealed record AccountKind(AccountFindingKind Kind, AccountSign[] Signs, Func<Profile, IReadOnlyList<MeasuredSign>, bool> Asks);

/// <summary>The kinds that are judged from traffic alone.</summary>
internal static class AccountKinds
{
    private const double Rare = 0.02;
    private const double Unusual = 0.1;
    private const int FewestOfEach = 8;
    private const int FewestFamilies = 3;

    public static AccountKind[] All { get; } =
    [
        new(AccountFindingKind.DetectorProbing, AccountSigns.Probing, IsProbing),
        new(AccountFindingKind.SingleAccountExtraction, AccountSigns.Extraction, IsExtraction),
    ];

    /// <summary>Refused and answered both, many times and in turns, and prompts that resemble each other.</summary>
    private static bool IsProbing(Profile p, IReadOnlyList<MeasuredSign> signs) =>
        p.Refused >= FewestOfEach && p.Exchanges - p.Refused >= FewestOfEach
        && signs.All(static s => s.Sign.Family != "refusals" || s.PValue <= Rare)
        && signs.Any(static s => s.Sign.Family is "variants" or "survivors" && s.PValue <= Unusual);

    /// <summary>More than the plan's accounts send, and unusual in several families that agree.</summary>
    private static bool IsExtraction(Profile p, IReadOnlyList<MeasuredSign> signs) =>
        signs.Any(static s => s.Sign.Family == "volume" && s.PValue <= Rare)
        && signs.Where(static s => s.PValue <= Unusual).Select(static s => s.Sign.Family).Distinct(StringComparer.Ordinal).Count() >= FewestFamilies;
}
