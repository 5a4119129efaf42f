using System.Globalization;
using Spectre.Console;
using Stillhound.Core.Campaigns;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;
using Stillhound.Reporting;

namespace Stillhound.Cli.Scanning;

/// <summary>What a person sees at the end of a scan.</summary>
internal static class ScanSummary
{
    private const int MostRows = 25;

    public static void Write(Findings findings, WrittenFiles written, Scanner scanner, long refused, TimeSpan took)
    {
        var culture = CultureInfo.InvariantCulture;
        var console = AnsiConsole.Console;
        console.WriteLine(string.Create(culture,
            $"{findings.Input.Exchanges:N0} exchanges of {findings.Input.Accounts:N0} accounts in {took.TotalSeconds:F1} s ({findings.Input.Exchanges / Math.Max(0.001, took.TotalSeconds):N0}/s)"));
        WriteRejects(console, scanner, refused);
        var blind = findings.Coverage.Where(static c => !c.Available).ToList();
        if (blind.Count > 0)
            console.WriteLine("blind: " + string.Join("; ", blind.Select(static b => $"{b.Family} (needs {b.Needs})")));
        WriteCampaigns(console, findings);
        console.WriteLine("report: " + written.Report);
    }

    /// <summary>Why a scan ended with no exchange at all.</summary>
    public static string NothingReadable(LogProgress progress) => progress.Rejected == 0
        ? "no records in the input"
        : $"no readable record in the input: {Reasons(progress)}";

    private static void WriteRejects(IAnsiConsole console, Scanner scanner, long refused)
    {
        var progress = scanner.Progress;
        if (progress.Rejected > 0)
            console.WriteLine($"rejected: {Reasons(progress)}; samples in rejects.ndjson");
        if (scanner.Engine.Late > 0)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"late: {scanner.Engine.Late:N0} records came later than allowed and were left out; give a larger --lateness"));
        if (refused > 0)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"account facts or events not readable: {refused:N0} lines"));
    }

    private static string Reasons(LogProgress progress) => string.Join(", ", progress.RejectedBy.OrderByDescending(static r => r.Value)
        .Select(static r => string.Create(CultureInfo.InvariantCulture, $"{r.Value:N0} {r.Key.Code()}")));

    private static void WriteCampaigns(IAnsiConsole console, Findings findings)
    {
        if (findings.Campaigns.Count == 0)
        {
            console.WriteLine("no campaign found");
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var (title, right) in new[] { ("id", false), ("tier", false), ("accounts", true), ("exchanges", true), ("leak", true), ("detected", false), ("what", false) })
            table.AddColumn(new TableColumn(title) { Alignment = right ? Justify.Right : Justify.Left, NoWrap = title != "what" });
        var culture = CultureInfo.InvariantCulture;
        foreach (var c in findings.Campaigns.Take(MostRows))
        {
            table.AddRow(
                Markup.Escape(c.Id), Markup.Escape(c.Tier.ToString().ToLowerInvariant()), c.Members.Count.ToString("N0", culture), c.Exchanges.ToString("N0", culture),
                c.DetectedAt is null ? "" : c.Leak.ToString("P1", culture), c.DetectedAt?.ToString("yyyy-MM-dd HH:mm", culture) ?? "", Markup.Escape(c.Title));
        }

        console.Write(table);
        if (findings.Campaigns.Count > MostRows)
            console.WriteLine($"and {findings.Campaigns.Count - MostRows} more in the report");
    }
}
