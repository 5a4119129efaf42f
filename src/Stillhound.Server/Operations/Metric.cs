using System.Globalization;
using System.Text;

namespace Stillhound.Server.Operations;

/// <summary>One named thing that is counted or measured.</summary>
internal abstract class Metric(string name, string help, string[] labels)
{
    /// <summary>Its name, in snake case, with its unit.</summary>
    public string Name => name;

    /// <summary>What it is, in one line.</summary>
    public string Help => help;

    /// <summary>Names of its labels.</summary>
    protected string[] Labels => labels;

    /// <summary>What Prometheus calls this kind.</summary>
    public abstract string Type { get; }

    /// <summary>Appends its values, a line each.</summary>
    public abstract void Write(StringBuilder text);

    /// <summary>Appends one line.</summary>
    protected void Line(StringBuilder text, string suffix, string[] values, double value, string? bound = null)
    {
        text.Append(Name).Append(suffix);
        if (values.Length > 0 || bound is not null)
        {
            text.Append('{');
            for (var i = 0; i < values.Length; i++)
                Label(text, labels[i], values[i], i > 0);
            if (bound is not null)
                Label(text, "le", bound, values.Length > 0);
            text.Append('}');
        }

        text.Append(CultureInfo.InvariantCulture, $" {value}\n");
    }

    private static void Label(StringBuilder text, string name, string value, bool more)
    {
        if (more)
            text.Append(',');
        text.Append(name).Append("=\"").Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
    }
}
