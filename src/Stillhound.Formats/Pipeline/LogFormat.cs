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
}
