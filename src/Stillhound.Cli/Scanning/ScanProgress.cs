using System.Diagnostics;
using System.Globalization;

namespace Stillhound.Cli.Scanning;

/// <summary>Shows how far a scan has come: rate, event time, campaigns so far.</summary>
internal static class ScanProgress
{
    /// <summary>Runs <paramref name="work"/> on this thread while another reports.</summary>
    public static T Show<T>(Scanner scanner, Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        return ProgressLine.Show(() => Line(scanner, clock), work);
    }

    private static string Line(Scanner scanner, Stopwatch clock)
    {
        var progress = scanner.Progress;
        var rate = progress.Records / Math.Max(0.001, clock.Elapsed.TotalSeconds);
        var done = progress.TotalStoredBytes is > 0 ? 100.0 * progress.StoredBytes / progress.TotalStoredBytes.Value : double.NaN;
        var share = double.IsNaN(done) ? "" : string.Create(CultureInfo.InvariantCulture, $"{done:F0}% ");
        var time = scanner.Engine.EventTime?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "starting";
        return string.Create(CultureInfo.InvariantCulture,
            $"scanning {share}{progress.Records:N0} exchanges, {rate:N0}/s, event time {time}, {scanner.Engine.Campaigns} campaigns");
    }
}
