using System.Text;

namespace Stillhound.Server.Operations;

/// <summary>A count that is kept elsewhere, asked for when it is read.</summary>
internal sealed class Total(string name, string help, Func<double> value) : Metric(name, help, [])
{
    /// <inheritdoc/>
    public override string Type => "counter";

    /// <inheritdoc/>
    public override void Write(StringBuilder text) => Line(text, "", [], value());
}
