namespace Stillhound.Server.Configuration;

/// <summary>How often the detector's state is written down, so that a restart need not read the whole journal.</summary>
public sealed record CheckpointOptions
{
    /// <summary>Time between two checkpoints. From 10 seconds to a day; default 10 minutes.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Checkpoints that are kept. From 1 to 100; default 2, so that one that turns out damaged is not the only one.</summary>
    public int Keep { get; init; } = 2;

    /// <summary>
    /// Whether the server may begin without what it found before: where no checkpoint can be used and the journal no longer has all, campaigns
    /// from before are gone, and decisions about them end. Default no: it does not start then.
    /// </summary>
    public bool BeginAnew { get; init; }

    /// <summary>Reads the section <c>checkpoint</c>.</summary>
    /// <exception cref="ConfigurationException">A key or value is wrong.</exception>
    internal static CheckpointOptions Read(YamlSection section)
    {
        var usual = new CheckpointOptions();
        var options = new CheckpointOptions
        {
            Every = section.Duration("every", usual.Every, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)),
            Keep = (int)section.Whole("keep", usual.Keep, 1, 100),
            BeginAnew = section.Flag("begin_anew", usual.BeginAnew),
        };
        section.RefuseOthers();
        return options;
    }
}
