using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Stillhound.Benchmarks;

/// <summary>
/// Asks a running server for decisions at a steady rate, as a process of its own, until its input ends. A time runs from the moment at
/// which a request was due, whenever it could be sent, to its answer's last byte: what waits behind a slow answer has waited too.
/// </summary>
internal static partial class Asking
{
    private const int Connections = 4;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5); // the runtime compiles what is called often
    private const int Monotonic = 1;
    private const int AbsoluteTime = 1;
    private const int TimerSlack = 29;

    /// <summary>Runs it.</summary>
    /// <param name="port">Where to ask.</param>
    /// <param name="rate">Requests a second.</param>
    /// <param name="token">The gateway's token.</param>
    /// <param name="output">Where the figures go.</param>
    public static int Run(int port, int rate, string token, TextWriter output)
    {
        using var done = new CancellationTokenSource();
        var askers = Enumerable.Range(0, Connections).Select(c => new Asker(port, token, c)).ToList();
        var began = Stopwatch.GetTimestamp();
        var threads = askers.Select(a => new Thread(() => a.Ask(began, rate, done.Token))).ToList();
        threads.ForEach(static t => t.Start());
        Console.In.ReadToEnd();
        done.Cancel();
        threads.ForEach(static t => t.Join());
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var due = (long)(seconds * rate);
        var first = (int)(WarmUp.TotalSeconds * rate / Connections);
        List<long> times = [.. askers.SelectMany(a => a.Times.Skip(first))], own = [.. askers.SelectMany(a => a.Own.Skip(first))];
        List<long> all = [.. askers.SelectMany(static a => a.Times)];
        times.Sort();
        own.Sort();
        all.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"decisions meanwhile: {askers.Sum(static a => a.Times.Count) / seconds:N0}/s of {due / seconds:N0} due; after {WarmUp.TotalSeconds:F0} s, p50 {At(times, 0.5):F0} us, p90 {At(times, 0.9):F0} us, p99 {At(times, 0.99):F0} us, p99.9 {At(times, 0.999):F0} us, most {At(times, 1):F0} us; from the first on, p50 {At(all, 0.5):F0} us, p99 {At(all, 0.99):F0} us"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"of that the asking threads themselves woke late by p50 {At(own, 0.5):F0} us, p99 {At(own, 0.99):F0} us, p99.9 {At(own, 0.999):F0} us"));
        // A second that stands out tells of something that comes seldom, such as a search.
        output.WriteLine("p99 of each second, us: " + string.Join(' ', Enumerable.Range(0, (int)seconds).Select(s => BySecond(askers, static a => a.Times, s * rate / Connections, rate / Connections))));
        output.WriteLine("of which the asking threads woke late by: " + string.Join(' ', Enumerable.Range(0, (int)seconds).Select(s => BySecond(askers, static a => a.Own, s * rate / Connections, rate / Connections))));
        return 0;
    }

    private static string BySecond(List<Asker> askers, Func<Asker, List<long>> times, int first, int count)
    {
        List<long> part = [.. askers.SelectMany(a => times(a).Skip(first).Take(count))];
        part.Sort();
        return At(part, 0.99).ToString("F0", CultureInfo.InvariantCulture);
    }

    private static double At(List<long> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))] * 1e6 / Stopwatch.Frequency;

    /// <summary>One connection with a thread of its own.</summary>
    private sealed class Asker(int port, string token, int connection)
    {
        private readonly byte[] _buffer = new byte[4096];

        /// <summary>From when a request was due to its answer, in ticks.</summary>
        public List<long> Times { get; } = new(1 << 18);

        /// <summary>How late the thread was when a request was due or, if that was later, the answer before it was there; in ticks.</summary>
        public List<long> Own { get; } = new(1 << 18);

        public void Ask(long began, int rate, CancellationToken cancellation)
        {
            if (OperatingSystem.IsLinux())
                _ = Prctl(TimerSlack, 1, 0, 0, 0);
            using var client = new TcpClient { NoDelay = true };
            client.Connect(IPAddress.Loopback, port);
            var answered = began;
            for (var number = 0L; !cancellation.IsCancellationRequested; number++)
            {
                var due = began + ((number * Connections) + connection) * Stopwatch.Frequency / rate;
                var request = Encoding.ASCII.GetBytes($"GET /v1/check/nginx HTTP/1.1\r\nhost: x\r\nx-account-id: {DecisionLoad.AccountOf((int)(number * Connections) + connection)}\r\nauthorization: Bearer {token}\r\n\r\n");
                WaitUntil(due);
                Own.Add(Stopwatch.GetTimestamp() - Math.Max(due, answered));
                client.Client.Send(request);
                DecisionLoad.ReadAnswer(client.Client, _buffer);
                answered = Stopwatch.GetTimestamp();
                Times.Add(answered - due);
            }
        }
    }

    private static void WaitUntil(long due)
    {
        while (Stopwatch.GetTimestamp() < due)
        {
            // A managed sleep ends at whole milliseconds; below one it only yields, and the threads would take the processors from the server.
            if (OperatingSystem.IsLinux())
            {
                var until = new TimeSpec { Seconds = due / 1_000_000_000, Nanoseconds = due % 1_000_000_000 };
                _ = Sleep(Monotonic, AbsoluteTime, in until, 0);
            }
            else
            {
                Thread.Sleep(0);
            }
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int Sleep(int clock, int flags, in TimeSpec until, nint left);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nuint a, nuint b, nuint c, nuint d);
}
