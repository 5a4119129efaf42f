using Stillhound.Core.Campaigns;
using Stillhound.Reporting;

namespace Stillhound.Cli.Scanning;

/// <summary>The budget of false accusations for the summary of a scan, where anything stands at review or above.</summary>
internal static class ErrorLines
{
    public static IEnumerable<string> Of(Findings findings) =>
        findings.Errors is { } report && findings.Campaigns.Any(static c => c.Tier >= Tier.Review)
            ? [ErrorText.Allowed(report), ErrorText.Counted(report), ErrorText.Modelled(report)]
            : [];
}
