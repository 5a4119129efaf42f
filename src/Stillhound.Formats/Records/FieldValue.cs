using System.Runtime.CompilerServices;
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
        // Most values are text, and one way for all of them is shorter than one for each.
        var text = kind == JsonKind.String ? scratch.Text(value) : default;
        switch (field)
        {
            case NativeField.Time:
                var isTime = kind switch
                {
                    JsonKind.String => InstantText.TryIso(text, out exchange.Time),
                    JsonKind.Number => InstantText.TryEpoch(value.Raw, out exchange.Time),
                    _ => false,
                };
                return isTime ? FieldRead.Read : Refuse(kind, value);
            case NativeField.Account: exchange.Account = text = Name(kind, value, text); break;
            case NativeField.Id: exchange.Id = text = Name(kind, value, text); break;
            case NativeField.Org: exchange.Org = text = Name(kind, value, text); break;
            case NativeField.ApiKey: exchange.ApiKey = text = Name(kind, value, text); break;
            case NativeField.EndUser: exchange.EndUser = text = Name(kind, value, text); break;
            case NativeField.Conversation: exchange.Conversation = text = Name(kind, value, text); break;
            case NativeField.Model: exchange.Model = text; break;
            case NativeField.System: exchange.System = text; break;
            case NativeField.Prompt: exchange.Prompt = text; break;
            case NativeField.Response: exchange.Response = text; break;
            case NativeField.PromptSha: exchange.PromptSha = text; break;
            case NativeField.Reasoning: exchange.Reasoning = text; break;
            case NativeField.Ip: exchange.Ip = text; break;
            case NativeField.UserAgent: exchange.UserAgent = text; break;
            case NativeField.Ja4: exchange.Ja4 = text; break;
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
                exchange.Country = kind == JsonKind.String ? CountryCode.Pack(text) : (ushort)0;
                return exchange.Country != 0 ? FieldRead.Read : Refuse(kind, value);
            case NativeField.FinishReason:
                exchange.FinishReason = kind == JsonKind.String ? FinishReasonText.Parse(text) : FinishReason.Absent;
                return exchange.FinishReason != FinishReason.Absent ? FieldRead.Read : Refuse(kind, value);
            default:
                return Refuse(kind, value);
        }

        return text.IsEmpty ? Refuse(kind, value) : FieldRead.Read;
    }

    // An identifier may be written as a number; its digits are its name.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<byte> Name(JsonKind kind, scoped in JsonText value, ReadOnlySpan<byte> text) =>
        kind == JsonKind.Number && NumberText.IsPlainInteger(value.Raw) ? value.Raw : text;

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
