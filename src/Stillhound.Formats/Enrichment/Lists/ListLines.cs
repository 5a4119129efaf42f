using System.Globalization;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Enrichment.Lists;

/// <summary>Takes one entry; false when it is none.</summary>
internal delegate bool TakeEntry(ReadOnlySpan<byte> entry);

/// <summary>
/// Reads a text file of one entry a line. What follows <c>#</c> or <c>;</c> and the spaces around an entry are left out, blank
/// lines are passed over. A bad line costs itself alone; a file without one good line is refused, since a list that says
/// nothing is a failed download.
/// </summary>
internal sealed class ListLines
{
    private const int MostSamples = 3;
    private const int LongestSample = 60;
    private readonly List<string> _samples = [];

    /// <summary>Lines that were no entry.</summary>
    public long Bad { get; private set; }

    /// <summary>The first of them with their numbers, safe to print.</summary>
    public IReadOnlyList<string> Samples => _samples;

    /// <summary>Reads a file.</summary>
    /// <param name="list">Which.</param>
    /// <param name="what">What an entry is, for messages.</param>
    /// <param name="take">Takes the entries.</param>
    /// <exception cref="InputException">It cannot be opened, or holds no entry; the message says where it was configured.</exception>
    public static ListLines Read(ListOptions list, string what, TakeEntry take)
    {
        var lines = new ListLines();
        var good = lines.Take(BytesOf(list), take);
        if (good > 0)
            return lines;
        var because = lines.Bad == 0 ? "it is empty" : string.Create(CultureInfo.InvariantCulture, $"none of its {lines.Bad} lines is one; {lines._samples[0]}");
        throw new InputException($"{list.Where}: {list.Path}: it holds no {what}: {because}");
    }

    /// <summary>The bytes of a list's file.</summary>
    /// <exception cref="InputException">It cannot be read, or is beyond the two gigabytes that fit.</exception>
    public static byte[] BytesOf(ListOptions list)
    {
        try
        {
            return File.ReadAllBytes(list.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            var why = e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : Directory.Exists(list.Path) ? "it is a folder" : e.Message;
            throw new InputException($"{list.Where}: {list.Path}: {why}", e);
        }
    }

    private long Take(ReadOnlySpan<byte> bytes, TakeEntry take)
    {
        var good = 0L;
        var number = 0L;
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        foreach (var range in bytes.Split((byte)'\n'))
        {
            number++;
            var line = bytes[range];
            var comment = line.IndexOfAny((byte)'#', (byte)';');
            var entry = (comment < 0 ? line : line[..comment]).Trim(" \t\r"u8);
            if (entry.IsEmpty)
                continue;
            if (take(entry))
                good++;
            else
                Refuse(number, entry);
        }

        return good;
    }

    private void Refuse(long number, ReadOnlySpan<byte> entry)
    {
        Bad++;
        if (_samples.Count < MostSamples)
            _samples.Add(string.Create(CultureInfo.InvariantCulture, $"line {number}: {ReadableExcerpt.Of(entry[..Math.Min(entry.Length, LongestSample)])}"));
    }
}
