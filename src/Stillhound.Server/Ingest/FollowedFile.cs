using Stillhound.Formats.Inputs;
using Stillhound.Formats.Pipeline;
using Stillhound.Server.Configuration;

namespace Stillhound.Server.Ingest;

/// <summary>A file whose new lines are taken in as they are written; it may be rotated or cut.</summary>
public sealed record FollowedFile
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>What its lines are.</summary>
    public LogFormat Format { get; init; } = LogFormat.Native;

    /// <summary>A map file; required where the format is mapped.</summary>
    public string? Map { get; init; }

    /// <summary>Whether what stands in it before it is first seen is taken in too.</summary>
    public bool FromStart { get; init; }

    /// <summary>Reads one element of <c>ingest.files</c>.</summary>
    /// <exception cref="ConfigurationException">A key or value is wrong.</exception>
    internal static FollowedFile Read(YamlSection section)
    {
        var path = section.Path("path") ?? throw section.Wrong("path", "is required");
        var map = section.PathOfPart("map");
        LogFormat format;
        try
        {
            format = LogFormatName.Parse(section.Text("format", map is null ? "native" : "mapped"));
        }
        catch (InputException e)
        {
            throw section.Wrong("format", e.Message);
        }

        if (format == LogFormat.Auto)
            throw section.Wrong("format", "a followed file's format must be said");
        if (format == LogFormat.Mapped && map is null)
            throw section.Wrong("map", "is required where the format is mapped");
        var file = new FollowedFile { Path = path, Format = format, Map = map, FromStart = section.Flag("from_start", false) };
        section.RefuseOthers();
        return file;
    }
}
