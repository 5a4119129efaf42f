namespace Stillhound.Server.Configuration;

/// <summary>The JSON Schema of the configuration, for editors; <c>docs/stillhound.schema.json</c>.</summary>
internal static class ConfigSchema
{
    /// <summary>Name of the file that stands beside a configuration.</summary>
    public const string FileName = "stillhound.schema.json";

    /// <summary>All of it.</summary>
    public static string Text()
    {
        using var stream = typeof(ConfigSchema).Assembly.GetManifestResourceStream("Stillhound.Server.Configuration." + FileName)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
