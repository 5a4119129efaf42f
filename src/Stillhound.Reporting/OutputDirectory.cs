namespace Stillhound.Reporting;

/// <summary>The folder that results go to: ours alone, so that nothing of anybody else's is ever overwritten.</summary>
public static class OutputDirectory
{
    /// <summary>File name of the findings for programs.</summary>
    public const string CampaignsFile = "campaigns.json";

    /// <summary>File name of the list of members.</summary>
    public const string MembersFile = "members.csv";

    /// <summary>File name of the report for people.</summary>
    public const string ReportFile = "report.html";

    /// <summary>File name of the findings about accounts by themselves.</summary>
    public const string FindingsFile = "findings.json";

    /// <summary>File name of what findings about campaigns rest on, for screens.</summary>
    public const string DetailsFile = "details.json";

    /// <summary>File name of the refused records.</summary>
    public const string RejectsFile = "rejects.ndjson";

    // A run that was killed leaves these; they are ours and are cleared away.
    internal const string TemporarySuffix = ".stillhound-tmp";

    private static readonly string[] Ours = [CampaignsFile, MembersFile, ReportFile, RejectsFile, FindingsFile, DetailsFile];

    /// <summary>
    /// Creates the folder if need be and makes sure that it holds nothing but earlier results and can be written.
    /// </summary>
    /// <param name="path">The folder, absolute or relative to the current one.</param>
    /// <returns>Its full path.</returns>
    /// <exception cref="OutputException">
    /// It is a file, holds something that is not a result, or cannot be created or written.
    /// </exception>
    public static string Prepare(string path) => PrepareFor(path, Ours);

    /// <summary>The same for results of other names.</summary>
    internal static string PrepareFor(string path, IReadOnlyList<string> ours)
    {
        string full;
        try
        {
            full = Path.GetFullPath(path);
        }
        catch (ArgumentException e)
        {
            throw new OutputException(path, "The output folder's name is empty or not a valid path.", e);
        }

        if (File.Exists(full))
            throw new OutputException(full, $"{Name(full)} is a file; the output needs a folder of its own.");
        try
        {
            Directory.CreateDirectory(full);
            RefuseStrangers(full, ours);
            Probe(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new OutputException(full, $"Cannot write to {Name(full)}: {OneLine(e.Message)}", e);
        }

        return full;
    }

    internal static string OneLine(string message) => Name(message);

    private static void RefuseStrangers(string folder, IReadOnlyList<string> ours)
    {
        // Sorted, so that the same folder is always refused with the same words.
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(entry);
            var folderInside = Directory.Exists(entry);
            if (!folderInside && name.EndsWith(TemporarySuffix, StringComparison.Ordinal))
                File.Delete(entry);
            else if (folderInside || !ours.Contains(name, StringComparer.Ordinal))
                throw new OutputException(folder, $"{Name(folder)} holds something else ({Name(name)}); choose an empty or new folder.");
        }
    }

    private static void Probe(string folder)
    {
        var probe = Path.Combine(folder, "probe" + TemporarySuffix);
        using (File.Create(probe, 1, FileOptions.DeleteOnClose))
        {
        }
    }

    // A path may hold any character; a message stays one line and cannot steer a terminal.
    private static string Name(string path) => Html.Visible.Text(path);
}
