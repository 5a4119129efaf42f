namespace Stillhound.Formats.Pipeline;

/// <summary>What the records of a log are.</summary>
public enum LogFormat : byte
{
    /// <summary>Told from the first records of each file; mapped where a map is given.</summary>
    Auto = 0,

    /// <summary>Native exchange records.</summary>
    Native,

    /// <summary>LiteLLM's <c>StandardLoggingPayload</c>.</summary>
    LiteLlm,

    /// <summary>Any NDJSON or CSV, through a map.</summary>
    Mapped,

    /// <summary>Traces and logs of the OpenTelemetry protocol, as JSON.</summary>
    Otlp,

    /// <summary>JSON access logs of Envoy and Envoy AI Gateway.</summary>
    Envoy,

    /// <summary>Kong's http-log and file-log.</summary>
    Kong,

    /// <summary>AWS Bedrock model invocation logs.</summary>
    Bedrock,

    /// <summary>Azure OpenAI and API Management diagnostic logs.</summary>
    Azure,
}
