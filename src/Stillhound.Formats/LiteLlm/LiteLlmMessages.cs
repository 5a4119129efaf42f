using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.LiteLlm;

/// <summary>
/// Reads a list of chat messages: the first system or developer message becomes the system prompt, the last user message
/// the prompt, and the number of user messages the turn.
/// </summary>
internal static class LiteLlmMessages
{
    /// <summary>Reads the rest of an array of messages.</summary>
    public static void Read(ref JsonCursor json, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        ReadOnlySpan<byte> system = default;
        ReadOnlySpan<byte> prompt = default;
        var turn = 0;
        var first = true;
        while (json.NextElement(ref first))
        {
            var kind = json.ReadValue(out _);
            if (kind != JsonKind.Object)
            {
                if (kind == JsonKind.Array)
                    json.SkipRest(kind);
                continue;
            }

            var message = ReadMessage(ref json, scratch);
            if (message.IsUser)
            {
                turn++;
                prompt = message.Content;
            }
            else if (message.IsSystem && system.IsEmpty)
            {
                system = message.Content;
            }
        }

        exchange.System = system;
        exchange.Prompt = prompt;
        exchange.Turn = turn;
        outcome.Note(NativeField.System, system.IsEmpty ? FieldRead.Absent : FieldRead.Read);
        outcome.Note(NativeField.Prompt, prompt.IsEmpty ? FieldRead.Absent : FieldRead.Read);
        outcome.Note(NativeField.Turn, turn == 0 ? FieldRead.Absent : FieldRead.Read);
    }

    /// <summary>Reads the rest of an object that holds the list as its member <c>messages</c>.</summary>
    public static void ReadWrapped(ref JsonCursor json, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var isList = scratch.Text(member).SequenceEqual("messages"u8);
            var kind = json.ReadValue(out _);
            if (kind == JsonKind.Array && isList)
                Read(ref json, ref exchange, ref outcome, scratch);
            else if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
        }
    }

    /// <summary>Reads the rest of one message.</summary>
    public static LiteLlmMessage ReadMessage(scoped ref JsonCursor json, TextScratch scratch)
    {
        var message = default(LiteLlmMessage);
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var name = scratch.Text(member);
            var kind = json.ReadValue(out var text);
            if (kind == JsonKind.String && name.SequenceEqual("role"u8))
            {
                var role = scratch.Text(text);
                message.IsUser = role.SequenceEqual("user"u8);
                message.IsSystem = role.SequenceEqual("system"u8) || role.SequenceEqual("developer"u8);
            }
            else if (kind == JsonKind.String && name.SequenceEqual("content"u8))
            {
                message.Content = scratch.Text(text);
            }
            else if (kind == JsonKind.Array && name.SequenceEqual("content"u8))
            {
                message.Content = ReadParts(ref json, scratch);
            }
            else if (kind is JsonKind.Object or JsonKind.Array)
            {
                json.SkipRest(kind);
            }
        }

        return message;
    }

    // The texts of a content array, a line each. Images and other parts have none.
    private static ReadOnlySpan<byte> ReadParts(scoped ref JsonCursor json, TextScratch scratch)
    {
        ReadOnlySpan<byte> all = default;
        var first = true;
        while (json.NextElement(ref first))
        {
            var kind = json.ReadValue(out var text);
            var part = kind == JsonKind.String ? scratch.Text(text) : default;
            if (kind == JsonKind.Object)
                part = ReadPart(ref json, scratch);
            else if (kind == JsonKind.Array)
                json.SkipRest(kind);
            if (!part.IsEmpty)
                all = all.IsEmpty ? part : scratch.Join(all, part);
        }

        return all;
    }

    private static ReadOnlySpan<byte> ReadPart(scoped ref JsonCursor json, TextScratch scratch)
    {
        ReadOnlySpan<byte> result = default;
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var isText = scratch.Text(member).SequenceEqual("text"u8);
            var kind = json.ReadValue(out var text);
            if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
            else if (kind == JsonKind.String && isText)
                result = scratch.Text(text);
        }

        return result;
    }
}

/// <summary>What is wanted of one chat message.</summary>
internal ref struct LiteLlmMessage
{
    public bool IsUser;
    public bool IsSystem;
    public ReadOnlySpan<byte> Content;
}
