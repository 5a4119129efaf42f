namespace Stillhound.Core.Exchanges;

/// <summary>Something that happened on the provider's side and that traffic may react to.</summary>
/// <param name="Time">When.</param>
/// <param name="Type">What.</param>
public sealed record ProviderEvent(DateTimeOffset Time, ProviderEventType Type)
{
    /// <summary>Account it is about, for suspensions and restorations; for erasures <see cref="Hash64"/> of its name, in hexadecimal.</summary>
    public string? Account { get; init; }

    /// <summary>Organisation it is about, for declared workloads.</summary>
    public string? Org { get; init; }

    /// <summary>Model it is about, for releases.</summary>
    public string? Model { get; init; }

    /// <summary>Campaign it is about, for dismissals and what withdraws them.</summary>
    public string? Campaign { get; init; }

    /// <summary>Kind of the declared workload, as the operator wrote it; for dismissals the benign explanation, one of <see cref="Verdicts.Hypotheses.All"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>When a declared workload ends; null when it does not say.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Kinds of <see cref="ProviderEvent"/>.</summary>
public enum ProviderEventType : byte
{
    /// <summary>A model became available.</summary>
    ModelReleased,

    /// <summary>An account was suspended.</summary>
    AccountSuspended,

    /// <summary>A suspended account was restored.</summary>
    AccountRestored,

    /// <summary>An organisation said what it is going to do.</summary>
    WorkloadDeclared,

    /// <summary>A person said that a campaign is none, and what it is instead.</summary>
    CampaignDismissed,

    /// <summary>A person took such a dismissal back.</summary>
    CampaignReinstated,

    /// <summary>What is held of an account was erased. It takes effect at once and names nobody.</summary>
    AccountErased,
}
