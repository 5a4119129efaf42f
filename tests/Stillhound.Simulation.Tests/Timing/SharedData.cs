namespace Stillhound.Simulation.Tests.Timing;

/// <summary>Finds the public data beside the repository; tests that need it skip where it is absent.</summary>
internal static class SharedData
{
    public static string Require(string relative)
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Environment.GetEnvironmentVariable("STILLHOUND_REPOSITORY") })
        {
            for (var folder = start is null ? null : new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var path = Path.Combine(folder.FullName, "shared", "data", relative);
                if (File.Exists(path))
                    return path;
            }
        }

        Assert.Skip($"needs ../shared/data/{relative} beside the repository");
        return "";
    }
}
