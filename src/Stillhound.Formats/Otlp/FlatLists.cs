using System.Buffers.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Aliases;
using Stillhound.Formats.Json;
using Stillhound.Formats.Messages;
using Stillhound.Formats.Records;
using Stillhound.Formats.Values;

namespace Stillhound.Formats.Otlp;

/// <summary>
/// Lists that came as many attributes, one for each value: <c>llm.input_messages.3.message.content</c>. They may come in any
/// order, so who wrote each message is noted first, and its text taken when the attributes are gone through again.
/// </summary>
internal sealed class FlatLists(AliasTable table)
{
    /// <summary>Messages that are told apart; later ones are not seen.</summary>
    public const int MaxMessages = 8_192;

    private readonly ChatRole[] _roles = new ChatRole[MaxMessages];
    private int _count;
    private int _system;
    private int _prompt;
    private int _turn;

    /// <summary>Whether there is anything to take.</summary>
    public bool Any { get; private set; }

    public void Clear()
    {
        Array.Clear(_roles, 0, _count);
        _count = 0;
        Any = false;
    }

    /// <summary>Notes one attribute of a list.</summary>
    public void Note(scoped in FlatKey key, scoped in OtlpValue value, ref Reading reading, TextScratch scratch)
    {
        Any |= key.List is FlatList.Input or FlatList.Output;
        if (value.Kind != JsonKind.String)
            return;
        if (key.List == FlatList.Input && key.Part.SequenceEqual("role"u8) && key.Index < MaxMessages)
        {
            _roles[key.Index] = ChatMessage.RoleOf(scratch.Text(value.Text));
            _count = Math.Max(_count, key.Index + 1);
        }
        else if (key.List == FlatList.Tools)
        {
            NoteTool(key.Part, scratch.Text(value.Text), ref reading, scratch);
        }
    }

    /// <summary>Decides which messages count, once all roles were noted.</summary>
    public void Choose()
    {
        (_system, _prompt, _turn) = (-1, -1, 0);
        for (var i = 0; i < _count; i++)
        {
            if (_roles[i] == ChatRole.User)
                (_prompt, _turn) = (i, _turn + 1);
            else if (_roles[i] == ChatRole.System && _system < 0)
                _system = i;
        }
    }

    /// <summary>Whether the text of an attribute is wanted.</summary>
    public bool Wants(scoped in FlatKey key) => key.List switch
    {
        FlatList.Input => key.Index == _system || key.Index == _prompt,
        FlatList.Output => key.Index == 0,
        _ => false,
    };

    /// <summary>Takes one text or finish reason.</summary>
    public void Take(scoped in FlatKey key, JsonText value, ref FlatTexts texts, TextScratch scratch)
    {
        var text = scratch.Text(value);
        if (key.List == FlatList.Output && key.Part.SequenceEqual("finish_reason"u8))
            texts.FinishReason = FinishReasonText.Parse(text);
        if (!key.IsText || text.IsEmpty)
            return;
        if (key.List == FlatList.Output)
            texts.Response = texts.Response.IsEmpty ? text : scratch.Join(texts.Response, text);
        else if (key.Index == _prompt)
            texts.Prompt = texts.Prompt.IsEmpty ? text : scratch.Join(texts.Prompt, text);
        else
            texts.System = texts.System.IsEmpty ? text : scratch.Join(texts.System, text);
    }

    /// <summary>Puts what was taken into the record.</summary>
    public void Finish(scoped in FlatTexts texts, int level, ref Reading reading)
    {
        var strength = new Alias(AliasTarget.InputMessages, 0, IsUsers: false).Strength(level);
        reading.Offer(NativeField.System, texts.System, strength);
        reading.Offer(NativeField.Prompt, texts.Prompt, strength);
        reading.Offer(NativeField.Response, texts.Response, strength);
        reading.OfferTurn(_turn, strength);
        if (texts.FinishReason == FinishReason.Absent || reading.Strengths[(int)NativeField.FinishReason] > 0)
            return;
        reading.Exchange.FinishReason = texts.FinishReason;
        reading.Strengths[(int)NativeField.FinishReason] = strength;
        reading.Outcome.Note(NativeField.FinishReason, FieldRead.Read);
    }

    /// <summary>Takes a key apart.</summary>
    /// <returns>False when it belongs to no list.</returns>
    public bool TryKey(ReadOnlySpan<byte> key, out FlatKey flat)
    {
        flat = default;
        foreach (var (prefix, list) in table.Flat)
        {
            if (key.Length <= prefix.Length + 2 || key[prefix.Length] != '.' || !key.StartsWith(prefix))
                continue;
            var rest = key[(prefix.Length + 1)..];
            if (!Utf8Parser.TryParse(rest, out int index, out var used) || index < 0 || used >= rest.Length || rest[used] != '.')
                continue;
            rest = rest[(used + 1)..];
            flat = new FlatKey(list, index, rest.StartsWith("message."u8) ? rest["message.".Length..] : rest);
            return true;
        }

        return false;
    }

    private static void NoteTool(ReadOnlySpan<byte> part, ReadOnlySpan<byte> text, ref Reading reading, TextScratch scratch)
    {
        if (reading.Strengths[(int)NativeField.Tools] > 0)
            return;
        var name = part.SequenceEqual("name"u8) ? text : default;
        if (part.SequenceEqual("tool.json_schema"u8))
        {
            var json = new JsonCursor(text);
            name = json.ReadValue(out _) == JsonKind.Object ? ListFields.ToolName(ref json, scratch) : default;
        }

        if (name.IsEmpty)
            return;
        reading.Exchange.ToolsKey ^= Hash64.Of(name);
        reading.Exchange.ToolCount++;
        reading.Outcome.Note(NativeField.Tools, FieldRead.Read);
    }
}

/// <summary>A key of a flattened list: which list, which element, and what of it.</summary>
internal readonly ref struct FlatKey(FlatList list, int index, ReadOnlySpan<byte> part)
{
    public FlatList List { get; } = list;

    public int Index { get; } = index;

    public ReadOnlySpan<byte> Part { get; } = part;

    /// <summary>Whether it is the text of a message, or of a part of one.</summary>
    public bool IsText => Part.SequenceEqual("content"u8) || (Part.StartsWith("contents."u8) && Part.EndsWith(".message_content.text"u8));
}

/// <summary>What the second time through gave.</summary>
internal ref struct FlatTexts
{
    public ReadOnlySpan<byte> System;
    public ReadOnlySpan<byte> Prompt;
    public ReadOnlySpan<byte> Response;
    public FinishReason FinishReason;
}
