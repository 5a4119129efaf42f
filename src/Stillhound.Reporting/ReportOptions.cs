namespace Stillhound.Reporting;

/// <summary>How much of the findings the report shows. The JSON and CSV files always hold everything.</summary>
public sealed record ReportOptions
{
    /// <summary>Campaigns with a section of their own in the report, the first ones in order; at least 1.</summary>
    public int MaxCampaigns { get; init; } = 200;

    /// <summary>Example accounts shown for a campaign in the report; at least 1.</summary>
    public int MaxSampleAccounts { get; init; } = 12;
}
