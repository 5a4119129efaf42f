using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Stillhound.Benchmarks;

/// <summary>
/// Processor time of the calling thread. On a machine that others share, wall time says more about them than about the code.
/// Falls back to wall time where the system has no such clock.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    /// <summary>Seconds that <paramref name="work"/> kept this thread on a processor.</summary>
    public static double Time(Action work)
    {
        var start = Now();
        work();
        return Now() - start;
    }

    private static double Now()
    {
        if (!OperatingSystem.IsLinux() || Read(ThreadCpuTime, out var time) != 0)
            return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        return time.Seconds + (time.Nanoseconds / 1e9);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
