namespace Stillhound.Formats.Inputs;

/// <summary>Files of a folder and its subfolders, sorted by path, without following links to folders or hidden names.</summary>
internal static class FolderWalk
{
    private static readonly EnumerationOptions Here = new()
    {
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
        IgnoreInaccessible = false,
    };

    /// <exception cref="InputException">A folder cannot be listed.</exception>
    public static IEnumerable<string> Files(string folder)
    {
        List<string> files;
        List<string> folders;
        try
        {
            files = [.. Directory.EnumerateFiles(folder, "*", Here)];
            // A link to a folder may lead back up.
            folders = [.. Directory.EnumerateDirectories(folder, "*", Here).Where(path => new DirectoryInfo(path).LinkTarget is null)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot list {folder}: {e.Message}", e);
        }

        files.Sort(StringComparer.Ordinal);
        folders.Sort(StringComparer.Ordinal);
        return files.Concat(folders.SelectMany(Files));
    }
}
