using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.LiteLlm;

/// <summary>Reads <c>model_parameters</c>.</summary>
internal static class LiteLlmParameters
{
    public static void Read(ref JsonCursor json, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var name = scratch.Text(member);
            var kind = json.ReadValue(out var text);
            var field = LiteLlmNames.Parameter(name);
            var isTools = name.SequenceEqual("tools"u8) || name.SequenceEqual("functions"u8);
            if (kind == JsonKind.Array && isTools)
                outcome.Note(NativeField.Tools, ListFields.Tools(ref json, ref exchange, scratch));
            else if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
            // The older completions API asks for token probabilities by a number.
            else if (field == NativeField.Logprobs && kind == JsonKind.Number)
                outcome.Note(field, FieldValue.Set(ref exchange, field, JsonKind.True, default, scratch));
            else if (field != NativeField.None && kind is not (JsonKind.Null or JsonKind.Invalid))
                outcome.Note(field, FieldValue.Set(ref exchange, field, kind, text, scratch));
        }
    }
}
