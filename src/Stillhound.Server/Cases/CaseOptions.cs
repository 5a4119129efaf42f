using Stillhound.Server.Configuration;

namespace Stillhound.Server.Cases;

/// <summary>How cases and appeals are worked on.</summary>
public sealed record CaseOptions
{
    /// <summary>Time in which an appeal is to be answered. From an hour to 365 days; default 72 hours.</summary>
    public TimeSpan AppealWithin { get; init; } = TimeSpan.FromHours(72);

    /// <summary>Reads the section <c>cases</c>.</summary>
    /// <exception cref="ConfigurationException">A key or value is wrong.</exception>
    internal static CaseOptions Read(YamlSection section)
    {
        var usual = new CaseOptions();
        var options = new CaseOptions { AppealWithin = section.Duration("appeal_within", usual.AppealWithin, TimeSpan.FromHours(1), TimeSpan.FromDays(365)) };
        section.RefuseOthers();
        return options;
    }
}
