using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Values;

namespace Stillhound.Formats.Records;

/// <summary>
/// Sets one field of an exchange from one JSON scalar. A value that is null, empty, of another type or out of range
/// leaves the field absent.
/// </summary>
internal static class FieldValue
{
    /// <summary>Sets the field, whatever it held before. Fields made of arrays are not set here.</summary>
    public static FieldRead Set(ref Exchange exchange, NativeField field, JsonKind kind, scoped in JsonText value, TextScratch scratch)
    {
        switch (field)
        {
            case NativeField.Time:
                var isTime = kind switch
                {
                    JsonKind.String => InstantText.TryIso(scratch.Text(value), out exchange.Time),
                    JsonKind.Number => InstantText.TryEpoch(value.Raw, out exchange.Time),
                    _ => false,
                };
                return isTime ? FieldRead.Read : Refuse(kind, value);
            case NativeField.Account: return Name(kind, value, scratch, out exchange.Account);
            case NativeField.Id: return Name(kind, value, scratch, out exchange.Id);
            case NativeField.Org: return Name(kind, value, scratch, out exchange.Org);
            case NativeField.ApiKey: return Name(kind, value, scratch, out exchange.ApiKey);
            case NativeField.EndUser: return Name(kind, value, scratch, out exchange.EndUser);
            case NativeField.Conversation: return Name(kind, value, scratch, out exchange.Conversation);
            case NativeField.Model: return Text(kind, value, scratch, out exchange.Model);
            case NativeField.System: return Text(kind, value, scratch, out exchange.System);
            case NativeField.Prompt: return Text(kind, value, scratch, out exchange.Prompt);
            case NativeField.Response: return Text(kind, value, scratch, out exchange.Response);
            case NativeField.PromptSha: return Text(kind, value, scratch, out exchange.PromptSha);
            case NativeField.Reasoning: return Text(kind, value, scratch, out exchange.Reasoning);
            case NativeField.Ip: return Text(kind, value, scratch, out exchange.Ip);
            case NativeField.UserAgent: return Text(kind, value, scratch, out exchange.UserAgent);
            case NativeField.Ja4: return Text(kind, value, scratch, out exchange.Ja4);
            case NativeField.Turn: return Count(kind, value, 0, out exchange.Turn);
            case NativeField.MaxTokens: return Count(kind, value, -1, out exchange.MaxTokens);
            case NativeField.N: return Count(kind, value, -1, out exchange.N);
            case NativeField.InputTokens: return Count(kind, value, -1, out exchange.InputTokens);
            case NativeField.OutputTokens: return Count(kind, value, -1, out exchange.OutputTokens);
            case NativeField.ReasoningTokens: return Count(kind, value, -1, out exchange.ReasoningTokens);
            case NativeField.CachedTokens: return Count(kind, value, -1, out exchange.CachedTokens);
            case NativeField.Status: return Count(kind, value, 0, out exchange.Status);
            case NativeField.LatencyMs: return Count(kind, value, -1, out exchange.LatencyMs);
            case NativeField.Temperature: return Real(kind, value, float.NaN, float.NegativeInfinity, out exchange.Temperature);
            case NativeField.TopP: return Real(kind, value, float.NaN, float.NegativeInfinity, out exchange.TopP);
            case NativeField.RttTcpMs: return Real(kind, value, -1, 0, out exchange.RttTcpMs);
            case NativeField.RttTlsMs: return Real(kind, value, -1, 0, out exchange.RttTlsMs);
            case NativeField.Logprobs: return Flag(kind, value, out exchange.Logprobs);
            case NativeField.Stream: return Flag(kind, value, out exchange.Stream);
            case NativeField.Asn: return Asn(kind, value, out exchange.Asn);
            case NativeField.Country:
                exchange.Country = kind == JsonKind.String ? CountryCode.Pack(scratch.Text(value)) : (ushort)0;
                return exchange.Country != 0 ? FieldRead.Read : Refuse(kind, value);
            case NativeField.FinishReason:
                exchange.FinishReason = kind == JsonKind.String ? FinishReasonText.Parse(scratch.Text(value)) : FinishReason.Absent;
                return exchange.FinishReason != FinishReason.Absent ? FieldRead.Read : Refuse(kind, value);
            default:
                return Refuse(kind, value);
        }
    }

    // An identifier may be written as a number; its digits are its name.
    private static FieldRead Name(JsonKind kind, scoped in JsonText value, TextScratch scratch, out ReadOnlySpan<byte> field)
    {
        if (kind != JsonKind.Number || !NumberText.IsPlainInteger(value.Raw))
            return Text(kind, value, scratch, out field);
        field = value.Raw;
        return FieldRead.Read;
    }

    private static FieldRead Text(JsonKind kind, scoped in JsonText value, TextScratch scratch, out ReadOnlySpan<byte> field)
    {
        field = kind == JsonKind.String ? scratch.Text(value) : default;
        return field.IsEmpty ? Refuse(kind, value) : FieldRead.Read;
    }

    private static FieldRead Count(JsonKind kind, scoped in JsonText value, int absent, out int field)
    {
        if (kind == JsonKind.Number && NumberText.TryCount(value.Raw, out field))
            return FieldRead.Read;
        field = absent;
        return Refuse(kind, value);
    }

    private static FieldRead Real(JsonKind kind, scoped in JsonText value, float absent, float least, out float field)
    {
        field = absent;
        if (kind != JsonKind.Number || !NumberText.TryDouble(value.Raw, out var number))
            return Refuse(kind, value);
        var narrow = (float)number;
        if (!float.IsFinite(narrow) || narrow < least)
            return FieldRead.Ignored;
        field = narrow;
        return FieldRead.Read;
    }

    private static FieldRead Flag(JsonKind kind, scoped in JsonText value, out sbyte field)
    {
        field = kind switch { JsonKind.True => 1, JsonKind.False => 0, _ => -1 };
        return field < 0 ? Refuse(kind, value) : FieldRead.Read;
    }

    private static FieldRead Asn(JsonKind kind, scoped in JsonText value, out uint field)
    {
        field = 0;
        if (kind != JsonKind.Number || !NumberText.TryDouble(value.Raw, out var number)
            || number is < 0 or > uint.MaxValue || number != Math.Floor(number))
            return Refuse(kind, value);
        field = (uint)number;
        return FieldRead.Read;
    }

    private static FieldRead Refuse(JsonKind kind, scoped in JsonText value) =>
        kind == JsonKind.Null || (kind == JsonKind.String && value.Raw.IsEmpty) ? FieldRead.Absent : FieldRead.Ignored;
}
