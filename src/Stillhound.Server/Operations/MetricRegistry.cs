using System.Globalization;
using System.Text;

namespace Stillhound.Server.Operations;

/// <summary>
/// What the server counts, as Prometheus reads it: text exposition format, version 0.0.4. Metrics are made once, at start; counting
/// never waits. Label values may be hostile and are escaped.
/// </summary>
internal sealed class MetricRegistry
{
    private readonly List<Metric> _metrics = [];
    private readonly Lock _lock = new();

    /// <summary>Makes a counter; names end in <c>_total</c>.</summary>
    public Counter Counter(string name, string help, params string[] labels) => Add(new Counter(name, help, labels));

    /// <summary>Makes a counter whose value is asked for when it is read; names end in <c>_total</c>.</summary>
    public void Total(string name, string help, Func<double> value) => Add(new Total(name, help, value));

    /// <summary>Makes a gauge whose value is asked for when it is read.</summary>
    public void Gauge(string name, string help, Func<double> value) => Add(new Gauge(name, help, [], () => [new([], value())]));

    /// <summary>Makes a gauge with labels whose values are asked for when it is read.</summary>
    public void Gauge(string name, string help, string[] labels, Func<IEnumerable<Sample>> values) => Add(new Gauge(name, help, labels, values));

    /// <summary>Makes a histogram of seconds.</summary>
    public Histogram Histogram(string name, string help, params string[] labels) => Add(new Histogram(name, help, labels));

    /// <summary>Everything as text.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        lock (_lock)
        {
            foreach (var metric in _metrics)
            {
                text.Append(CultureInfo.InvariantCulture, $"# HELP {metric.Name} {metric.Help}\n# TYPE {metric.Name} {metric.Type}\n");
                metric.Write(text);
            }
        }

        return text.ToString();
    }

    private T Add<T>(T metric)
        where T : Metric
    {
        lock (_lock)
        {
            if (_metrics.Exists(m => m.Name == metric.Name))
                throw new InvalidOperationException($"two metrics are named {metric.Name}");
            _metrics.Add(metric);
        }

        return metric;
    }
}

/// <summary>One value with the values of its labels.</summary>
internal readonly record struct Sample(string[] Labels, double Value);
