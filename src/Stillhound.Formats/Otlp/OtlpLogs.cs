using Stillhound.Core.Exchanges;
using Stillhound.Formats.Aliases;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Otlp;

/// <summary>
/// Log records of one scope of one request. Older instrumentations write one record a message; those that share a span are
/// joined to one exchange here, within their scope and request only, so that nothing has to be kept for records that never
/// come.
/// </summary>
internal sealed class OtlpLogs(OtlpFields fields, OtlpRecords records)
{
    /// <summary>Messages of one scope that are held to be joined; further ones are passed over.</summary>
    public const int MaxMessages = 65_536;

    private readonly List<(int Group, int Start, int Length)> _messages = [];
    private readonly Dictionary<(ulong Trace, ulong Span), int> _groups = [];

    public void Begin()
    {
        _messages.Clear();
        _groups.Clear();
    }

    /// <summary>Reads one record, or keeps its place to be joined.</summary>
    /// <param name="request">The whole request.</param>
    /// <param name="start">Where the record stands in it.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="isWire">Whether it is protobuf.</param>
    /// <param name="shared">What resource and scope say.</param>
    /// <param name="sink">Is told what became of it.</param>
    public void Add(ReadOnlySpan<byte> request, int start, int length, bool isWire, scoped in Reading shared, IGroupSink sink)
    {
        var item = default(OtlpItem);
        if (!item.TryLog(request.Slice(start, length), isWire))
        {
            sink.Reject(OtlpRecords.Unreadable(isWire), request.Slice(start, length), shared.Outcome, 1);
            return;
        }

        if (records.RoleOf(item) is EventRole.None or EventRole.Details)
        {
            records.Log(item, shared, sink);
            return;
        }

        if (item.SpanId.IsEmpty || _messages.Count >= MaxMessages)
        {
            sink.Skip(1);
            return;
        }

        var key = (Hash64.Of(item.TraceId), Hash64.Of(item.SpanId));
        if (!_groups.TryGetValue(key, out var group))
            _groups.Add(key, group = _groups.Count);
        _messages.Add((group, start, length));
    }

    /// <summary>Joins what was kept, in the order in which the conversations began.</summary>
    public void End(ReadOnlySpan<byte> request, bool isWire, scoped in Reading shared, IGroupSink sink)
    {
        // The place decides between messages of one conversation.
        _messages.Sort();
        for (var i = 0; i < _messages.Count;)
        {
            var mark = fields.Mark();
            var end = i;
            while (end < _messages.Count && _messages[end].Group == _messages[i].Group)
                end++;
            Join(request, i, end, isWire, shared, sink);
            fields.Release(mark);
            i = end;
        }
    }

    private void Join(ReadOnlySpan<byte> request, int from, int to, bool isWire, scoped in Reading shared, IGroupSink sink)
    {
        var reading = shared;
        var chat = default(OtlpChat);
        var first = default(OtlpItem);
        for (var i = from; i < to; i++)
        {
            var item = default(OtlpItem);
            item.TryLog(request.Slice(_messages[i].Start, _messages[i].Length), isWire);
            fields.Use(item.Attributes(), 0, ref reading);
            fields.UseMessage(records.RoleOf(item), item.Attributes(), item.Body, isWire, ref chat);
            if (i == from)
                first = item;
        }

        chat.Finish(0, ref reading);
        OtlpRecords.SetTimes(first, ref reading);
        reading.IsCall = chat.IsCall;
        records.Finish(first, ref reading, sink, to - from);
    }
}
