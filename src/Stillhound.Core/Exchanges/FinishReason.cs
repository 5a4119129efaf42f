namespace Stillhound.Core.Exchanges;

/// <summary>Why an answer ended, normalised over providers.</summary>
public enum FinishReason : byte
{
    /// <summary>The record does not say.</summary>
    Absent = 0,

    /// <summary>The model finished.</summary>
    Stop,

    /// <summary>The token limit was reached.</summary>
    Length,

    /// <summary>The model called a tool.</summary>
    ToolUse,

    /// <summary>The model refused.</summary>
    Refusal,

    /// <summary>A filter stopped the answer.</summary>
    Filter,

    /// <summary>The request failed.</summary>
    Error,
}
