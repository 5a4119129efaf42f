namespace Stillhound.Cli.Scanning;

/// <summary>
/// Tells on standard error how far work has come: on a terminal one line that is redrawn, otherwise a line every few seconds, so
/// that pipes stay clean.
/// </summary>
internal static class ProgressLine
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Relog = TimeSpan.FromSeconds(10);

    /// <summary>Runs <paramref name="work"/> on this thread while another tells <paramref name="line"/>.</summary>
    public static T Show<T>(Func<string> line, Func<T> work)
    {
        var terminal = !Console.IsErrorRedirected;
        using var stop = new ManualResetEventSlim();
        var reporter = new Thread(() =>
        {
            while (!stop.Wait(terminal ? Redraw : Relog))
                Say(terminal ? "\r\e[2K" + Cut(line()) : line() + "\n");
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
            // Standard error may be closed or full; the work goes on without being watched.
        }
    }

    // A line that wraps could not be drawn over.
    private static string Cut(string line)
    {
        var width = Console.WindowWidth - 1;
        return width > 0 && line.Length > width ? line[..width] : line;
    }
}
