namespace Stillhound.Simulation;

/// <summary>Kinds of single accounts that no preset holds.</summary>
public enum LoneKind
{
    /// <summary>A harvest through one account.</summary>
    Harvester,

    /// <summary>One account that tries wordings against the refusals and scales up what gets through.</summary>
    Prober,

    /// <summary>A person who claims and shows one country and lives by another's day, in another's language, behind a relay.</summary>
    Elsewhere,

    /// <summary>A person who is away from home for the whole time.</summary>
    Traveller,

    /// <summary>A person who writes another language than most people of the country.</summary>
    Expatriate,

    /// <summary>A person with a program that sends a lot.</summary>
    BusyDeveloper,
}

/// <summary>Single accounts to add to a world. What the world holds without them stays as it is.</summary>
/// <param name="Kind">What they do.</param>
/// <param name="Accounts">How many, each for itself, 1 to 10,000.</param>
public sealed record LoneSpec(LoneKind Kind, int Accounts = 1)
{
    /// <summary>Exchanges a day of each; drawn for each when null.</summary>
    public double? Rate { get; init; }

}
