using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Messages;

/// <summary>
/// Reads a list of chat messages: the first system or developer message becomes the system prompt, the last user message
/// the prompt, and the number of user messages the turn. A user message of tool results alone is none.
/// </summary>
internal static class ChatMessages
{
    /// <summary>Reads the rest of an array of messages.</summary>
    public static void Read(ref JsonCursor json, ref Exchange exchange, ref FieldOutcome outcome, TextScratch scratch)
    {
        var chat = Summarise(ref json, scratch);
        exchange.System = chat.System;
        exchange.Prompt = chat.Prompt;
        exchange.Turn = chat.Turn;
        outcome.Note(NativeField.System, chat.System.IsEmpty ? FieldRead.Absent : FieldRead.Read);
        outcome.Note(NativeField.Prompt, chat.Prompt.IsEmpty ? FieldRead.Absent : FieldRead.Read);
        outcome.Note(NativeField.Turn, chat.Turn == 0 ? FieldRead.Absent : FieldRead.Read);
    }

    /// <summary>Reads the rest of an array of messages without setting fields.</summary>
    public static ChatSummary Summarise(scoped ref JsonCursor json, TextScratch scratch)
    {
        var chat = default(ChatSummary);
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

            chat.Add(ChatMessage.Read(ref json, scratch));
        }

        return chat;
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
}

/// <summary>What is wanted of a list of messages.</summary>
internal ref struct ChatSummary
{
    public ReadOnlySpan<byte> System;
    public ReadOnlySpan<byte> Prompt;
    public int Turn;

    public void Add(scoped in ChatMessage message)
    {
        if (message.Role == ChatRole.User && !message.HoldsOnlyToolResults)
        {
            Turn++;
            Prompt = message.Content;
        }
        else if (message.Role == ChatRole.System && System.IsEmpty)
        {
            System = message.Content;
        }
    }
}
