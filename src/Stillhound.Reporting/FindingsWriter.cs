using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;
using Stillhound.Reporting.Files;
using Stillhound.Reporting.Html;

namespace Stillhound.Reporting;

/// <summary>Writes findings as <c>campaigns.json</c>, <c>members.csv</c>, <c>findings.json</c>, <c>details.json</c> and <c>report.html</c>.</summary>
/// <remarks>Equal findings and options give equal bytes; no clock is read.</remarks>
public static class FindingsWriter
{
    /// <summary>
    /// Writes the five files into a folder of their own. Each appears whole or not at all: they are written under other
    /// names, flushed to the disk and renamed when all five are complete, <c>campaigns.json</c> last.
    /// </summary>
    /// <param name="findings">What to write.</param>
    /// <param name="directory">Where to; made ready with <see cref="OutputDirectory.Prepare"/>.</param>
    /// <param name="options">How much the report shows; null for the defaults.</param>
    /// <param name="details">What the findings rest on, for <c>details.json</c>; where null, that file holds series and ties alone.</param>
    /// <returns>The full paths of what was written.</returns>
    /// <exception cref="OutputException">The folder was refused or the disk is full; nothing half-written is left.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static WrittenFiles Write(Findings findings, string directory, ReportOptions? options = null, IReadOnlyList<CampaignDetail>? details = null)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return Write(findings, directory, options ?? new ReportOptions(), WholeFiles.CreateOnDisk, details);
    }

    /// <summary>Writes <c>campaigns.json</c> to a stream.</summary>
    public static void WriteCampaigns(Findings findings, Stream stream) => CampaignsJson.Write(findings, stream);

    /// <summary>Writes <c>members.csv</c> to a stream.</summary>
    public static void WriteMembers(Findings findings, Stream stream) => MembersCsv.Write(findings, stream);

    /// <summary>Writes <c>report.html</c> to a stream.</summary>
    public static void WriteReport(Findings findings, Stream stream) => ReportPage.Write(findings, new ReportOptions(), stream);

    /// <summary>Writes <c>details.json</c> to a stream.</summary>
    public static void WriteDetails(Findings findings, IReadOnlyList<CampaignDetail> details, Stream stream) => DetailsJson.Write(findings, details, stream);

    internal static WrittenFiles Write(Findings findings, string directory, ReportOptions options, Func<string, Stream> create, IReadOnlyList<CampaignDetail>? details = null)
    {
        if (options.MaxCampaigns < 1 || options.MaxSampleAccounts < 1)
            throw new ArgumentOutOfRangeException(nameof(options), "The report has to show at least one campaign and one account.");
        var folder = OutputDirectory.Prepare(directory);
        var files = new WholeFiles(folder, create);
        files.Add(OutputDirectory.MembersFile, stream => MembersCsv.Write(findings, stream));
        files.Add(OutputDirectory.ReportFile, stream => ReportPage.Write(findings, options, stream));
        files.Add(OutputDirectory.FindingsFile, stream => FindingsJson.Write(findings.Accounts, stream));
        files.Add(OutputDirectory.DetailsFile, stream => DetailsJson.Write(findings, details ?? [], stream));
        files.Add(OutputDirectory.CampaignsFile, stream => CampaignsJson.Write(findings, stream));
        files.Commit();
        return new WrittenFiles(
            Path.Combine(folder, OutputDirectory.CampaignsFile),
            Path.Combine(folder, OutputDirectory.MembersFile),
            Path.Combine(folder, OutputDirectory.ReportFile),
            Path.Combine(folder, OutputDirectory.FindingsFile),
            Path.Combine(folder, OutputDirectory.DetailsFile));
    }
}

/// <summary>Full paths of the files of one run.</summary>
/// <param name="Campaigns">The findings for programs.</param>
/// <param name="Members">One row a member.</param>
/// <param name="Report">The page for people.</param>
/// <param name="Accounts">The findings about accounts by themselves.</param>
/// <param name="Details">What findings about campaigns rest on, for screens.</param>
public sealed record WrittenFiles(string Campaigns, string Members, string Report, string Accounts, string Details);
