using Stillhound.Core.Exchanges;
using Stillhound.Formats.Aliases;
using Stillhound.Formats.Json;
using Stillhound.Formats.Messages;
using Stillhound.Formats.Records;
using Stillhound.Formats.Values;

namespace Stillhound.Formats.Otlp;

/// <summary>A conversation that came as one event or log record a message.</summary>
internal ref struct OtlpChat
{
    public ReadOnlySpan<byte> FinishReason;
    private ChatSummary _asked;
    private AnswerText _answer;

    /// <summary>Whether somebody asked or was answered here.</summary>
    public readonly bool IsCall => _asked.Turn > 0 || !_answer.Text.IsEmpty || !_answer.FinishReason.IsEmpty || !FinishReason.IsEmpty;

    /// <summary>Adds one message: its text, its parts, or an object that has them.</summary>
    public void Add(EventRole role, JsonKind kind, ReadOnlySpan<byte> text, TextScratch scratch)
    {
        if (kind == JsonKind.String && !text.IsEmpty && text[0] is (byte)'{' or (byte)'[')
            kind = text[0] == '{' ? JsonKind.Object : JsonKind.Array;
        if (kind is not (JsonKind.String or JsonKind.Object or JsonKind.Array) || text.IsEmpty)
            return;
        if (role == EventRole.Choice)
            AddAnswer(kind, text, scratch);
        else
            AddAsked(role, kind, text, scratch);
    }

    /// <summary>Puts the conversation into a record.</summary>
    public readonly void Finish(int level, ref Reading reading)
    {
        var strength = new Alias(AliasTarget.InputMessages, 0, IsUsers: false).Strength(level);
        reading.Offer(NativeField.System, _asked.System, strength);
        reading.Offer(NativeField.Prompt, _asked.Prompt, strength);
        reading.OfferTurn(_asked.Turn, strength);
        reading.Offer(NativeField.Response, _answer.Text, strength);
        var reason = FinishReasonText.Parse(FinishReason.IsEmpty ? _answer.FinishReason : FinishReason);
        if (reason == Core.Exchanges.FinishReason.Absent || reading.Strengths[(int)NativeField.FinishReason] > 0)
            return;
        reading.Exchange.FinishReason = reason;
        reading.Outcome.Note(NativeField.FinishReason, FieldRead.Read);
    }

    private void AddAsked(EventRole role, JsonKind kind, ReadOnlySpan<byte> text, TextScratch scratch)
    {
        var message = new ChatMessage { Content = text };
        if (kind != JsonKind.String)
        {
            var json = new JsonCursor(text);
            json.ReadValue(out _);
            if (kind == JsonKind.Object)
                message = ChatMessage.Read(ref json, scratch);
            else
                message.Content = ChatMessage.ReadParts(ref json, scratch, out message.HoldsOnlyToolResults);
            if (json.Failed)
                message = new ChatMessage { Content = text };
        }

        message.Role = role == EventRole.User ? ChatRole.User : ChatRole.System;
        _asked.Add(message);
    }

    private void AddAnswer(JsonKind kind, ReadOnlySpan<byte> text, TextScratch scratch)
    {
        // Of several choices the first counts.
        if (!_answer.Text.IsEmpty)
            return;
        if (kind == JsonKind.String)
        {
            _answer.Text = text;
            return;
        }

        var json = new JsonCursor(text);
        json.ReadValue(out _);
        var answer = default(AnswerText);
        answer.Read(ref json, kind, scratch);
        if (!json.Failed)
            _answer = answer;
        else
            _answer.Text = text;
    }
}
