using System.Buffers.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;

namespace Stillhound.Formats.Records;

/// <summary>The two fields that are lists: tool names and phrase keys made upstream.</summary>
internal static class ListFields
{
    private const int MaxPhrases = 8;

    /// <summary>
    /// Reads the rest of an array of tools. A tool is a name, or an object with a <c>name</c>, or one with a
    /// <c>function</c> that has a <c>name</c>: the shapes in which the large providers' requests list them.
    /// </summary>
    public static FieldRead Tools(ref JsonCursor json, ref Exchange exchange, TextScratch scratch)
    {
        exchange.ToolsKey = 0;
        exchange.ToolCount = 0;
        var ignored = false;
        var first = true;
        while (json.NextElement(ref first))
        {
            var kind = json.ReadValue(out var text);
            var name = kind switch
            {
                JsonKind.String => scratch.Text(text),
                JsonKind.Object => ToolName(ref json, scratch),
                _ => default,
            };
            if (kind == JsonKind.Array)
                json.SkipRest(kind);
            if (json.Failed)
                break;
            if (name.IsEmpty)
            {
                ignored = true;
                continue;
            }

            exchange.ToolsKey ^= Hash64.Of(name);
            exchange.ToolCount++;
        }

        return exchange.ToolCount > 0 ? FieldRead.Read : ignored ? FieldRead.Ignored : FieldRead.Absent;
    }

    /// <summary>
    /// Reads the rest of an array of phrase keys: unsigned integers, strings of 16 hexadecimal digits, or any other
    /// strings, which are hashed. Those beyond the eighth are dropped.
    /// </summary>
    public static FieldRead Phrases(ref JsonCursor json, ref Exchange exchange, TextScratch scratch)
    {
        exchange.PhraseCount = 0;
        var ignored = false;
        var first = true;
        while (json.NextElement(ref first))
        {
            var kind = json.ReadValue(out var text);
            var key = kind switch
            {
                JsonKind.String => PhraseKey(scratch.Text(text)),
                JsonKind.Number when Utf8Parser.TryParse(text.Raw, out ulong number, out var used) && used == text.Raw.Length => number,
                _ => 0ul,
            };
            if (kind is JsonKind.Array or JsonKind.Object)
                json.SkipRest(kind);
            if (json.Failed)
                break;
            if (key == 0)
                ignored = true;
            else if (exchange.PhraseCount < MaxPhrases)
                exchange.Phrases[exchange.PhraseCount++] = key;
        }

        return exchange.PhraseCount > 0 ? FieldRead.Read : ignored ? FieldRead.Ignored : FieldRead.Absent;
    }

    private static ulong PhraseKey(ReadOnlySpan<byte> text) =>
        text.Length == 16 && Utf8Parser.TryParse(text, out ulong key, out var used, 'x') && used == 16 ? key : Hash64.Of(text);

    /// <summary>The name in the rest of one tool object; empty when it has none.</summary>
    public static ReadOnlySpan<byte> ToolName(scoped ref JsonCursor json, TextScratch scratch, int depth = 0)
    {
        ReadOnlySpan<byte> result = default;
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var name = scratch.Text(member);
            var kind = json.ReadValue(out var text);
            if (kind == JsonKind.String && name.SequenceEqual("name"u8))
                result = scratch.Text(text);
            else if (kind == JsonKind.Object && depth == 0 && (name.SequenceEqual("function"u8) || name.SequenceEqual("toolSpec"u8)))
                result = ToolName(ref json, scratch, 1);
            else if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
        }

        return result;
    }
}
