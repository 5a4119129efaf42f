using Stillhound.Server.Configuration;

namespace Stillhound.Server.Ingest;

/// <summary>What is kept of records that could not be read.</summary>
public sealed record RejectLogOptions
{
    /// <summary>Bytes after which the file is set aside and a new one begun; one is kept aside. From 64 KB to 1 GB; default 16 MB.</summary>
    public long Largest { get; init; } = 16 << 20;

    /// <summary>Whether the first bytes of each record are kept too. They may hold what somebody asked a model.</summary>
    public bool Excerpts { get; init; }

    /// <summary>Reads the section <c>ingest.rejects</c>.</summary>
    /// <exception cref="ConfigurationException">A key or value is wrong.</exception>
    internal static RejectLogOptions Read(YamlSection section)
    {
        var options = new RejectLogOptions();
        options = options with
        {
            Largest = section.Size("largest", options.Largest, 64 << 10, 1L << 30),
            Excerpts = section.Flag("excerpts", false),
        };
        section.RefuseOthers();
        return options;
    }
}
