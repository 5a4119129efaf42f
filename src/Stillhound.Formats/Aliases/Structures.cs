using Stillhound.Formats.Json;
using Stillhound.Formats.Messages;
using Stillhound.Formats.Records;
using Stillhound.Formats.Values;

namespace Stillhound.Formats.Aliases;

/// <summary>Values that set several fields: lists of messages, tools, and whole bodies.</summary>
internal static class Structures
{
    /// <summary>Reads the rest of a container whose opening bracket was read.</summary>
    public static void Read(
        Alias use, JsonKind kind, ref JsonCursor cursor, ReadOnlySpan<byte> json, int level, AliasTable table, AliasReader reader, ref Reading reading)
    {
        var strength = use.Strength(level);
        switch (use.Target)
        {
            case AliasTarget.InputMessages when kind == JsonKind.Array:
                ReadMessages(ref cursor, strength, reader.Scratch, ref reading);
                break;
            case AliasTarget.SystemInstructions when kind == JsonKind.Array:
                reading.Offer(NativeField.System, ChatMessage.ReadParts(ref cursor, reader.Scratch, out _), More(strength));
                break;
            case AliasTarget.SystemInstructions:
                reading.Offer(NativeField.System, ChatMessage.Read(ref cursor, reader.Scratch).Content, More(strength));
                break;
            case AliasTarget.OutputMessages:
                ReadAnswer(kind, ref cursor, strength, reader.Scratch, ref reading);
                break;
            case AliasTarget.ToolDefinitions when kind == JsonKind.Array && strength > reading.Strengths[(int)NativeField.Tools]:
                reading.Outcome.Note(NativeField.Tools, ListFields.Tools(ref cursor, ref reading.Exchange, reader.Scratch));
                reading.Strengths[(int)NativeField.Tools] = reading.Exchange.ToolCount > 0 ? strength : (ushort)0;
                break;
            case AliasTarget.Request or AliasTarget.InputMessages when kind == JsonKind.Object && table.Request is { } request:
                reader.Walk(ref cursor, request.Root, level + 1, ref reading);
                break;
            case AliasTarget.Request when kind == JsonKind.Array:
                ReadMessages(ref cursor, strength, reader.Scratch, ref reading);
                break;
            case AliasTarget.Answer:
                ReadAnswer(kind, ref cursor, strength, reader.Scratch, ref reading);
                if (kind == JsonKind.Object && !cursor.Failed && table.Answer is { } answer)
                    ReadUsage(json, answer, level, reader, ref reading);
                break;
            default:
                cursor.SkipRest(kind);
                break;
        }
    }

    private static void ReadUsage(ReadOnlySpan<byte> json, AliasTable answer, int level, AliasReader reader, ref Reading reading)
    {
        var again = new JsonCursor(json);
        again.ReadValue(out _);
        reader.Walk(ref again, answer.Root, level + 1, ref reading);
    }

    private static void ReadMessages(ref JsonCursor cursor, ushort strength, TextScratch scratch, ref Reading reading)
    {
        var chat = ChatMessages.Summarise(ref cursor, scratch);
        reading.Offer(NativeField.System, chat.System, strength);
        reading.Offer(NativeField.Prompt, chat.Prompt, strength);
        reading.OfferTurn(chat.Turn, strength);
    }

    private static void ReadAnswer(JsonKind kind, ref JsonCursor cursor, ushort strength, TextScratch scratch, ref Reading reading)
    {
        var answer = default(AnswerText);
        answer.Read(ref cursor, kind, scratch);
        reading.Offer(NativeField.Response, answer.Text, strength);
        var reason = FinishReasonText.Parse(answer.FinishReason);
        if (reason == Core.Exchanges.FinishReason.Absent || strength <= reading.Strengths[(int)NativeField.FinishReason])
            return;
        reading.Exchange.FinishReason = reason;
        reading.Strengths[(int)NativeField.FinishReason] = strength;
        reading.Outcome.Note(NativeField.FinishReason, FieldRead.Read);
    }

    /// <summary>Instructions of their own go before a system message among the others.</summary>
    public static ushort More(ushort strength) => (ushort)(strength + 500);
}
