using System.Text.Json;

namespace Stillhound.WebConsole.Data.Taken;

/// <summary>The newest lines of the log of rejects. Reads a bounded part of its end, whatever its size.</summary>
internal static class RejectTail
{
    private const int MostBytes = 256 << 10;

    /// <summary>The newest rejects, the newest first; none where there is no log.</summary>
    /// <param name="path">The log.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<RejectRow> Read(string path, int most)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = (int)Math.Min(MostBytes, file.Length);
            file.Position = file.Length - length;
            var bytes = new byte[length];
            var read = file.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
            return Parse(bytes.AsMemory(0, read), isWhole: length == file.Length, most);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static List<RejectRow> Parse(ReadOnlyMemory<byte> bytes, bool isWhole, int most)
    {
        var rows = new List<RejectRow>();
        var end = bytes.Length;
        while (end > 0 && rows.Count < most)
        {
            var start = bytes.Span[..(end - 1)].LastIndexOf((byte)'\n') + 1;
            // The first line of a part is a part of a line.
            if ((start > 0 || isWhole) && Row(bytes[start..end]) is { } row)
                rows.Add(row);
            end = start;
        }

        return rows;
    }

    private static RejectRow? Row(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return new RejectRow(
                root.TryGetProperty("at", out var at) ? at.GetDateTimeOffset() : null, Text(root, "reason"), Text(root, "source"),
                root.TryGetProperty("line", out var number) ? number.GetInt64() : null, root.TryGetProperty("offset", out var offset) ? offset.GetInt64() : null,
                root.TryGetProperty("length", out var length) ? length.GetInt64() : null, Text(root, "excerpt"));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}

/// <summary>A record that could not be read.</summary>
/// <param name="At">When it came.</param>
/// <param name="Reason">Reason code.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Line">Its line, from 1; null where lines are not counted.</param>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Excerpt">How it begins, where the configuration keeps that; hostile text.</param>
internal sealed record RejectRow(DateTimeOffset? At, string Reason, string Source, long? Line, long? Offset, long? Length, string Excerpt);
