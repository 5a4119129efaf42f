namespace Stillhound.Simulation;

/// <summary>
/// Honest groups that share with a campaign what a campaign cannot hide. A world holds them only where it is asked to; see
/// <see cref="WorldOptions.LookAlikes"/>.
/// </summary>
public enum LookAlikeKind
{
    /// <summary>An agent framework of last week: sign-ups burst, everybody has the same prompts, tools and parameters.</summary>
    AgentLaunch,

    /// <summary>Strangers whose tool runs by itself around the clock, at the interval it came with.</summary>
    AlwaysOnTool,

    /// <summary>A product with many templates and the most users of all, at times sent by its maker's servers.</summary>
    SuiteTool,

    /// <summary>Strangers who copied one scheduled job and run it on hosted build machines.</summary>
    ActionUsers,

    /// <summary>Users of a router, who all come when another provider is down.</summary>
    Failover,

    /// <summary>Customers of a provider that closes, who all move here with what they had before its last day.</summary>
    MovedUsers,

    /// <summary>Strangers who run a harness on the day of a release.</summary>
    ReleaseEval,

    /// <summary>One firm with a key on every phone, behind a carrier's address translation.</summary>
    CarrierFirm,

    /// <summary>The same, and nothing the operator knows names the firm.</summary>
    UnnamedFirm,

    /// <summary>An aggregator that spreads people whom it does not name over a pool of keys.</summary>
    GatewayPool,

    /// <summary>One firm that makes training data for a model of its own, under a contract and declared.</summary>
    ContractedData,

    /// <summary>The same without contract or declaration.</summary>
    UncontractedData,

    /// <summary>A course that hands out code: one prompt and one client, and data of each student's own.</summary>
    StarterCourse,

    /// <summary>A weekend with one starter kit and the sponsor's credits.</summary>
    KitHackathon,

    /// <summary>People who look for holes in the model for a prize, and who did not say so.</summary>
    BountyCrowd,

    /// <summary>People who hide their address and their device, and take a new account every few days.</summary>
    PrivacyUsers,
}
