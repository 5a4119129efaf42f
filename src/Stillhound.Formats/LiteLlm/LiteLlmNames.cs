using Stillhound.Formats.Records;

namespace Stillhound.Formats.LiteLlm;

/// <summary>Members of the payload that are native fields under another name.</summary>
internal static class LiteLlmNames
{
    public static NativeField TopLevel(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8): return NativeField.Id;
            case 5 when name.SequenceEqual("model"u8): return NativeField.Model;
            case 6 when name.SequenceEqual("stream"u8): return NativeField.Stream;
            case 8 when name.SequenceEqual("trace_id"u8): return NativeField.Conversation;
            case 9 when name.SequenceEqual("startTime"u8): return NativeField.Time;
            case 13 when name.SequenceEqual("prompt_tokens"u8): return NativeField.InputTokens;
            case 17 when name.SequenceEqual("completion_tokens"u8): return NativeField.OutputTokens;
            case 20 when name.SequenceEqual("requester_ip_address"u8): return NativeField.Ip;
            default: return NativeField.None;
        }
    }

    public static NativeField Parameter(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 1 when name[0] == 'n': return NativeField.N;
            case 5 when name.SequenceEqual("top_p"u8): return NativeField.TopP;
            case 6 when name.SequenceEqual("stream"u8): return NativeField.Stream;
            case 8 when name.SequenceEqual("logprobs"u8): return NativeField.Logprobs;
            case 10 when name.SequenceEqual("max_tokens"u8): return NativeField.MaxTokens;
            case 11 when name.SequenceEqual("temperature"u8): return NativeField.Temperature;
            case 16 when name.SequenceEqual("reasoning_effort"u8): return NativeField.Reasoning;
            case 17 when name.SequenceEqual("max_output_tokens"u8): return NativeField.MaxTokens;
            case 21 when name.SequenceEqual("max_completion_tokens"u8): return NativeField.MaxTokens;
            default: return NativeField.None;
        }
    }
}
