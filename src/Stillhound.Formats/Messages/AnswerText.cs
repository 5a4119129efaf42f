using Stillhound.Formats.Json;

namespace Stillhound.Formats.Messages;

/// <summary>
/// Finds the text and the finish reason of an answer, whatever the provider nests them in: choices, messages, parts,
/// candidates, results, or the pieces of a stream. Of several choices the first one counts; thinking is not the answer.
/// </summary>
internal ref struct AnswerText
{
    private const int MaxDepth = 8;

    public ReadOnlySpan<byte> Text;
    public ReadOnlySpan<byte> FinishReason;
    private bool _closed;
    private int _pieces;

    /// <summary>Reads the rest of a container whose opening bracket was read.</summary>
    public void Read(ref JsonCursor json, JsonKind container, TextScratch scratch, int depth = 0)
    {
        if (depth >= MaxDepth)
        {
            json.SkipRest(container);
            return;
        }

        if (container == JsonKind.Object)
        {
            ReadObject(ref json, scratch, depth);
            return;
        }

        var first = true;
        while (json.NextElement(ref first))
        {
            var kind = json.ReadValue(out var text);
            if (kind == JsonKind.String)
                Add(scratch.Text(text), scratch);
            else if (kind is JsonKind.Object or JsonKind.Array && _closed)
                json.SkipRest(kind);
            else if (kind is JsonKind.Object or JsonKind.Array)
                Read(ref json, kind, scratch, depth + 1);
        }
    }

    private void ReadObject(ref JsonCursor json, TextScratch scratch, int depth)
    {
        var before = Text;
        var isThought = false;
        var isChoice = false;
        var isPiece = false;
        ReadOnlySpan<byte> own = default;
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var name = scratch.Text(member);
            var kind = json.ReadValue(out var text);
            if (kind is JsonKind.Object or JsonKind.Array)
            {
                isChoice |= name.SequenceEqual("message"u8);
                var startsPiece = name.SequenceEqual("delta"u8);
                isPiece |= startsPiece;
                _pieces += startsPiece ? 1 : 0;
                if (IsNested(name))
                    Read(ref json, kind, scratch, depth + 1);
                else
                    json.SkipRest(kind);
                _pieces -= startsPiece ? 1 : 0;
            }
            else if (kind == JsonKind.String)
            {
                var value = scratch.Text(text);
                if (name.SequenceEqual("type"u8))
                    isThought = value.SequenceEqual("reasoning"u8) || value.SequenceEqual("thinking"u8) || value.StartsWith("tool_"u8);
                else if (own.IsEmpty && IsText(name))
                    own = value;
                isChoice |= IsReason(name);
                if (IsReason(name))
                    FinishReason = value;
            }
        }

        if (isThought)
            Text = before;
        else if (!own.IsEmpty)
            Add(own, scratch);
        _closed |= isChoice && !isPiece && depth > 0 && !Text.IsEmpty;
    }

    // The pieces of a stream are one text; parts are a line each.
    private void Add(ReadOnlySpan<byte> text, TextScratch scratch)
    {
        if (!text.IsEmpty)
            Text = Text.IsEmpty ? text : scratch.Join(Text, text, apart: _pieces == 0);
    }

    private static bool IsNested(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("message"u8) || name.SequenceEqual("content"u8) || name.SequenceEqual("parts"u8) || name.SequenceEqual("delta"u8)
        || name.SequenceEqual("output"u8) || name.SequenceEqual("choices"u8) || name.SequenceEqual("candidates"u8) || name.SequenceEqual("results"u8)
        || name.SequenceEqual("contentBlockDelta"u8) || name.SequenceEqual("messageStop"u8);

    private static bool IsText(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("text"u8) || name.SequenceEqual("content"u8) || name.SequenceEqual("outputText"u8) || name.SequenceEqual("generation"u8)
        || name.SequenceEqual("completion"u8);

    private static bool IsReason(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("finish_reason"u8) || name.SequenceEqual("stop_reason"u8) || name.SequenceEqual("finishReason"u8)
        || name.SequenceEqual("stopReason"u8) || name.SequenceEqual("completionReason"u8);
}
