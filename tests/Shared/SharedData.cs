namespace Stillhound.Tests.Shared;

/// <summary>What lies outside a test's own folder: the public data beside the repository, and the repository.</summary>
internal static class SharedData
{
    /// <summary>A file of the public data; the test skips where it is absent.</summary>
    public static string Require(string relative)
    {
        var path = Find(Path.Combine("shared", "data", relative));
        Assert.SkipWhen(path is null, $"needs ../shared/data/{relative} beside the repository");
        return path!;
    }

    /// <summary>The files of a folder of the public data, in order of their names; none where it is absent.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        Find(Path.Combine("shared", "data", folder)) is { } path ? [.. Directory.GetFiles(path, pattern).Order(StringComparer.Ordinal)] : [];

    /// <summary>A file of the repository.</summary>
    public static string Repository(string relative) => Find(relative).ShouldNotBeNull($"{relative} is part of the repository");

    private static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relative);
            if (Path.Exists(path))
                return path;
        }

        return null;
    }
}
