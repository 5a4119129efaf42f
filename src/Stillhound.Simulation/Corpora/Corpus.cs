using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Stillhound.Simulation.Corpora;

/// <summary>
/// Real text to mix into a world, read from rows {"source","kind","text"} (NDJSON, gzip by name). Kinds used: chat,
/// system, batch, eval, harvest, judge, refusal. A row belongs to one part of the world only, decided by its text.
/// </summary>
public sealed class Corpus
{
    private const int LongestText = 6000;
    private readonly Dictionary<string, List<byte[]>> _rows = new(StringComparer.Ordinal);

    /// <summary>Number of rows read.</summary>
    public int Count { get; private set; }

    /// <summary>Number of rows that had no text or could not be read.</summary>
    public int Rejected { get; private set; }

    /// <summary>Reads files in the given order.</summary>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static Corpus Load(IEnumerable<string> paths)
    {
        var corpus = new Corpus();
        foreach (var path in paths)
        {
            using var file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
                corpus.Read(line);
        }

        return corpus;
    }

    /// <summary>The rows of a kind whose text falls into one of the given parts out of ten.</summary>
    internal CorpusSlice Slice(string kind, int fromPart, int toPart) => _rows.TryGetValue(kind, out var rows)
        ? new CorpusSlice([.. rows.Where(r => Part(r) >= fromPart && Part(r) < toPart)])
        : CorpusSlice.Empty;

    private static int Part(byte[] text) => (int)(Core.Exchanges.Hash64.Of(text) % 10);

    private void Read(string line)
    {
        try
        {
            using var row = JsonDocument.Parse(line);
            var kind = row.RootElement.GetProperty("kind").GetString();
            var text = row.RootElement.GetProperty("text").GetString();
            if (string.IsNullOrWhiteSpace(text) || kind is null)
            {
                Rejected++;
                return;
            }

            if (!_rows.TryGetValue(kind, out var rows))
                _rows[kind] = rows = [];
            rows.Add(Encoding.UTF8.GetBytes(text.Length > LongestText ? text[..LongestText].TrimEnd('\ud83d', '\ud83c', '\ud83e') : text));
            Count++;
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            Rejected++;
        }
    }
}

/// <summary>Some rows of a corpus.</summary>
internal sealed class CorpusSlice(byte[][] rows)
{
    public static CorpusSlice Empty { get; } = new([]);

    public int Count => rows.Length;

    public ReadOnlyMemory<byte> this[int index] => rows[index];

    /// <summary>A share of these rows in an order of its own.</summary>
    public CorpusSlice Share(int part, int parts, ulong seed) =>
        new([.. rows.Where((_, i) => i % parts == part).OrderBy(r => Chance.Seeds.Mix(seed ^ Core.Exchanges.Hash64.Of(r)))]);
}
