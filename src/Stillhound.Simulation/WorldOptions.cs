using Stillhound.Simulation.Corpora;

namespace Stillhound.Simulation;

/// <summary>What a world is made from. The same options give the same bytes.</summary>
public sealed record WorldOptions
{
    /// <summary>Decides everything that is not given.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Start, midnight UTC.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 7, 6, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Length in days, 1 to 400.</summary>
    public int Days { get; init; } = 10;

    /// <summary>Accounts, campaigns' included; follows from <see cref="Exchanges"/> when null.</summary>
    public int? Accounts { get; init; }

    /// <summary>
    /// Expected number of exchanges. Honest rates are scaled to meet it; campaigns keep theirs. Null leaves the rates as
    /// drawn.
    /// </summary>
    public long? Exchanges { get; init; }

    /// <summary>Campaigns to hide in it.</summary>
    public IReadOnlyList<CampaignSpec> Campaigns { get; init; } = [];

    /// <summary>Honest groups that resemble campaigns, beside the usual mix; the rest of the accounts is the mix.</summary>
    public IReadOnlyList<LookAlikeSpec> LookAlikes { get; init; } = [];

    /// <summary>Weight of honest kinds relative to the default mix; a kind left out has weight 1, a weight of 0 removes it.</summary>
    public IReadOnlyDictionary<BenignKind, double> BenignWeights { get; init; } = new Dictionary<BenignKind, double>();

    /// <summary>Single accounts to add beside all others.</summary>
    public IReadOnlyList<LoneSpec> Lone { get; init; } = [];

    /// <summary>Mean length that prompts are filled up towards, in words; null leaves them as the grammars make them.</summary>
    public int? MeanPromptWords { get; init; }

    /// <summary>Real text to mix in.</summary>
    public Corpus? Corpus { get; init; }
}
