namespace Stillhound.Simulation;

/// <summary>Kinds of campaigns.</summary>
public enum CampaignKind
{
    /// <summary>Many accounts, several templates, mixed infrastructure.</summary>
    Hydra,

    /// <summary>One fixed instruction; a second pool of accounts takes over when the first is suspended.</summary>
    FixedPrompt,

    /// <summary>The end users of another service, spread over accounts, low and slow.</summary>
    Relay,

    /// <summary>Few heavy accounts, replaced every day or so.</summary>
    Rotated,

    /// <summary>The model as a reward model: grading by rubric.</summary>
    Grading,

    /// <summary>Each prompt worded anew, the tasks drawn from one distribution.</summary>
    Reworded,

    /// <summary>About half of the traffic moves to a new model within a day of its release.</summary>
    Pivot,

    /// <summary>Variants of one intent against the refusals, survivors scaled up.</summary>
    Probing,

    /// <summary>A set of templates.</summary>
    Templates,

    /// <summary>Tool-use and coding-agent trajectories.</summary>
    Agentic,

    /// <summary>The reasoning behind answers that are already known.</summary>
    Reconstruction,
}
