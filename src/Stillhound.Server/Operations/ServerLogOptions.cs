using Microsoft.Extensions.Logging;
using Stillhound.Server.Configuration;

namespace Stillhound.Server.Operations;

/// <summary>What the server says of itself on standard error.</summary>
public sealed record ServerLogOptions
{
    /// <summary>Whether each line is a JSON object.</summary>
    public bool Json { get; init; }

    /// <summary>The least that is said.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>Reads the section <c>log</c>.</summary>
    /// <exception cref="ConfigurationException">A key or value is wrong.</exception>
    internal static ServerLogOptions Read(YamlSection section)
    {
        var options = new ServerLogOptions
        {
            Json = section.OneOf("format", false, ("text", false), ("json", true)),
            Level = section.OneOf("level", LogLevel.Information, ("debug", LogLevel.Debug), ("information", LogLevel.Information), ("warning", LogLevel.Warning), ("error", LogLevel.Error)),
        };
        section.RefuseOthers();
        return options;
    }
}
