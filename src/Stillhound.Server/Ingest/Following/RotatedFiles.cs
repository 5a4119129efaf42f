using Microsoft.Win32.SafeHandles;

namespace Stillhound.Server.Ingest.Following;

/// <summary>
/// The files beside a followed one that were it once: <c>name.1</c>, <c>name-20261121</c>, <c>stem-20261121.ext</c>. Compressed ones are
/// left out. Where names tell in which order they were written, that order is known: a small number counts back, a date counts on.
/// </summary>
internal static class RotatedFiles
{
    private const int LongestCount = 4;
    private static readonly string[] Compressed = [".gz", ".bz2", ".xz", ".zst", ".lz4", ".zip", ".Z", ".7z", ".br", ".tgz"];

    /// <summary>All of them: those whose order is known oldest first, then the others.</summary>
    public static IReadOnlyList<RotatedFile> Beside(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
            return [];
        var name = Path.GetFileName(path);
        return
        [
            .. Directory.EnumerateFiles(folder)
                .Where(static p => !Compressed.Any(end => p.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
                .Select(p => (Path: p, Suffix: SuffixOf(System.IO.Path.GetFileName(p), name)))
                .Where(static f => f.Suffix is not null)
                .Select(static f => new RotatedFile(f.Path, f.Suffix!, OrderOf(f.Suffix!)))
                .OrderBy(static f => f.Order)
                .ThenByDescending(static f => f.Order == RotationOrder.Count ? int.Parse(f.Suffix, System.Globalization.CultureInfo.InvariantCulture) : 0)
                .ThenBy(static f => f.Suffix, StringComparer.Ordinal),
        ];
    }

    /// <summary>Those that were written after one of them, oldest first.</summary>
    /// <param name="all">All of them.</param>
    /// <param name="file">One of them; null asks for all whose order is known.</param>
    public static IEnumerable<RotatedFile> After(IReadOnlyList<RotatedFile> all, RotatedFile? file) =>
        file is null
            ? all.Where(static f => f.Order != RotationOrder.Unknown)
            : all.SkipWhile(f => f != file).Skip(1).Where(f => f.Order == file.Order && f.Order != RotationOrder.Unknown);

    /// <summary>Opens one; null where it was moved, deleted or cannot be read.</summary>
    public static SafeFileHandle? TryOpen(string path)
    {
        try
        {
            return FileContent.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? SuffixOf(string found, string name)
    {
        if (found.Length > name.Length + 1 && found.StartsWith(name, StringComparison.Ordinal) && found[name.Length] is '.' or '-')
            return found[(name.Length + 1)..];
        var extension = Path.GetExtension(name);
        var stem = name.Length - extension.Length;
        return extension.Length > 1 && stem > 0 && found.Length > name.Length + 1 && found.EndsWith(extension, StringComparison.Ordinal)
            && found.AsSpan(0, stem).SequenceEqual(name.AsSpan(0, stem)) && found[stem] is '.' or '-'
            ? found[(stem + 1)..^extension.Length]
            : null;
    }

    private static RotationOrder OrderOf(string suffix)
    {
        if (suffix.All(char.IsAsciiDigit))
            return suffix.Length <= LongestCount ? RotationOrder.Count : RotationOrder.Date;
        return suffix.Count(char.IsAsciiDigit) > LongestCount && suffix.All(static c => char.IsAsciiDigit(c) || c is '-' or '_' or '.' or 'T' or 'Z')
            ? RotationOrder.Date
            : RotationOrder.Unknown;
    }
}

/// <summary>A file that was rotated away.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Suffix">What its name has beyond that of the followed file.</param>
/// <param name="Order">What the suffix says of its age.</param>
internal sealed record RotatedFile(string Path, string Suffix, RotationOrder Order);

/// <summary>What the name of a rotated file says of its age.</summary>
internal enum RotationOrder : byte
{
    /// <summary>A date, or another number that grows.</summary>
    Date,

    /// <summary>How many rotations ago it was.</summary>
    Count,

    /// <summary>Nothing.</summary>
    Unknown,
}
