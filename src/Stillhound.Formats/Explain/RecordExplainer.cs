using Stillhound.Core.Exchanges;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Explain;

/// <summary>Reads one record as a scan would and says what came of it.</summary>
public static class RecordExplainer
{
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>Explains one record of an input.</summary>
    /// <param name="file">Where it stands; for a record by itself, a stream of its bytes.</param>
    /// <param name="number">Which record, from 1, blank lines and a CSV header not counted.</param>
    /// <param name="options">How a scan would read the input.</param>
    /// <exception cref="InputException">The input cannot be opened, or has fewer records, or needs a map.</exception>
    public static RecordExplanation Explain(LogFile file, long number, LogOptions options)
    {
        RecordExplanation? found = null;
        var records = Visit(file, options, number, (record, broken, probe, at) =>
        {
            if (at == number)
                found = broken != RejectReason.None ? Broken(broken, probe) : Explain(record, probe, options);
        });
        return found ?? throw new InputException($"{file.Path}: it has {records} records, so there is no record {number}");
    }

    /// <summary>Explains the first records of an input.</summary>
    /// <param name="file">Where they stand.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="options">How a scan would read the input.</param>
    /// <exception cref="InputException">The input cannot be opened, is empty, or needs a map.</exception>
    public static IReadOnlyList<RecordExplanation> ExplainFirst(LogFile file, int most, LogOptions options)
    {
        var found = new List<RecordExplanation>();
        Visit(file, options, most, (record, broken, probe, _) => found.Add(broken != RejectReason.None ? Broken(broken, probe) : Explain(record, probe, options)));
        return found;
    }

    private delegate void Visitor(ReadOnlySpan<byte> record, RejectReason broken, LogProbe probe, long number);

    /// <summary>Shows the first records of an input, blank lines and a header left out.</summary>
    /// <returns>How many were shown.</returns>
    private static long Visit(LogFile file, LogOptions options, long most, Visitor visit)
    {
        options.Check();
        var probe = new LogDetector(options).Probe(file);
        if (probe.LeftOut != RejectReason.None)
            throw new InputException($"{file.Path}: {probe.LeftOut.Describe()}");
        if (probe.Format is not { } format)
            throw new InputException($"{file.Path}: it is empty");
        using var chunks = new ChunkReader(probe.Open(), format.Framing, ChunkBytes, Math.Max(options.MaxRecordBytes, format.LeastRecordLimit));
        byte[] buffer = [];
        var shown = 0L;
        while (shown < most && chunks.Read(ref buffer, out var chunk))
        {
            ReadOnlySpan<byte> bytes = buffer.AsSpan(0, chunk.Length);
            var at = 0;
            var header = format.HasHeader && chunk.IsFirst;
            while (shown < most && format.Framing.Next(bytes, ref at, out var range))
            {
                if (!header)
                    visit(bytes[range], RejectReason.None, probe, ++shown);
                header = false;
            }

            if (chunk.Broken != RejectReason.None && shown < most)
                visit([], chunk.Broken, probe, ++shown);
        }

        return shown;
    }

    private static RecordExplanation Broken(RejectReason reason, LogProbe probe) => new(probe.Format!.Name, probe.Recognised, reason, null, [], []);

    private static RecordExplanation Explain(ReadOnlySpan<byte> record, LogProbe probe, LogOptions options)
    {
        if (probe.Format!.NewGroupReader is not null)
            return new GroupExplainer(probe, options).Explain(record);
        var reader = probe.Format.NewReader();
        Exchange exchange = default;
        var reason = record.Length > options.MaxRecordBytes ? RejectReason.TooLong : reader.Read(record, ref exchange);
        int? failedAt = reason is RejectReason.NotJson or RejectReason.BadRow ? reader.FailedAt : null;
        return Explain(ref exchange, reader.Outcome, reason, failedAt, probe, options);
    }

    /// <summary>Explains one exchange that was read, or refused; without its values where these are not known any more.</summary>
    internal static RecordExplanation Explain(ref Exchange exchange, FieldOutcome outcome, RejectReason reason, int? failedAt, LogProbe probe, LogOptions options, bool hasValues = true)
    {
        var fields = new List<FieldExplanation>();
        foreach (var (field, path) in NativeNames.All)
        {
            var read = outcome[field];
            fields.Add(new FieldExplanation(path, read, read == FieldRead.Read && hasValues ? FieldText.Of(in exchange, field) : ""));
        }

        return new RecordExplanation(probe.Format!.Name, probe.Recognised, reason, failedAt, fields,
            reason == RejectReason.None ? EvidenceFamilies.Of(outcome) : [])
        {
            Enrichment = reason == RejectReason.None && options.Enricher is { } enricher ? EnrichmentText.Of(enricher, ref exchange) : [],
        };
    }
}
