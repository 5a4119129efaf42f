using Stillhound.Core.Exchanges;

namespace Stillhound.Formats.Values;

/// <summary>The spellings in which providers say why an answer ended.</summary>
internal static class FinishReasonText
{
    private const int Longest = 32;

    /// <summary>Reads any known spelling, in either case; an unknown one is absent.</summary>
    public static FinishReason Parse(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("stop"u8))
            return FinishReason.Stop;
        if (text.IsEmpty || text.Length > Longest)
            return FinishReason.Absent;
        Span<byte> lower = stackalloc byte[Longest];
        for (var i = 0; i < text.Length; i++)
            lower[i] = text[i] == '-' ? (byte)'_' : Lower(text[i]);
        lower = lower[..text.Length];
        foreach (var spelling in Spellings)
        {
            if (lower.SequenceEqual(spelling.Text))
                return spelling.Reason;
        }

        return FinishReason.Absent;
    }

    private static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;

    private static readonly (byte[] Text, FinishReason Reason)[] Spellings =
    [
        ("stop"u8.ToArray(), FinishReason.Stop),
        ("end_turn"u8.ToArray(), FinishReason.Stop),
        ("length"u8.ToArray(), FinishReason.Length),
        ("max_tokens"u8.ToArray(), FinishReason.Length),
        ("tool_use"u8.ToArray(), FinishReason.ToolUse),
        ("tool_calls"u8.ToArray(), FinishReason.ToolUse),
        ("refusal"u8.ToArray(), FinishReason.Refusal),
        ("content_filter"u8.ToArray(), FinishReason.Filter),
        ("error"u8.ToArray(), FinishReason.Error),
        ("filter"u8.ToArray(), FinishReason.Filter),
        ("stop_sequence"u8.ToArray(), FinishReason.Stop),
        ("stop_token"u8.ToArray(), FinishReason.Stop),
        ("eos"u8.ToArray(), FinishReason.Stop),
        ("eos_token"u8.ToArray(), FinishReason.Stop),
        ("complete"u8.ToArray(), FinishReason.Stop),
        ("completed"u8.ToArray(), FinishReason.Stop),
        ("finish"u8.ToArray(), FinishReason.Stop),
        ("max_output_tokens"u8.ToArray(), FinishReason.Length),
        ("max_completion_tokens"u8.ToArray(), FinishReason.Length),
        ("max_length"u8.ToArray(), FinishReason.Length),
        ("model_length"u8.ToArray(), FinishReason.Length),
        ("model_context_window_exceeded"u8.ToArray(), FinishReason.Length),
        ("tool_call"u8.ToArray(), FinishReason.ToolUse),
        ("function_call"u8.ToArray(), FinishReason.ToolUse),
        ("pause_turn"u8.ToArray(), FinishReason.ToolUse),
        ("refused"u8.ToArray(), FinishReason.Refusal),
        ("safety"u8.ToArray(), FinishReason.Filter),
        ("recitation"u8.ToArray(), FinishReason.Filter),
        ("blocklist"u8.ToArray(), FinishReason.Filter),
        ("prohibited_content"u8.ToArray(), FinishReason.Filter),
        ("spii"u8.ToArray(), FinishReason.Filter),
        ("image_safety"u8.ToArray(), FinishReason.Filter),
        ("guardrail_intervened"u8.ToArray(), FinishReason.Filter),
        ("content_filtered"u8.ToArray(), FinishReason.Filter),
        ("failed"u8.ToArray(), FinishReason.Error),
        ("failure"u8.ToArray(), FinishReason.Error),
        ("error_toxic"u8.ToArray(), FinishReason.Filter),
        ("malformed_function_call"u8.ToArray(), FinishReason.Error),
        ("timeout"u8.ToArray(), FinishReason.Error),
        ("cancelled"u8.ToArray(), FinishReason.Error),
        ("canceled"u8.ToArray(), FinishReason.Error),
    ];
}
