using System.Collections.Concurrent;
using System.Text;

namespace Stillhound.Server.Operations;

/// <summary>Counts upwards.</summary>
internal sealed class Counter : Metric
{
    // So many combinations of label values at most; the others are counted as one.
    private const int Most = 1000;
    private readonly ConcurrentDictionary<string, Cell> _cells = new(StringComparer.Ordinal);

    public Counter(string name, string help, string[] labels)
        : base(name, help, labels)
    {
        if (labels.Length == 0)
            Of();
    }

    /// <inheritdoc/>
    public override string Type => "counter";

    /// <summary>Everything that was counted, by label values.</summary>
    public IEnumerable<Cell> Cells => _cells.Values;

    /// <summary>The counter of these label values.</summary>
    public Cell Of(params string[] values)
    {
        var key = string.Join('\u0001', values);
        if (_cells.TryGetValue(key, out var cell))
            return cell;
        if (_cells.Count >= Most)
            (key, values) = ("other", [.. values.Select(static _ => "other")]);
        return _cells.GetOrAdd(key, static (_, v) => new Cell(v), values);
    }

    /// <summary>Counts one without labels.</summary>
    public void Add(long more = 1) => Of().Add(more);

    /// <inheritdoc/>
    public override void Write(StringBuilder text)
    {
        foreach (var (_, cell) in _cells.OrderBy(static c => c.Key, StringComparer.Ordinal))
            Line(text, "", cell.Values, cell.Value);
    }

    /// <summary>The count of one combination of label values.</summary>
    internal sealed class Cell(string[] values)
    {
        private long _value;

        /// <summary>Values of the labels.</summary>
        public string[] Values => values;

        /// <summary>The count.</summary>
        public long Value => Interlocked.Read(ref _value);

        /// <summary>Counts.</summary>
        public void Add(long more = 1) => Interlocked.Add(ref _value, more);
    }
}
