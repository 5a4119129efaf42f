using Stillhound.Core.Regions;

namespace Stillhound.Core.SingleAccounts;

/// <summary>What a finding about an account by itself can rest on, so that it can be told what of it was not there.</summary>
public static class AccountMeasurements
{
    /// <summary>Family and name of everything that is measured for a kind of finding, in its order.</summary>
    public static IReadOnlyList<(string Family, string Name)> Of(AccountFindingKind kind) =>
    [
        .. (kind switch
        {
            AccountFindingKind.DetectorProbing => AccountSigns.Probing,
            AccountFindingKind.SingleAccountExtraction => AccountSigns.Extraction,
            _ => RegionFinder.Signs,
        }).Select(static sign => (sign.Family, sign.Name)),
    ];

    /// <summary>What was not measured for a finding, because its account's exchanges do not carry it or there are too few of them.</summary>
    public static IReadOnlyList<(string Family, string Name)> MissingFrom(AccountFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return [.. Of(finding.Kind).Where(m => finding.Signs.All(s => s.Name != m.Name))];
    }
}
