using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Stillhound.Core.Engine;

/// <summary>
/// Times the steps of a search for benchmarks. Nothing that a search decides reads it; without a receiver it does nothing.
/// </summary>
internal sealed class SearchClock(Action<string>? receiver)
{
    private readonly StringBuilder _line = new();
    private long _last = receiver is null ? 0 : Stopwatch.GetTimestamp();
    private TimeSpan _used = receiver is null ? default : Environment.CpuUsage.TotalTime;

    /// <summary>Notes that a step ended.</summary>
    public void Done(string step)
    {
        if (receiver is null)
            return;
        _line.Append(CultureInfo.InvariantCulture, $"{step} {Stopwatch.GetElapsedTime(_last).TotalMilliseconds:F1} ms ({(Environment.CpuUsage.TotalTime - _used).TotalMilliseconds:F1} of processors), ");
        _last = Stopwatch.GetTimestamp();
        _used = Environment.CpuUsage.TotalTime;
    }

    /// <summary>Hands over the line.</summary>
    public void Report(int rows) => receiver?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{_line}{rows} accounts"));
}
