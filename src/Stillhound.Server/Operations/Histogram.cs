using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Stillhound.Server.Operations;

/// <summary>How long things take: seconds, in buckets that double from 50 microseconds to 100 seconds.</summary>
internal sealed class Histogram(string name, string help, string[] labels) : Metric(name, help, labels)
{
    private static readonly double[] Bounds = [.. Enumerable.Range(0, 22).Select(static i => 50e-6 * Math.Pow(2, i))];
    private readonly ConcurrentDictionary<string, Cell> _cells = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Type => "histogram";

    /// <summary>The histogram of these label values; few combinations, all from the code.</summary>
    public Cell Of(params string[] values) => _cells.GetOrAdd(string.Join('\u0001', values), static (_, v) => new Cell(v), values);

    /// <inheritdoc/>
    public override void Write(StringBuilder text)
    {
        foreach (var (_, cell) in _cells.OrderBy(static c => c.Key, StringComparer.Ordinal))
        {
            var sum = 0L;
            for (var i = 0; i < Bounds.Length; i++)
                Line(text, "_bucket", cell.Values, sum += cell.In(i), Bounds[i].ToString("R", CultureInfo.InvariantCulture));
            sum += cell.In(Bounds.Length);
            Line(text, "_bucket", cell.Values, sum, "+Inf");
            Line(text, "_sum", cell.Values, cell.Seconds);
            Line(text, "_count", cell.Values, sum);
        }
    }

    /// <summary>What was measured with one combination of label values.</summary>
    internal sealed class Cell(string[] values)
    {
        private readonly long[] _counts = new long[Bounds.Length + 1];
        private long _ticks;

        /// <summary>Values of the labels.</summary>
        public string[] Values => values;

        /// <summary>Sum of all measurements.</summary>
        public double Seconds => TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds;

        /// <summary>Measurements in a bucket.</summary>
        public long In(int bucket) => Interlocked.Read(ref _counts[bucket]);

        /// <summary>Takes a measurement.</summary>
        public void Took(TimeSpan time)
        {
            var bucket = Array.BinarySearch(Bounds, time.TotalSeconds);
            Interlocked.Increment(ref _counts[bucket < 0 ? ~bucket : bucket]);
            Interlocked.Add(ref _ticks, time.Ticks);
        }
    }
}
