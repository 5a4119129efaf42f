using System.Globalization;
using Stillhound.Core.Campaigns;
using Stillhound.Reporting;

namespace Stillhound.Cli.Scanning;

/// <summary>The columns of the table of campaigns.</summary>
internal static class CampaignColumns
{
    private const int MostFamilies = 3;
    private const double Telling = 0.3;

    public static IReadOnlyList<TextColumn> All { get; } =
    [
        new("id", Keep: 6),
        new("tier", Keep: 6),
        new("accounts", Keep: 5, Right: true),
        new("exchanges", Keep: 3, Right: true),
        new("leak", Keep: 4, Right: true),
        new("detected", Keep: 2),
        new("strongest evidence", Keep: 1),
        new("what", Keep: 6, Grows: true),
    ];

    public static string[] Of(CampaignFinding campaign)
    {
        var culture = CultureInfo.InvariantCulture;
        var families = campaign.Evidence.Where(static e => e.Log10Lr >= Telling).Select(static e => e.Family).Distinct(StringComparer.Ordinal).Take(MostFamilies);
        return
        [
            campaign.Id, ReportText.Tier(campaign.Tier), ReportText.Count(campaign.Members.Count), ReportText.Count(campaign.Exchanges),
            campaign.DetectedAt is null ? "" : ReportText.Percent(campaign.Leak), campaign.DetectedAt?.ToString("yyyy-MM-dd HH:mm", culture) ?? "",
            string.Join(", ", families), What(campaign),
        ];
    }

    // Titles begin with the number of accounts, for which there is a column.
    private static string What(CampaignFinding campaign)
    {
        var number = ReportText.Count(campaign.Members.Count, "account") + ", ";
        return campaign.Title.StartsWith(number, StringComparison.Ordinal) ? campaign.Title[number.Length..] : campaign.Title;
    }
}
