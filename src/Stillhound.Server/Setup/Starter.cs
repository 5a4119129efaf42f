using System.Globalization;
using System.Security.Cryptography;
using Stillhound.Server.Configuration;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Setup;

/// <summary>Writes what a server begins with: a commented configuration and its schema, the key of its names, and tokens.</summary>
internal static class Starter
{
    /// <summary>Name of the configuration.</summary>
    public const string FileName = "stillhound.yaml";

    /// <summary>Tokens that are made: the file, without its extension, is the name of who holds it.</summary>
    public static IReadOnlyList<string> Tokens { get; } = ["ingest", "gateway", "admin"];

    /// <summary>Writes them into a folder. Nothing that is there is overwritten.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="time">Gives the date that names the first key.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="ConfigurationException">A file is there already, or cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, TimeProvider time)
    {
        var keys = Path.Combine(folder, "keys");
        var files = new List<(string Path, string Text, bool Secret)>
        {
            (Path.Combine(folder, FileName), Template(), false),
            (Path.Combine(folder, ConfigSchema.FileName), ConfigSchema.Text(), false),
            (Path.Combine(keys, "names.key"), NameKeyring.NewLine("k" + time.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture)) + "\n", true),
        };
        files.Add((Path.Combine(keys, "admin.password"), NewPassword() + "\n", true));
        files.AddRange(Tokens.Select(name => (Path.Combine(keys, name + ".token"), NewToken() + "\n", true)));
        foreach (var (path, _, _) in files)
        {
            if (File.Exists(path))
                throw new ConfigurationException($"{path} is there already; init overwrites nothing");
        }

        try
        {
            Directory.CreateDirectory(keys);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            foreach (var (path, text, secret) in files)
                WriteOne(path, text, secret);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(e.Message, e);
        }

        return [.. files.Select(static f => f.Path)];
    }

    /// <summary>The configuration with its comments.</summary>
    public static string Template()
    {
        using var stream = typeof(Starter).Assembly.GetManifestResourceStream("Stillhound.Server.Setup.stillhound.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Twenty characters that are hard to mistake for each other: 100 bits.
    private static string NewPassword() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 20);

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static void WriteOne(string path, string text, bool secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
