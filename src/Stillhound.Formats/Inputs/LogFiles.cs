using Stillhound.Formats.Rejects;

namespace Stillhound.Formats.Inputs;

/// <summary>Finds the logs that paths on the command line mean.</summary>
public static class LogFiles
{
    private static readonly string[] Extensions = [".ndjson", ".jsonl", ".json", ".log", ".csv"];

    // What lies beside the traffic in a world's folder, or was written by an earlier scan.
    private static readonly string[] NotLogs = ["accounts.ndjson", "events.ndjson", "truth.csv", "campaigns.json", "members.csv", "rejects.ndjson", "findings.json", "details.json"];

    /// <summary>
    /// Finds logs. A path is a file, a folder (searched with its subfolders for .ndjson, .jsonl, .json, .log and .csv, each
    /// also with .gz), a pattern with <c>*</c>, <c>?</c> or <c>**</c>, or <c>-</c> for standard input. The result is sorted
    /// within each path and holds no file twice.
    /// </summary>
    /// <param name="paths">At least one.</param>
    /// <exception cref="InputException">A path means nothing, or nothing that can be read.</exception>
    public static IReadOnlyList<LogFile> Find(IEnumerable<string> paths)
    {
        var found = new List<LogFile>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            foreach (var file in FindOne(path))
            {
                if (seen.Add(file.Path == "-" ? "-" : Path.GetFullPath(file.Path)))
                    found.Add(file);
            }
        }

        return found.Count > 0 ? found : throw new InputException("no input was named");
    }

    /// <summary>The account facts or events that lie in a folder beside its logs: <c>accounts.ndjson</c>, <c>events.ndjson</c>.</summary>
    /// <param name="paths">Paths as given to <see cref="Find"/>; those that are not folders are passed over.</param>
    /// <param name="name">Name of the file; also found with <c>.gz</c>.</param>
    /// <returns>The files, sorted within each folder.</returns>
    public static IReadOnlyList<string> FindBeside(IEnumerable<string> paths, string name) =>
        [.. paths.Where(Directory.Exists).SelectMany(folder => FolderWalk.Files(folder))
            .Where(file => string.Equals(WithoutGzip(Path.GetFileName(file)), name, StringComparison.OrdinalIgnoreCase))];

    private static List<LogFile> FindOne(string path)
    {
        if (path == "-")
            return [new LogFile("-", Console.OpenStandardInput)];
        var shown = ReadableExcerpt.Of(System.Text.Encoding.UTF8.GetBytes(path));
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw new InputException("an input path is empty or holds a NUL character");
        if (File.Exists(path))
            return [new LogFile(path, named: true)];
        if (Directory.Exists(path))
        {
            List<LogFile> logs = [.. FolderWalk.Files(path).Where(IsLog).Select(file => new LogFile(file, named: false))];
            return logs.Count > 0 ? logs : throw new InputException($"{shown}: no readable log in this folder (looked for .ndjson, .jsonl, .json, .log, .csv and .gz of those)");
        }

        if (!GlobPattern.IsPattern(path))
            throw new InputException($"{shown}: no such file or folder");
        var pattern = new GlobPattern(path);
        List<LogFile> matched = Directory.Exists(pattern.Folder)
            ? [.. FolderWalk.Files(pattern.Folder).Where(pattern.Matches).Select(file => new LogFile(file, named: false))]
            : [];
        return matched.Count > 0 ? matched : throw new InputException($"{shown}: no file matches this pattern");
    }

    private static bool IsLog(string path)
    {
        var name = WithoutGzip(Path.GetFileName(path));
        return Array.Exists(Extensions, extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            && !Array.Exists(NotLogs, other => string.Equals(name, other, StringComparison.OrdinalIgnoreCase));
    }

    private static string WithoutGzip(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
}
