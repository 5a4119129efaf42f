using System.Globalization;

namespace Stillhound.Server.Enforcement;

/// <summary>The counts of all enforcement servers, in the text format of Prometheus.</summary>
internal sealed class EnforcementMetrics(params IReadOnlyList<Enforcer> enforcers)
{
    /// <summary>All of them as text.</summary>
    public string Write()
    {
        using var text = new StringWriter { NewLine = "\n" };
        WriteTo(text);
        return text.ToString();
    }

    /// <summary>Writes them.</summary>
    public void WriteTo(TextWriter writer)
    {
        writer.Write("# HELP stillhound_enforcer_requests_total Requests of gateways by how they were answered.\n# TYPE stillhound_enforcer_requests_total counter\n");
        foreach (var enforcer in enforcers)
            enforcer.Counts.WriteRequests(writer);
        writer.Write("# HELP stillhound_enforcer_latency_seconds Time from a request's arrival to its answer.\n# TYPE stillhound_enforcer_latency_seconds histogram\n");
        foreach (var enforcer in enforcers)
            enforcer.Counts.WriteLatencies(writer);
        writer.Write("# HELP stillhound_enforcer_unlimited_total Requests that went unlimited because too many accounts were being counted.\n# TYPE stillhound_enforcer_unlimited_total counter\n");
        foreach (var enforcer in enforcers)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"stillhound_enforcer_unlimited_total{{enforcer=\"{enforcer.Counts.Name}\"}} {enforcer.Unlimited}\n"));
    }
}
