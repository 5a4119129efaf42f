namespace Stillhound.Simulation;

/// <summary>Worlds that commands and benchmarks share.</summary>
public static class WorldPresets
{
    private static readonly CampaignKind[] Hidden =
        [CampaignKind.Hydra, CampaignKind.FixedPrompt, CampaignKind.Relay, CampaignKind.Grading, CampaignKind.Reworded, CampaignKind.Rotated, CampaignKind.Pivot];

    /// <summary>Names of the presets.</summary>
    public static IReadOnlyList<string> Names { get; } = ["quick", "run", "calm"];

    /// <summary>About 5,000 accounts and 200,000 exchanges in ten days, every kind of campaign once, 15% of accounts.</summary>
    public static WorldOptions Quick(ulong seed) => new()
    {
        Seed = seed,
        Days = 10,
        Accounts = 5000,
        Exchanges = 200_000,
        Campaigns = [.. Enum.GetValues<CampaignKind>().Select(kind => new CampaignSpec(kind))],
    };

    /// <summary>About a million exchanges in fourteen days with seven campaigns hidden in them.</summary>
    public static WorldOptions Run(ulong seed) => new()
    {
        Seed = seed,
        Days = 14,
        Accounts = 18_000,
        Exchanges = 1_000_000,
        Campaigns = [.. Hidden.Select(kind => new CampaignSpec(kind))],
    };

    /// <summary>Ten honest days.</summary>
    public static WorldOptions Calm(ulong seed, int accounts) => new() { Seed = seed, Days = 10, Accounts = accounts };

    /// <summary>A preset by its name.</summary>
    /// <returns>Null when there is none of that name.</returns>
    public static WorldOptions? Find(string name, ulong seed) => name switch
    {
        "quick" => Quick(seed),
        "run" => Run(seed),
        "calm" => Calm(seed, 5000),
        _ => null,
    };
}
