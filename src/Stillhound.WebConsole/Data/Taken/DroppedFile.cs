using System.IO.Compression;
using Stillhound.Formats.Explain;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Mapped;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;

namespace Stillhound.WebConsole.Data.Taken;

/// <summary>
/// How the records of a file that somebody dropped on the page are read, as <c>stillhound explain</c> tells it. It is hostile in name and
/// content; nothing of it is taken in or kept, and what is read of it is bounded packed and unpacked.
/// </summary>
internal sealed record DroppedFile
{
    /// <summary>Largest file in bytes, as it is sent.</summary>
    public const int LargestFile = 4 << 20;

    /// <summary>Bytes that are looked at of one that is packed.</summary>
    public const int MostUnpacked = 16 << 20;

    /// <summary>Records that are looked at.</summary>
    public const int MostRecords = 200;

    private const int LongestRecord = 1 << 20;
    private const int LongestName = 120;

    /// <summary>Its name, cut and safe to print.</summary>
    public required string Name { get; init; }

    /// <summary>What became of each record that was looked at.</summary>
    public IReadOnlyList<RecordExplanation> Records { get; init; } = [];

    /// <summary>Why nothing can be said; null where something can.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it unpacks to more than is looked at.</summary>
    public bool IsCut { get; init; }

    /// <summary>Looks at a file.</summary>
    /// <param name="name">Its name; hostile.</param>
    /// <param name="bytes">Its bytes; hostile.</param>
    /// <param name="format">The format, as the command line names it; <c>auto</c> to tell it.</param>
    /// <param name="map">The operator's own names for fields; null without.</param>
    public static DroppedFile Of(string name, byte[] bytes, string format, FieldMap? map)
    {
        var file = new DroppedFile { Name = Shown(name) };
        try
        {
            var (plain, cut) = IsPacked(bytes) ? Unpack(bytes) : (bytes, false);
            if (IsPacked(plain))
                return file with { Problem = "It is packed more than once. Unpack it first." };
            var options = new LogOptions { Format = LogFormatName.Parse(format), Map = map, MaxRecordBytes = LongestRecord, Workers = 1 };
            var records = RecordExplainer.ExplainFirst(new LogFile("The file", () => new MemoryStream(plain, writable: false)), MostRecords, options);
            return file with { Records = records, IsCut = cut, Problem = records.Count == 0 ? "There is no record in it." : null };
        }
        catch (InvalidDataException)
        {
            return file with { Problem = "It begins as gzip does and cannot be unpacked." };
        }
        catch (InputException e)
        {
            return file with { Problem = e.Message };
        }
    }

    /// <summary>The records that were read.</summary>
    public IEnumerable<RecordExplanation> Readable => Records.Where(static r => r.Reason == RejectReason.None);

    private static bool IsPacked(byte[] bytes) => bytes is [0x1F, 0x8B, ..];

    private static (byte[] Plain, bool IsCut) Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var block = new byte[1 << 16];
        while (plain.Length <= MostUnpacked && gzip.Read(block) is > 0 and var read)
            plain.Write(block, 0, read);
        var cut = plain.Length > MostUnpacked;
        if (cut)
            plain.SetLength(MostUnpacked);
        return (plain.ToArray(), cut);
    }

    private static string Shown(string name)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(name);
        return bytes.Length == 0 ? "a file without a name" : ReadableExcerpt.Of(bytes.AsSpan(0, Math.Min(bytes.Length, LongestName))) + (bytes.Length > LongestName ? "…" : "");
    }
}
