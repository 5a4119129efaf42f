using Stillhound.Formats.Aliases;
using Stillhound.Formats.Json;
using Stillhound.Formats.Messages;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Otlp;

/// <summary>Puts attributes, events and bodies into a record. Owned by one thread.</summary>
internal sealed class OtlpFields(AliasTable table)
{
    /// <summary>Attributes of one span, event or record that are looked at.</summary>
    public const int MaxAttributes = 20_000;

    private readonly AliasReader _reader = new(table);
    private readonly PlainJson _plain = new();
    private readonly FlatLists _flat = new(table);

    public AliasTable Table => table;

    public TextScratch Scratch => _reader.Scratch;

    /// <summary>Forgets everything; called before each request.</summary>
    public void Reset()
    {
        Scratch.Reset(0);
        _plain.Release((null!, 0));
    }

    public OtlpMark Mark() => new(Scratch.Mark(), _plain.Mark());

    /// <summary>Gives back the room taken since the mark.</summary>
    public void Release(OtlpMark mark)
    {
        Scratch.Release(mark.Scratch);
        _plain.Release(mark.Plain);
    }

    /// <summary>Uses attributes.</summary>
    /// <param name="attributes">Standing before the first.</param>
    /// <param name="level">As in <see cref="Alias.Strength"/>.</param>
    /// <param name="reading">What they are put into.</param>
    /// <returns>False when they are not well formed.</returns>
    public bool Use(OtlpAttributes attributes, int level, ref Reading reading)
    {
        var again = attributes;
        var count = 0;
        _flat.Clear();
        while (count++ < MaxAttributes && attributes.Next(Scratch))
        {
            var node = table.Root.Find(attributes.Key);
            var isFlat = _flat.TryKey(attributes.Key, out var flat);
            var value = default(OtlpValue);
            if ((node is null && !isFlat) || !value.TryDecode(attributes.Value, attributes.IsWire, Scratch, _plain))
                continue;
            if (node is not null)
                Put(node, value, level, ref reading);
            if (isFlat)
                _flat.Note(flat, value, ref reading, Scratch);
        }

        if (attributes.Failed)
            return false;
        if (_flat.Any)
            UseLists(again, level, ref reading);
        return true;
    }

    /// <summary>Uses the body of a log record, where it is a map of the same names.</summary>
    public void UseBody(ReadOnlySpan<byte> body, bool isWire, ref Reading reading)
    {
        var value = default(OtlpValue);
        if (!value.TryDecode(body, isWire, Scratch, _plain))
            return;
        var text = Scratch.Text(value.Text);
        if (value.Kind is not (JsonKind.Object or JsonKind.String) || text.IsEmpty || text[0] != '{')
            return;
        var before = reading;
        var json = new JsonCursor(text);
        json.ReadValue(out _);
        _reader.Walk(ref json, table.Root, 1, ref reading);
        if (json.Failed)
            reading = before;
    }

    /// <summary>Uses an event that is one message of the conversation, or the answer.</summary>
    public void UseMessage(EventRole role, OtlpAttributes attributes, ReadOnlySpan<byte> body, bool isWire, ref OtlpChat chat)
    {
        if (role == EventRole.Other)
            return;
        var value = default(OtlpValue);
        if (!body.IsEmpty && value.TryDecode(body, isWire, Scratch, _plain))
            chat.Add(role, value.Kind, Scratch.Text(value.Text), Scratch);
        var count = 0;
        while (count++ < MaxAttributes && attributes.Next(Scratch))
        {
            var key = attributes.Key;
            var isReason = key.SequenceEqual("finish_reason"u8);
            if (!isReason && !key.SequenceEqual("content"u8) && !key.SequenceEqual("message"u8) && !key.SequenceEqual("gen_ai.event.content"u8))
                continue;
            if (!value.TryDecode(attributes.Value, attributes.IsWire, Scratch, _plain))
                continue;
            if (isReason && chat.FinishReason.IsEmpty)
                chat.FinishReason = Scratch.Text(value.Text);
            else if (!isReason)
                chat.Add(role, value.Kind, Scratch.Text(value.Text), Scratch);
        }
    }

    private void Put(AliasNode node, OtlpValue value, int level, ref Reading reading)
    {
        if (value.Kind is JsonKind.Object or JsonKind.Array)
            _reader.Container(node, value.Kind, value.Text.Raw, level, ref reading);
        else
            _reader.Scalar(node, value.Kind, value.Text, level, ref reading);
    }

    private void UseLists(OtlpAttributes attributes, int level, ref Reading reading)
    {
        _flat.Choose();
        var texts = default(FlatTexts);
        var count = 0;
        while (count++ < MaxAttributes && attributes.Next(Scratch))
        {
            var value = default(OtlpValue);
            if (_flat.TryKey(attributes.Key, out var flat) && _flat.Wants(flat)
                && value.TryDecode(attributes.Value, attributes.IsWire, Scratch, _plain) && value.Kind == JsonKind.String)
                _flat.Take(flat, value.Text, ref texts, Scratch);
        }

        _flat.Finish(texts, level, ref reading);
    }
}

/// <summary>A place in the room of one request.</summary>
internal readonly record struct OtlpMark(ScratchMark Scratch, (byte[] Buffer, int Used) Plain);
