using System.Globalization;
using Stillhound.Server.Hosting;

namespace Stillhound.WebConsole.Data;

/// <summary>How many exchanges come in a second, over about the last ten seconds. Thread safe.</summary>
internal sealed class TrafficRate(TimeProvider time)
{
    private static readonly TimeSpan Over = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly Queue<(long At, long Exchanges)> _seen = new();

    /// <summary>The rate in words; a dash before there is one.</summary>
    public string Text(HostState host)
    {
        lock (_gate)
        {
            var (now, exchanges) = (time.GetTimestamp(), host.Live.Detector.Status.Exchanges);
            while (_seen.Count > 1 && time.GetElapsedTime(_seen.Peek().At, now) > Over)
                _seen.Dequeue();
            var before = _seen.Count > 0 ? _seen.Peek() : default;
            if (_seen.Count == 0 || time.GetElapsedTime(_seen.Last().At, now) > TimeSpan.FromMilliseconds(500))
                _seen.Enqueue((now, exchanges));
            var seconds = before.At == 0 ? 0 : time.GetElapsedTime(before.At, now).TotalSeconds;
            return seconds < 0.5 ? "–" : ((exchanges - before.Exchanges) / seconds).ToString("N0", CultureInfo.InvariantCulture);
        }
    }
}
