namespace Stillhound.AspNetCore;

/// <summary>What is decided about an account.</summary>
public enum GatewayAction
{
    /// <summary>Requests are served and marked.</summary>
    Tag,

    /// <summary>The account's owner is asked to verify who they are; requests are served and marked meanwhile.</summary>
    Verify,

    /// <summary>Tokens a day are limited: those that the application reports by <see cref="IStillhoundFeature.ChargeTokens"/>.</summary>
    CapTokens,

    /// <summary>Requests a minute are limited.</summary>
    Slow,

    /// <summary>Features that harvests live on are to be refused by the application; requests are served and marked.</summary>
    Restrict,

    /// <summary>Requests are refused with 401.</summary>
    SuspendKey,

    /// <summary>Requests are refused with 403.</summary>
    SuspendAccount,
}
