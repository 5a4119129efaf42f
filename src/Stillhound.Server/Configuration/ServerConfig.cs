using Stillhound.Formats.Configuration;
using Stillhound.Formats.Inputs;
using Stillhound.Server.Access;
using Stillhound.Server.Cases;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Ingest;
using Stillhound.Server.Journal;
using Stillhound.Server.Operations;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Configuration;

/// <summary>Reads the server's one YAML file.</summary>
internal static class ServerConfig
{
    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="environment">Gives the value of an environment variable; null for the process's own.</param>
    /// <exception cref="ConfigurationException">It cannot be read or something in it is wrong; the message names file, line and key.</exception>
    public static ServerOptions Load(string path, Func<string, string?>? environment = null) =>
        Load(path, environment ?? Environment.GetEnvironmentVariable, new ConfigReading(File.ReadAllBytes));

    /// <summary>Reads it and remembers what was read.</summary>
    /// <exception cref="ConfigurationException">It cannot be read or something in it is wrong; the message names file, line and key.</exception>
    public static ServerOptions Load(string path, Func<string, string?> environment, ConfigReading reading)
    {
        try
        {
            using var text = new StreamReader(new MemoryStream(reading.Read(path)));
            return Parse(text, path, environment, reading);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: {e.Message}; stillhound init writes one", e);
        }
    }

    /// <summary>Reads the text of one.</summary>
    /// <exception cref="ConfigurationException">Something in it is wrong; the message names file, line and key.</exception>
    public static ServerOptions Parse(TextReader yaml, string path, Func<string, string?> environment, ConfigReading? reading = null)
    {
        var root = YamlSection.Load(yaml, path, environment, reading);
        root.OneOf("version", 1, ("1", 1));
        var options = new ServerOptions
        {
            File = Path.GetFullPath(path),
            Reading = reading,
            State = root.Path("state", "state")!,
            Listen = ListenOptions.Read(root.Section("listen")),
            Access = AccessOptions.Read(root.Section("access")),
            Privacy = PrivacyOptions.Read(root.Section("privacy")),
            Ingest = IngestOptions.Read(root.Section("ingest")),
            Journal = JournalConfig.Read(root.Section("journal")),
            Checkpoint = CheckpointOptions.Read(root.Section("checkpoint")),
            Policy = PolicyConfig.Read(root.Section("policy")),
            Cases = CaseOptions.Read(root.Section("cases")),
            Enforce = EnforcementOptions.Read(root.Section("enforce")),
            Console = ConsoleOptions.Read(root.Section("console")),
            Log = ServerLogOptions.Read(root.Section("log")),
            Detect = Detect(root, path),
        };
        root.RefuseOthers();
        return options;
    }

    private static DetectionSettings Detect(YamlSection root, string path)
    {
        try
        {
            return DetectionConfig.Read(root.Node("detect"), path);
        }
        catch (InputException e)
        {
            throw new ConfigurationException(e.Message, e);
        }
    }
}
