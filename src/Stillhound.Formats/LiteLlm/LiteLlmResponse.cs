using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Messages;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.LiteLlm;

/// <summary>Reads <c>response</c> where it is an object: the text and finish reason of the first choice, and the usage.</summary>
internal static class LiteLlmResponse
{
    public static void Read(ref JsonCursor json, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var name = scratch.Text(member);
            var kind = json.ReadValue(out _);
            if (kind == JsonKind.Array && name.SequenceEqual("choices"u8))
                ReadChoices(ref json, ref exchange, ref outcome, scratch);
            else if (kind == JsonKind.Object && name.SequenceEqual("usage"u8))
                ReadUsage(ref json, ref exchange, ref outcome, scratch);
            else if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
        }
    }

    private static void ReadChoices(ref JsonCursor json, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        var isFirst = true;
        var first = true;
        while (json.NextElement(ref first))
        {
            var kind = json.ReadValue(out _);
            if (kind == JsonKind.Object && isFirst)
                ReadChoice(ref json, ref exchange, ref outcome, scratch);
            else if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
            isFirst = false;
        }
    }

    private static void ReadChoice(ref JsonCursor json, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var name = scratch.Text(member);
            var kind = json.ReadValue(out var text);
            if (kind == JsonKind.Object && name.SequenceEqual("message"u8))
            {
                exchange.Response = ChatMessage.Read(ref json, scratch).Content;
                outcome.Note(NativeField.Response, exchange.Response.IsEmpty ? FieldRead.Absent : FieldRead.Read);
            }
            else if (kind == JsonKind.String && name.SequenceEqual("text"u8))
            {
                outcome.Note(NativeField.Response, FieldValue.Set(ref exchange, NativeField.Response, kind, text, scratch));
            }
            else if (kind == JsonKind.String && name.SequenceEqual("finish_reason"u8))
            {
                outcome.Note(NativeField.FinishReason, FieldValue.Set(ref exchange, NativeField.FinishReason, kind, text, scratch));
            }
            else if (kind is JsonKind.Object or JsonKind.Array)
            {
                json.SkipRest(kind);
            }
        }
    }

    // Only what the payload itself does not count: the parts of the totals.
    private static void ReadUsage(ref JsonCursor json, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var name = scratch.Text(member);
            var kind = json.ReadValue(out var text);
            var field = name.SequenceEqual("reasoning_tokens"u8) ? NativeField.ReasoningTokens
                : name.SequenceEqual("cached_tokens"u8) || name.SequenceEqual("cache_read_input_tokens"u8) ? NativeField.CachedTokens
                : NativeField.None;
            if (kind == JsonKind.Object && (name.SequenceEqual("completion_tokens_details"u8) || name.SequenceEqual("prompt_tokens_details"u8)))
                ReadUsage(ref json, ref exchange, ref outcome, scratch);
            else if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
            else if (field != NativeField.None && kind == JsonKind.Number)
                outcome.Note(field, FieldValue.Set(ref exchange, field, kind, text, scratch));
        }
    }
}
