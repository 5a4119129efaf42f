namespace Stillhound.Server.Configuration;

/// <summary>The console that is served beside the API.</summary>
internal sealed record ConsoleOptions
{
    /// <summary>Whether it is served.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Where people reach it, when that is not where it listens; null for loopback alone. Requests for other hosts are refused.</summary>
    public Uri? Url { get; init; }

    /// <summary>Reads the section <c>console</c>.</summary>
    /// <exception cref="ConfigurationException">A key or value is wrong.</exception>
    public static ConsoleOptions Read(YamlSection section)
    {
        var text = section.Text("url", "");
        Uri? url = null;
        if (text.Length > 0 && !(Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme is "http" or "https" && url is { AbsolutePath: "/", Query: "" }))
            throw section.Wrong("url", "expected an address such as https://stillhound.example, without a path");
        var options = new ConsoleOptions { Enabled = section.Flag("enabled", true), Url = url };
        section.RefuseOthers();
        return options;
    }
}
