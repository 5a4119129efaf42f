using Stillhound.Core.Exchanges;
using Stillhound.Formats.Json;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Aliases;

/// <summary>
/// Reads records that may be bundled in one object: <c>records</c> as event hubs deliver them, or <c>logEvents</c> with a
/// record as the text of each <c>message</c>, as log groups do.
/// </summary>
internal sealed class BundledReader(AliasTable table) : IGroupReader
{
    private readonly AliasedReader _reader = new(table);
    private readonly TextScratch _scratch = new();

    public int FailedAt { get; private set; }

    /// <summary>Records of the last group that have a name that tells the format.</summary>
    public int Recognised { get; private set; }

    public RejectReason Read(ReadOnlySpan<byte> group, IGroupSink sink)
    {
        Recognised = 0;
        FailedAt = 0;
        _scratch.Reset(group.Length);
        if (!System.Text.Unicode.Utf8.IsValid(group))
            return RejectReason.InvalidUtf8;
        var json = new JsonCursor(group);
        if (json.ReadValue(out _) == JsonKind.Object && FindBundle(ref json, out var isText))
        {
            var bundle = json;
            if (json.SkipRest(JsonKind.Array) && json.SkipRest(JsonKind.Object) && json.AtEnd())
            {
                Each(ref bundle, isText, sink);
                return RejectReason.None;
            }

            FailedAt = json.Position;
            return RejectReason.NotJson;
        }

        return One(group, sink);
    }

    // Moves into the array.
    private static bool FindBundle(ref JsonCursor json, out bool isText)
    {
        isText = false;
        var first = true;
        while (json.NextMember(ref first, out var name))
        {
            isText = name.Raw.SequenceEqual("logEvents"u8);
            var isBundle = isText || name.Raw.SequenceEqual("records"u8);
            var kind = json.ReadValue(out _);
            if (kind == JsonKind.Array && isBundle)
                return true;
            if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
        }

        return false;
    }

    private void Each(ref JsonCursor json, bool isText, IGroupSink sink)
    {
        var first = true;
        while (json.NextElement(ref first))
        {
            var kind = json.ReadValue(out _);
            var start = json.Position - 1;
            if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
            if (kind != JsonKind.Object)
                continue;
            var record = isText ? Message(json.Since(start)) : json.Since(start);
            var reason = One(record, sink);
            if (reason != RejectReason.None)
                sink.Reject(reason, record, default, 1);
        }
    }

    private ReadOnlySpan<byte> Message(ReadOnlySpan<byte> logEvent)
    {
        ReadOnlySpan<byte> message = default;
        var json = new JsonCursor(logEvent);
        json.ReadValue(out _);
        var first = true;
        while (json.NextMember(ref first, out var name))
        {
            var kind = json.ReadValue(out var text);
            if (kind is JsonKind.Object or JsonKind.Array)
                json.SkipRest(kind);
            else if (kind == JsonKind.String && name.Raw.SequenceEqual("message"u8))
                message = _scratch.Text(text);
        }

        return message;
    }

    private RejectReason One(ReadOnlySpan<byte> record, IGroupSink sink)
    {
        Exchange exchange = default;
        var reason = _reader.Read(record, ref exchange);
        if (reason is RejectReason.NotJson or RejectReason.NotAnObject or RejectReason.InvalidUtf8)
        {
            FailedAt = _reader.FailedAt;
            return reason;
        }

        Recognised += _reader.Marks > 0 ? 1 : 0;
        if (!_reader.IsModelCall)
            sink.Skip(1);
        else if (reason == RejectReason.None)
            sink.Accept(ref exchange, _reader.Outcome);
        else
            sink.Reject(reason, record, _reader.Outcome, 1);
        return RejectReason.None;
    }
}
