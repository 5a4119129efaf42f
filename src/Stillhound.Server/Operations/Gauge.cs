using System.Text;

namespace Stillhound.Server.Operations;

/// <summary>A value that goes up and down, asked for when it is read.</summary>
internal sealed class Gauge(string name, string help, string[] labels, Func<IEnumerable<Sample>> values) : Metric(name, help, labels)
{
    /// <inheritdoc/>
    public override string Type => "gauge";

    /// <inheritdoc/>
    public override void Write(StringBuilder text)
    {
        foreach (var (labelled, value) in values())
            Line(text, "", labelled, value);
    }
}
