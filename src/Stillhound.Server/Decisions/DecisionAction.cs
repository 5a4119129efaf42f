namespace Stillhound.Server.Decisions;

/// <summary>What is done about an account, from nothing to everything. Silent degradation of answers is not among them.</summary>
public enum DecisionAction : byte
{
    /// <summary>Nothing; it is recorded that the account was looked at.</summary>
    Observe,

    /// <summary>The request is served and carries a header that says so.</summary>
    Tag,

    /// <summary>The account's owner is asked to verify who they are; requests are served meanwhile.</summary>
    Verify,

    /// <summary>The account's tokens a day are limited.</summary>
    CapTokens,

    /// <summary>The account's requests a minute are limited.</summary>
    Slow,

    /// <summary>Features that harvests live on (token probabilities, several answers, visible reasoning, batches) are refused.</summary>
    Restrict,

    /// <summary>Requests with the account's keys are refused; its owner may still sign in and make others.</summary>
    SuspendKey,

    /// <summary>Every request of the account is refused.</summary>
    SuspendAccount,
}
