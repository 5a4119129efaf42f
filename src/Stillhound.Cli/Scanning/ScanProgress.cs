using System.Diagnostics;
using System.Globalization;

namespace Stillhound.Cli.Scanning;

/// <summary>
/// Shows how far a scan has come: rate, event time, campaigns so far. On a terminal one line that is redrawn; otherwise a
/// line every few seconds on standard error, so that pipes stay clean.
/// </summary>
internal static class ScanProgress
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Relog = TimeSpan.FromSeconds(10);

    /// <summary>Runs <paramref name="work"/> on this thread while another reports.</summary>
    public static T Show<T>(Scanner scanner, Func<T> work)
    {
        var terminal = !Console.IsErrorRedirected;
        using var stop = new ManualResetEventSlim();
        var clock = Stopwatch.StartNew();
        var reporter = new Thread(() =>
        {
            while (!stop.Wait(terminal ? Redraw : Relog))
                Say(terminal ? "\r\e[2K" + Cut(Line(scanner, clock)) : Line(scanner, clock) + "\n");
        })
        {
            IsBackground = true,
        };
        reporter.Start();
        try
        {
            return work();
        }
        finally
        {
            stop.Set();
            reporter.Join();
            if (terminal)
                Say("\r\e[2K");
        }
    }

    private static void Say(string text)
    {
        try
        {
            Console.Error.Write(text);
        }
        catch (IOException)
        {
            // Standard error may be closed or full; the scan goes on without being watched.
        }
    }

    // A line that wraps could not be drawn over.
    private static string Cut(string line)
    {
        var width = Console.WindowWidth - 1;
        return width > 0 && line.Length > width ? line[..width] : line;
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
