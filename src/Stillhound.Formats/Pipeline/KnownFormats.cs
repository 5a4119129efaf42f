using Stillhound.Core.Exchanges;
using Stillhound.Formats.Aliases;
using Stillhound.Formats.Framing;
using Stillhound.Formats.Json;
using Stillhound.Formats.Otlp;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Pipeline;

/// <summary>The formats that tables of names describe.</summary>
internal static class KnownFormats
{
    // Exporters write a batch of spans as one record.
    private const int OtlpRecordBytes = 128 * 1024 * 1024;
    private const int RecordsWanted = 32;

    private static readonly (LogFormat Format, string Mark)[] Bundled =
    [
        (LogFormat.Bedrock, "schemaType as Bedrock writes it"),
        (LogFormat.Kong, "started_at and latencies as Kong writes them"),
        (LogFormat.Azure, "resourceId and callerIpAddress as Azure writes them"),
        (LogFormat.Envoy, "members of an Envoy access log"),
    ];

    /// <summary>Name of a format, in its table and on the command line.</summary>
    public static string NameOf(LogFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>A format that was asked for.</summary>
    public static RecordFormat Of(LogFormat format, IFraming framing, AttributeMap? attributes)
    {
        var name = NameOf(format);
        var table = AliasFile.Table(name, attributes);
        return format == LogFormat.Otlp
            ? RecordFormat.OfGroups(name, framing, () => new OtlpJsonWalk(new OtlpFields(table))) with { LookedFor = table.LookedFor, LeastRecordLimit = OtlpRecordBytes }
            : RecordFormat.OfGroups(name, framing, () => new BundledReader(table)) with { LookedFor = table.LookedFor };
    }

    /// <summary>
    /// Tells the format of a log in which no record is native or LiteLLM's, by names that it alone has; so that records
    /// without an account are refused for that and not for being something else.
    /// </summary>
    /// <returns>Null when it is none of them.</returns>
    public static (RecordFormat Format, string Recognised)? Recognise(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start, IFraming framing, AttributeMap? attributes)
    {
        if (IsOtlp(start))
            return (Of(LogFormat.Otlp, framing, attributes), "its first record has resourceSpans or resourceLogs");
        var best = default((RecordFormat Format, string Recognised)?);
        var most = 0;
        foreach (var (name, mark) in Bundled)
        {
            var format = Of(name, framing, attributes);
            var marked = CountMarked((BundledReader)format.NewGroupReader!(), framing, text);
            if (marked > most)
                (best, most) = ((format, "its first records have " + mark), marked);
        }

        return best;
    }

    private static int CountMarked(BundledReader reader, IFraming framing, ReadOnlySpan<byte> text)
    {
        var count = 0;
        var at = 0;
        for (var records = 0; records < RecordsWanted && framing.Next(text, ref at, out var range); records++)
        {
            if (reader.Read(text[range], GroupCount.Nobody) == RejectReason.None)
                count += reader.Recognised;
        }

        return count;
    }

    // A batch of spans may be longer than what is looked at, so its first name must do.
    private static bool IsOtlp(ReadOnlySpan<byte> text)
    {
        var json = new JsonCursor(text);
        var kind = json.ReadValue(out _);
        var first = true;
        if (kind == JsonKind.Array && json.NextElement(ref first))
            kind = json.ReadValue(out _);
        first = true;
        return kind == JsonKind.Object && json.NextMember(ref first, out var name)
            && (name.Raw.SequenceEqual("resourceSpans"u8) || name.Raw.SequenceEqual("resourceLogs"u8));
    }
}

/// <summary>Counts what a look at the first groups gives.</summary>
internal sealed class GroupCount : IGroupSink
{
    /// <summary>A sink for which nobody looks.</summary>
    public static readonly GroupCount Nobody = new();

    private int _count;
    private long _first = long.MaxValue;

    /// <summary>Exchanges among the first groups, at most about as many as wanted.</summary>
    public static int Of(RecordFormat format, ReadOnlySpan<byte> text, int wanted, out long firstTime)
    {
        var sink = new GroupCount();
        var reader = format.NewGroupReader!();
        var at = 0;
        while (sink._count < wanted && format.Framing.Next(text, ref at, out var range))
            reader.Read(text[range], sink);
        firstTime = sink._count == 0 ? long.MinValue : sink._first;
        return sink._count;
    }

    public void Accept(ref Exchange exchange, FieldOutcome outcome)
    {
        if (ReferenceEquals(this, Nobody))
            return;
        _count++;
        _first = Math.Min(_first, exchange.Time);
    }

    public void Reject(RejectReason reason, ReadOnlySpan<byte> bytes, FieldOutcome outcome, int records)
    {
    }

    public void Skip(int records)
    {
    }
}
