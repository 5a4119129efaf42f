using System.Text.Unicode;
using Stillhound.Formats.Framing;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Json;
using Stillhound.Formats.Live;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Facts;

/// <summary>What a file of facts or events held.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Items">Everything that could be read, in the order of the file.</param>
/// <param name="RejectedBy">Lines that could not be read, by reason.</param>
public sealed record FactsFile<T>(IReadOnlyList<T> Items, IReadOnlyDictionary<RejectReason, long> RejectedBy);

/// <summary>Reads one object; null with a reason when it cannot be used.</summary>
internal delegate T? FactReader<T>(FactMembers members, out RejectReason reason)
    where T : class;

/// <summary>Reads small NDJSON files whole, a line at a time; a bad line is counted and passed over.</summary>
internal static class FactsFile
{
    private const int ChunkBytes = 256 * 1024;
    private const int MaxRecordBytes = 1024 * 1024;
    private const int MaxSamples = 1000;
    private const int MaxBodySamples = 8;

    public static FactsFile<T> Read<T>(string path, FactReader<T> read, IRejectSink? rejects)
        where T : class
    {
        var items = new List<T>();
        var counts = new Dictionary<RejectReason, long>();
        var samples = new RejectSamples(rejects, MaxSamples);
        var members = new FactMembers();
        using var chunks = new ChunkReader(new LogFile(path, named: true).Open(out _), LineFraming.Instance, ChunkBytes, MaxRecordBytes);
        byte[] buffer = [];
        var lines = 1L;
        while (chunks.Read(ref buffer, out var chunk))
        {
            var bytes = buffer.AsSpan(0, chunk.Length);
            var at = 0;
            var counted = 0;
            while (LineFraming.Instance.Next(bytes, ref at, out var range))
            {
                var record = bytes[range];
                var item = ReadOne(record, members, read, out var reason);
                if (item is not null)
                {
                    items.Add(item);
                    continue;
                }

                var start = range.Start.Value;
                lines += bytes[counted..start].Count((byte)'\n');
                counted = start;
                Refuse(new Reject(reason, path, lines, chunk.Offset + start, record.Length, Excerpt(record)));
            }

            lines += bytes[counted..].Count((byte)'\n');
            if (chunk.Broken != RejectReason.None)
                Refuse(new Reject(chunk.Broken, path, lines, chunk.BrokenAt, -1, chunk.BrokenExcerpt));
            lines += chunk.BrokenLines;
        }

        return new FactsFile<T>(items, counts);

        void Refuse(Reject reject)
        {
            counts[reject.Reason] = counts.GetValueOrDefault(reject.Reason) + 1;
            samples.Take(reject);
        }
    }

    /// <summary>Reads lines that are in memory.</summary>
    public static IReadOnlyList<T> Parse<T>(ReadOnlySpan<byte> body, FactReader<T> read, string source, BodyOutcome outcome)
        where T : class
    {
        var items = new List<T>();
        var members = new FactMembers();
        var at = 0;
        while (LineFraming.Instance.Next(body, ref at, out var range))
        {
            var record = body[range];
            var reason = RejectReason.TooLong;
            if (record.Length <= MaxRecordBytes && ReadOne(record, members, read, out reason) is { } item)
            {
                items.Add(item);
                outcome.Accepted++;
                continue;
            }

            outcome.Refuse(reason);
            if (outcome.Samples.Count < MaxBodySamples)
                outcome.Samples.Add(new Reject(reason, source, 1 + body[..range.Start.Value].Count((byte)'\n'), range.Start.Value, record.Length, Excerpt(record)));
        }

        return items;
    }

    private static T? ReadOne<T>(ReadOnlySpan<byte> record, FactMembers members, FactReader<T> read, out RejectReason reason)
        where T : class
    {
        reason = !Utf8.IsValid(record) ? RejectReason.InvalidUtf8 : members.Read(record);
        return reason == RejectReason.None ? read(members, out reason) : null;
    }

    private static byte[] Excerpt(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, Reject.MaxExcerpt)].ToArray();
}
