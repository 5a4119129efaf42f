using System.Globalization;
using Stillhound.Formats.Records;

namespace Stillhound.Cli.Scanning;

/// <summary>What was not read, in words.</summary>
internal static class RejectSummary
{
    /// <summary>One line a kind of input of which something was refused.</summary>
    public static IEnumerable<string> Lines(Scanner scanner, ScanContext context)
    {
        var progress = scanner.Progress;
        if (progress.Rejected > 0)
            yield return $"rejected: {Reasons(progress.RejectedBy)}; samples in rejects.ndjson";
        if (progress.Skipped > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"passed over: {progress.Skipped:N0} records that are no call of a model");
        if (scanner.Engine.Late > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"rejected: {scanner.Engine.Late:N0} late, beyond the allowed lateness (--lateness); samples in rejects.ndjson");
        if (context.Refused > 0)
            yield return $"rejected of account facts and events: {Reasons(context.RejectedBy)}; samples in rejects.ndjson";
    }

    /// <summary>Why a scan ended with no exchange at all.</summary>
    public static string NothingReadable(Scanner scanner, string rejects) => scanner.Progress.Rejected == 0
        ? scanner.Progress.Skipped == 0 ? "no records in the input" : "no record in the input is a call of a model"
        : $"no readable record in the input: {Reasons(scanner.Progress.RejectedBy)}; see {rejects} and stillhound explain FILE";

    private static string Reasons(IReadOnlyDictionary<RejectReason, long> by) => string.Join(", ", by.OrderByDescending(static r => r.Value).ThenBy(static r => r.Key)
        .Select(static r => string.Create(CultureInfo.InvariantCulture, $"{r.Value:N0} {r.Key.Code()}")));
}
