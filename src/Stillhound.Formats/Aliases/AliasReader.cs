using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Mapped;
using Stillhound.Formats.Messages;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Aliases;

/// <summary>
/// Puts the values of foreign records where their names say. All text it is given must be UTF-8. JSON inside a string is read
/// where its name asks for a structure; when it is broken, nothing of it counts.
/// </summary>
internal sealed class AliasReader(AliasTable table)
{
    private readonly AliasTable _table = table;

    public TextScratch Scratch { get; } = new();

    /// <summary>Reads the rest of an object, by the names below a node.</summary>
    public void Walk(ref JsonCursor json, AliasNode node, int level, ref Reading reading)
    {
        var first = true;
        while (json.NextMember(ref first, out var member))
        {
            var child = node.Find(Scratch.Text(member));
            if (child is null)
            {
                json.SkipValue();
                continue;
            }

            var kind = json.ReadValue(out var text);
            if (kind is not (JsonKind.Object or JsonKind.Array))
            {
                Scalar(child, kind, text, level, ref reading);
                continue;
            }

            if (child.Uses.Length == 0 && kind == JsonKind.Object)
            {
                Walk(ref json, child, level, ref reading);
                continue;
            }

            var start = json.Position - 1;
            if (json.SkipRest(kind))
                Container(child, kind, json.Since(start), level, ref reading);
        }
    }

    /// <summary>Uses a string, number, flag or null.</summary>
    public void Scalar(AliasNode node, JsonKind kind, scoped in JsonText text, int level, ref Reading reading)
    {
        var uses = node.Uses;
        if (kind is JsonKind.Null or JsonKind.Invalid)
        {
            foreach (var use in uses)
                CountMark(use, ref reading);
            return;
        }

        var value = text.Escaped ? new JsonText(Scratch.Text(text), escaped: false) : text;
        foreach (var use in uses)
        {
            if (use.IsStructured && kind == JsonKind.String)
                Structure(use, value.Raw, level, ref reading);
            else if (!use.IsStructured)
                Set(use, kind, value, level, ref reading);
        }

        if (node.HasChildren && kind == JsonKind.String && StartsLikeJson(value.Raw) == JsonKind.Object)
            Inside(node, value.Raw, level, ref reading);
    }

    /// <summary>Uses a whole object or array.</summary>
    /// <param name="node">What for.</param>
    /// <param name="kind">Which of the two.</param>
    /// <param name="json">Its text, with brackets.</param>
    /// <param name="level">As in <see cref="Alias.Strength"/>.</param>
    /// <param name="reading">What it is put into.</param>
    public void Container(AliasNode node, JsonKind kind, ReadOnlySpan<byte> json, int level, ref Reading reading)
    {
        foreach (var use in node.Uses)
        {
            if (use.IsStructured)
                Structure(use, json, level, ref reading);
            else if (kind == JsonKind.Array && use.Field is NativeField.Tools or NativeField.Phrases)
                SetList(use, json, level, ref reading);
            else if (kind == JsonKind.Array)
                SetFirst(use, json, level, ref reading);
            else
                CountMark(use, ref reading);
        }

        if (node.HasChildren && kind == JsonKind.Object)
            Inside(node, json, level, ref reading);
    }

    private void Inside(AliasNode node, ReadOnlySpan<byte> json, int level, ref Reading reading)
    {
        var before = reading;
        var cursor = new JsonCursor(json);
        cursor.ReadValue(out _);
        Walk(ref cursor, node, level, ref reading);
        if (cursor.Failed)
            reading = before;
    }

    // A header that may come several times is an array; the first value of it counts.
    private void SetFirst(Alias use, ReadOnlySpan<byte> json, int level, ref Reading reading)
    {
        var cursor = new JsonCursor(json);
        cursor.ReadValue(out _);
        var first = true;
        if (!cursor.NextElement(ref first))
            return;
        var kind = cursor.ReadValue(out var text);
        if (kind is not (JsonKind.Object or JsonKind.Array))
            Set(use, kind, new JsonText(Scratch.Text(text), escaped: false), level, ref reading);
    }

    private void SetList(Alias use, ReadOnlySpan<byte> json, int level, ref Reading reading)
    {
        var strength = use.Strength(level);
        if (strength <= reading.Strengths[(int)use.Field])
            return;
        var cursor = new JsonCursor(json);
        cursor.ReadValue(out _);
        var read = use.Field == NativeField.Tools
            ? ListFields.Tools(ref cursor, ref reading.Exchange, Scratch)
            : ListFields.Phrases(ref cursor, ref reading.Exchange, Scratch);
        reading.Outcome.Note(use.Field, read);
        if (read == FieldRead.Read)
            reading.Strengths[(int)use.Field] = strength;
    }

    private void Set(Alias use, JsonKind kind, JsonText value, int level, ref Reading reading)
    {
        // A dash is how access logs write that there is nothing.
        if (kind == JsonKind.String && (value.Raw.IsEmpty || value.Raw.SequenceEqual("-"u8)))
        {
            CountMark(use, ref reading);
            return;
        }

        switch (use.Target)
        {
            case AliasTarget.Mark:
                reading.Marks++;
                return;
            case AliasTarget.Failure:
                reading.Failed = true;
                return;
            case AliasTarget.Operation:
                reading.IsCall ??= kind == JsonKind.String ? _table.IsCall(value.Raw) : null;
                return;
        }

        var field = use.Field;
        var strength = use.Strength(level);
        if (!use.IsField || strength <= reading.Strengths[(int)field])
            return;
        SetField(field, kind, value, strength, ref reading);
    }

    private void SetField(NativeField field, JsonKind kind, JsonText value, ushort strength, ref Reading reading)
    {
        if (field == NativeField.Ip && !ClientAddress.TryFind(value.Raw, out value))
        {
            if (reading.Strengths[(int)field] == 0)
                reading.Outcome.Note(field, FieldRead.Ignored);
            return;
        }

        // The older completions API asks for token probabilities by a number.
        if (field == NativeField.Logprobs && kind == JsonKind.Number)
            kind = JsonKind.True;
        if (reading.Strengths[(int)field] == 0)
        {
            var read = MappedValue.Set(ref reading.Exchange, field, kind, value, TimeFormat.Auto, Scratch);
            reading.Outcome.Note(field, read);
            reading.Strengths[(int)field] = read == FieldRead.Read ? strength : (ushort)0;
            return;
        }

        // What another name gave stays when this one turns out to be unusable.
        var before = reading.Exchange;
        if (MappedValue.Set(ref reading.Exchange, field, kind, value, TimeFormat.Auto, Scratch) == FieldRead.Read)
            reading.Strengths[(int)field] = strength;
        else
            reading.Exchange = before;
    }

    private void Structure(Alias use, ReadOnlySpan<byte> json, int level, ref Reading reading)
    {
        var strength = use.Strength(level);
        var kind = StartsLikeJson(json);
        if (kind is JsonKind.Object or JsonKind.Array)
        {
            var before = reading;
            var cursor = new JsonCursor(json);
            cursor.ReadValue(out _);
            Structures.Read(use, kind, ref cursor, json, level, _table, this, ref reading);
            if (!cursor.Failed && cursor.AtEnd())
                return;
            reading = before;
            if (use.Target is AliasTarget.InputMessages or AliasTarget.Request && reading.Outcome[NativeField.Prompt] == FieldRead.Absent)
                reading.Outcome.Note(NativeField.Prompt, FieldRead.Ignored);
            return;
        }

        switch (use.Target)
        {
            case AliasTarget.SystemInstructions:
                reading.Offer(NativeField.System, json, Structures.More(strength));
                break;
            case AliasTarget.InputMessages or AliasTarget.Request:
                reading.Offer(NativeField.Prompt, json, strength);
                break;
            case AliasTarget.OutputMessages or AliasTarget.Answer:
                reading.Offer(NativeField.Response, json, strength);
                break;
        }
    }

    private static void CountMark(Alias use, ref Reading reading) => reading.Marks += use.Target == AliasTarget.Mark ? 1 : 0;

    private static JsonKind StartsLikeJson(ReadOnlySpan<byte> text)
    {
        var start = text.IndexOfAnyExcept(" \t\r\n"u8);
        return start < 0 ? JsonKind.Invalid : text[start] switch
        {
            (byte)'{' => JsonKind.Object,
            (byte)'[' => JsonKind.Array,
            _ => JsonKind.String,
        };
    }
}
