using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Html;

/// <summary>Which evidence families were blind, so that silence is not taken for innocence.</summary>
internal static class CoverageView
{
    // Below this share a family saw too little to count as seeing.
    private const double WellFed = 0.95;

    public static void AddTo(View view, IReadOnlyList<FamilyCoverage> coverage)
    {
        var blind = coverage.Where(f => !f.Available).ToList();
        var partly = coverage.Where(f => f.Available && !Sees(f)).ToList();
        var seeing = coverage.Where(f => f.Available && Sees(f)).ToList();
        view["anyCoverage"] = coverage.Count > 0;
        view["anySeeing"] = seeing.Count > 0;
        view["allSee"] = blind.Count + partly.Count == 0;
        view["families"] = ReportText.Count(coverage.Count);
        view["seeing"] = ReportText.Count(seeing.Count);
        view["partly"] = ReportText.Count(partly.Count);
        view["blind"] = ReportText.Count(blind.Count);
        view["shortSighted"] = blind.Select(f => Row(f, "blind", "blind")).Concat(partly.Select(f => Row(f, "partly blind", "partly")));
        view["wellFed"] = seeing.Select(f => Row(f, "seeing", "seeing"));
    }

    private static bool Sees(FamilyCoverage family) => family.Share >= WellFed;

    private static View Row(FamilyCoverage family, string state, string style) => new()
    {
        ["family"] = ReportText.Words(family.Family),
        ["state"] = state,
        ["stateClass"] = style,
        ["share"] = family.Available ? ReportText.Percent(family.Share) : "none",
        ["needs"] = family.Needs,
    };
}
