using Stillhound.Formats.Json;

namespace Stillhound.Formats.Messages;

/// <summary>Who wrote a message, as far as it matters.</summary>
internal enum ChatRole : byte
{
    Other = 0,
    User,
    System,
}

/// <summary>
/// One chat message, in the shapes of the large providers' requests and of telemetry: <c>content</c> or <c>parts</c> as
/// text, as parts with <c>text</c>, or as parts with <c>type</c> <c>text</c> and <c>content</c>.
/// </summary>
internal ref struct ChatMessage
{
    public ChatRole Role;
    public ReadOnlySpan<byte> Content;

    /// <summary>Whether a tool answers here and nobody asks.</summary>
    public bool HoldsOnlyToolResults;

    /// <summary>Reads the rest of one message.</summary>
    public static ChatMessage Read(scoped ref JsonCursor json, TextScratch scratch)
    {
        var message = default(ChatMessage);
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var name = scratch.Text(member);
            var kind = json.ReadValue(out var text);
            var isContent = name.SequenceEqual("content"u8) || name.SequenceEqual("parts"u8);
            if (kind == JsonKind.String && name.SequenceEqual("role"u8))
                message.Role = RoleOf(scratch.Text(text));
            else if (kind == JsonKind.String && isContent)
                message.Content = scratch.Text(text);
            else if (kind == JsonKind.Array && isContent)
                message.Content = ReadParts(ref json, scratch, out message.HoldsOnlyToolResults);
            else if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
        }

        return message;
    }

    public static ChatRole RoleOf(ReadOnlySpan<byte> role)
    {
        if (role.SequenceEqual("user"u8) || role.SequenceEqual("human"u8) || role.SequenceEqual("Human"u8))
            return ChatRole.User;
        return role.SequenceEqual("system"u8) || role.SequenceEqual("developer"u8) ? ChatRole.System : ChatRole.Other;
    }

    /// <summary>The texts of the rest of an array of parts, a line each. Images and other parts have none.</summary>
    public static ReadOnlySpan<byte> ReadParts(scoped ref JsonCursor json, TextScratch scratch, out bool onlyToolResults)
    {
        ReadOnlySpan<byte> all = default;
        var others = 0;
        var results = 0;
        var first = true;
        while (json.NextElement(ref first))
        {
            var kind = json.ReadValue(out var text);
            var part = kind == JsonKind.String ? scratch.Text(text) : default;
            var isResult = false;
            if (kind == JsonKind.Object)
                part = ReadPart(ref json, scratch, out isResult);
            else if (kind == JsonKind.Array)
                json.SkipRest(kind);
            results += isResult ? 1 : 0;
            others += isResult ? 0 : 1;
            if (!part.IsEmpty)
                all = all.IsEmpty ? part : scratch.Join(all, part);
        }

        onlyToolResults = results > 0 && others == 0;
        return all;
    }

    private static ReadOnlySpan<byte> ReadPart(scoped ref JsonCursor json, TextScratch scratch, out bool isResult)
    {
        ReadOnlySpan<byte> ownText = default;
        ReadOnlySpan<byte> content = default;
        ReadOnlySpan<byte> type = default;
        isResult = false;
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var name = scratch.Text(member);
            var kind = json.ReadValue(out var text);
            if (kind is JsonKind.Object or JsonKind.Array)
            {
                isResult |= name.SequenceEqual("toolResult"u8) || name.SequenceEqual("functionResponse"u8);
                json.SkipRest(kind);
            }
            else if (kind != JsonKind.String)
            {
                continue;
            }
            else if (name.SequenceEqual("text"u8))
            {
                ownText = scratch.Text(text);
            }
            else if (name.SequenceEqual("content"u8))
            {
                content = scratch.Text(text);
            }
            else if (name.SequenceEqual("type"u8))
            {
                type = scratch.Text(text);
            }
        }

        isResult |= type.SequenceEqual("tool_result"u8) || type.SequenceEqual("tool_call_response"u8) || type.SequenceEqual("function_call_output"u8);
        if (isResult || type.SequenceEqual("reasoning"u8) || type.SequenceEqual("thinking"u8))
            return default;
        return !ownText.IsEmpty ? ownText : type.SequenceEqual("text"u8) ? content : default;
    }
}
