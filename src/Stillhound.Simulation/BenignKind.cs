namespace Stillhound.Simulation;

/// <summary>Kinds of honest traffic. Most of them resemble a campaign in one way or another.</summary>
public enum BenignKind
{
    /// <summary>One person in a chat.</summary>
    Individual,

    /// <summary>A person who programs against the API.</summary>
    Developer,

    /// <summary>Strangers who use one popular tool with its own templates, system prompt, parameters and client.</summary>
    Tool,

    /// <summary>The same, days after its launch: sign-ups burst.</summary>
    ToolLaunched,

    /// <summary>One organisation's batch work over many accounts.</summary>
    FirmBatch,

    /// <summary>One organisation's build machines.</summary>
    CiFleet,

    /// <summary>Strangers who run one public benchmark.</summary>
    EvalHarness,

    /// <summary>A class with the same assignments.</summary>
    Classroom,

    /// <summary>A weekend of building from fresh accounts.</summary>
    Hackathon,

    /// <summary>One account that carries many end users.</summary>
    Reseller,

    /// <summary>An aggregator whose users are invisible.</summary>
    Gateway,

    /// <summary>One organisation that makes training data for its own models.</summary>
    DataMaker,

    /// <summary>The backend of an application.</summary>
    SaasApp,

    /// <summary>Strangers who use one product in which the model judges.</summary>
    JudgeTool,

    /// <summary>People who do annotation work under the same instructions.</summary>
    Annotator,

    /// <summary>An organisation's backfill.</summary>
    Migration,

    /// <summary>A declared red team.</summary>
    RedTeam,

    /// <summary>Strangers who paste a prompt that went round.</summary>
    ViralPrompt,

    /// <summary>People behind shared VPN exits.</summary>
    VpnUser,
}
