using Stillhound.Formats.Inputs;

namespace Stillhound.Formats.Pipeline;

/// <summary>Formats as the command line names them.</summary>
public static class LogFormatName
{
    /// <summary>Every name, for help.</summary>
    public static IReadOnlyList<string> All { get; } = ["auto", "native", "litellm", "mapped", "otlp", "envoy", "kong", "bedrock", "azure"];

    /// <summary>The format of a name.</summary>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static LogFormat Parse(string name) => name switch
    {
        "auto" => LogFormat.Auto,
        "native" => LogFormat.Native,
        "litellm" => LogFormat.LiteLlm,
        "mapped" => LogFormat.Mapped,
        "otlp" => LogFormat.Otlp,
        "envoy" => LogFormat.Envoy,
        "kong" => LogFormat.Kong,
        "bedrock" => LogFormat.Bedrock,
        "azure" => LogFormat.Azure,
        _ => throw new InputException($"--format must be {string.Join(", ", All)}"),
    };
}
