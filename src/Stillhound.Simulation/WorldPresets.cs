using Stillhound.Simulation.Chance;

namespace Stillhound.Simulation;

/// <summary>Worlds that commands and benchmarks share.</summary>
public static class WorldPresets
{
    private static readonly CampaignKind[] Hidden =
        [CampaignKind.Hydra, CampaignKind.FixedPrompt, CampaignKind.Relay, CampaignKind.Grading, CampaignKind.Reworded, CampaignKind.Rotated, CampaignKind.Pivot];

    /// <summary>Names of the presets.</summary>
    public static IReadOnlyList<string> Names { get; } = ["quick", "dense", "run", "calm", "lookalikes", "hard"];

    /// <summary>About 5,000 accounts and 220,000 exchanges in ten days, every kind of campaign once, 15% of accounts.</summary>
    public static WorldOptions Quick(ulong seed) => new()
    {
        Seed = seed,
        Days = 10,
        Accounts = 5000,
        Exchanges = 220_000,
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

    /// <summary>
    /// About 3,000 accounts and 95,000 exchanges in ten days, nearly a third of the accounts in six to nine campaigns that are
    /// slower than usual and mix up to half of their traffic with what people ask. Far more campaign than any provider has:
    /// nulls that are read from such a population must be robust.
    /// </summary>
    public static WorldOptions Dense(ulong seed)
    {
        var rng = new Rng(Seeds.Of(seed, "dense"));
        var kinds = Enum.GetValues<CampaignKind>();
        var campaigns = new CampaignSpec[rng.Between(6, 9)];
        for (var i = 0; i < campaigns.Length; i++)
        {
            var kind = rng.Pick<CampaignKind>(kinds);
            var rotated = kind == CampaignKind.Rotated;
            campaigns[i] = new CampaignSpec(kind)
            {
                Accounts = rotated ? rng.Between(20, 45) : (int)rng.LogRange(50, 220),
                Rate = rotated ? rng.LogRange(20, 60) : rng.LogRange(1.8, 5),
                Mixing = rng.Chance(0.5) ? 0 : rng.Range(0.05, 0.5),
                HumanRhythm = rng.Unit(),
            };
        }

        return new WorldOptions { Seed = seed, Days = 10, Accounts = 3000, Exchanges = 95_000, Campaigns = campaigns };
    }

    /// <summary>Ten honest days.</summary>
    public static WorldOptions Calm(ulong seed, int accounts) => new() { Seed = seed, Days = 10, Accounts = accounts };

    /// <summary>Ten honest days, more than half of the accounts in groups that share with campaigns what they can.</summary>
    public static WorldOptions LookAlikes(ulong seed, int accounts) => HardPresets.LookAlikes(seed, accounts);

    /// <summary>About 9,000 accounts in ten days: campaigns that take pains to look like people, beside the look-alikes.</summary>
    public static WorldOptions Hard(ulong seed) => HardPresets.Hard(seed);

    /// <summary>Names of the presets without campaigns.</summary>
    public static IReadOnlyList<string> HonestNames { get; } = ["calm", "lookalikes"];

    /// <summary>A preset without campaigns, of any size.</summary>
    /// <returns>Null when there is none of that name.</returns>
    public static WorldOptions? FindHonest(string name, ulong seed, int accounts) => name switch
    {
        "calm" => Calm(seed, accounts),
        "lookalikes" => LookAlikes(seed, accounts),
        _ => null,
    };

    /// <summary>A preset by its name.</summary>
    /// <returns>Null when there is none of that name.</returns>
    public static WorldOptions? Find(string name, ulong seed) => name switch
    {
        "quick" => Quick(seed),
        "dense" => Dense(seed),
        "run" => Run(seed),
        "calm" => Calm(seed, 5000),
        "lookalikes" => LookAlikes(seed, 5000),
        "hard" => Hard(seed),
        _ => null,
    };
}
