using System.Globalization;
using System.Numerics;

namespace Stillhound.Server.Enforcement;

/// <summary>Counts of one enforcement server: answers by outcome, and how long they took. Thread safe.</summary>
/// <param name="name">The server's name, such as <c>ext_authz</c>.</param>
internal sealed class EnforcerCounts(string name)
{
    private const int Buckets = 20;

    private static readonly string[] Names = [.. Enum.GetNames<Outcome>().Select(static n => n.ToLowerInvariant())];

    private readonly long[] _outcomes = new long[Names.Length];
    private readonly long[] _buckets = new long[Buckets]; // bucket b: up to 2^b microseconds; the last takes the rest
    private long _ticks;

    /// <summary>The server's name.</summary>
    public string Name => name;

    /// <summary>How often a request was answered so.</summary>
    public long this[Outcome outcome] => Interlocked.Read(ref _outcomes[(int)outcome]);

    /// <summary>Answers so far, however they were.</summary>
    public long Answers => Enumerable.Range(0, Names.Length).Sum(i => this[(Outcome)i]);

    /// <summary>Time within which a share of the answers was given, as far as the buckets tell: at most twice as long as it was. Null before any.</summary>
    /// <param name="share">0 to 1.</param>
    public TimeSpan? Within(double share)
    {
        var counts = new long[Buckets];
        for (var b = 0; b < Buckets; b++)
            counts[b] = Interlocked.Read(ref _buckets[b]);
        var left = (long)Math.Ceiling(counts.Sum() * share);
        if (left == 0)
            return null;
        var bucket = 0;
        for (; bucket < Buckets - 1 && (left -= counts[bucket]) > 0; bucket++)
        {
        }

        return TimeSpan.FromMicroseconds(1L << bucket);
    }

    /// <summary>Counts one answer.</summary>
    public void Count(Outcome outcome, TimeSpan took)
    {
        Interlocked.Increment(ref _outcomes[(int)outcome]);
        var micros = (ulong)Math.Max(0, took.Ticks / TimeSpan.TicksPerMicrosecond);
        Interlocked.Increment(ref _buckets[Math.Min(Buckets - 1, micros == 0 ? 0 : BitOperations.Log2(micros) + 1)]);
        Interlocked.Add(ref _ticks, took.Ticks);
    }

    /// <summary>Writes the counts in the text format of Prometheus, without its headings.</summary>
    public void WriteRequests(TextWriter writer)
    {
        for (var i = 0; i < Names.Length; i++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"stillhound_enforcer_requests_total{{enforcer=\"{name}\",outcome=\"{Names[i]}\"}} {this[(Outcome)i]}\n"));
    }

    /// <summary>Writes the latencies in the text format of Prometheus, without their headings.</summary>
    public void WriteLatencies(TextWriter writer)
    {
        long sum = 0;
        for (var b = 0; b < Buckets - 1; b++)
        {
            sum += Interlocked.Read(ref _buckets[b]);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"stillhound_enforcer_latency_seconds_bucket{{enforcer=\"{name}\",le=\"{(1L << b) / 1e6}\"}} {sum}\n"));
        }

        sum += Interlocked.Read(ref _buckets[Buckets - 1]);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"stillhound_enforcer_latency_seconds_bucket{{enforcer=\"{name}\",le=\"+Inf\"}} {sum}\n"));
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"stillhound_enforcer_latency_seconds_sum{{enforcer=\"{name}\"}} {TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds}\n"));
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"stillhound_enforcer_latency_seconds_count{{enforcer=\"{name}\"}} {sum}\n"));
    }
}
