namespace Stillhound.Core.Campaigns;

/// <summary>Something that happened to a campaign.</summary>
/// <param name="Time">Event time; of entries that were summed up, that of the first.</param>
/// <param name="Text">What happened and why, in a sentence.</param>
public sealed record CampaignNote(DateTimeOffset Time, string Text)
{
    /// <summary>What kind of thing it was.</summary>
    public CampaignChange What { get; init; }

    /// <summary>Why, in words; empty where there is no more to say than what happened.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Accounts that it touched.</summary>
    public int Accounts { get; init; }

    /// <summary>The other campaign that took part; null where there is none.</summary>
    public string? Campaign { get; init; }

    /// <summary>Event time of the last entry that was summed up here; null where it happened once.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>What can happen to a campaign.</summary>
public enum CampaignChange : byte
{
    /// <summary>It was first seen.</summary>
    Proposed,

    /// <summary>It moved to another tier.</summary>
    Tier,

    /// <summary>Its own accounts no longer carried the verdict.</summary>
    SteppedDown,

    /// <summary>Accounts came in.</summary>
    Attached,

    /// <summary>Accounts that no longer resemble it went.</summary>
    Left,

    /// <summary>The provider suspended accounts of it.</summary>
    Suspended,

    /// <summary>The provider lifted suspensions.</summary>
    Restored,

    /// <summary>Accounts ended and others that started within a day took their place.</summary>
    PoolSwap,

    /// <summary>A cohort without any of its accounts continued it after it had ended.</summary>
    Resumed,

    /// <summary>It took in another campaign.</summary>
    Absorbed,

    /// <summary>A new campaign took accounts of it.</summary>
    Split,

    /// <summary>It was made of accounts of an older campaign.</summary>
    SplitOff,

    /// <summary>It resembles a campaign that ended before it.</summary>
    SuccessorOf,

    /// <summary>A campaign that began after its end resembles it.</summary>
    SucceededBy,

    /// <summary>What it is after, or what ties it, changed.</summary>
    Relabelled,
}
