namespace Stillhound.Core.Verdicts;

/// <summary>Families of evidence. Measurements inside a family depend on each other; families are argued to be independent.</summary>
internal enum Family : byte
{
    /// <summary>What is asked: whose topics, and whether items come again.</summary>
    Payload,

    /// <summary>How much, and how evenly.</summary>
    Volume,

    /// <summary>When in the day, and in sittings or not.</summary>
    Rhythm,

    /// <summary>When accounts are made, start and end.</summary>
    LifeCycle,

    /// <summary>Payment, device, sign-up.</summary>
    Identity,

    /// <summary>Addresses, networks, routes.</summary>
    Network,

    /// <summary>Turns, lengths, what is done with answers.</summary>
    ResponseUse,

    /// <summary>Answers to suspensions.</summary>
    Reaction,

    /// <summary>Reasoning, grades, tasks wanted; refusals probed.</summary>
    Elicitation,

    /// <summary>What it is aimed at: the newest model.</summary>
    Focus,

    /// <summary>Rising, falling and pausing together.</summary>
    Synchrony,

    /// <summary>Claimed country against route, hours and script. Blind unless the operator's policy makes it evidence.</summary>
    Region,
}

/// <summary>Names and kinds of families.</summary>
internal static class Families
{
    public const int Count = 12;

    private static readonly string[] Names =
        ["payload", "volume", "rhythm", "life_cycle", "identity", "network", "response_use", "reaction", "elicitation", "focus", "synchrony", "region"];

    private static readonly string[] Needed =
    [
        "prompt, or phrases made upstream", "time and account", "time", "account facts: created", "account facts: payment_hash, device_hash, signup_ip, email_hash",
        "client.ip, client.asn, client.rtt_tcp_ms, client.rtt_tls_ms", "turn or conversation, usage.output_tokens, finish_reason",
        "events: account_suspended", "prompt, finish_reason", "events: model_released", "time",
        "account facts: country; client.country, client.rtt_tcp_ms, client.rtt_tls_ms, prompt; regional_access: evidence",
    ];

    // How often a campaign shows the family at all, when its input is there: reported campaigns used unique cards or shared
    // ones, residential routes or plain ones, and most were never suspended. What a campaign need not show cannot clear it.
    private static readonly double[] Shown = [0.7, 0.75, 0.75, 0.6, 0.4, 0.5, 0.6, 0.3, 0.3, 0.3, 0.4, 0.3];

    /// <summary>Prior probability that a campaign shows the family, 0 to 1.</summary>
    public static double ShownBy(Family family) => Shown[(int)family];

    public static string NameOf(Family family) => Names[(int)family];

    public static string NeedsOf(Family family) => Needed[(int)family];

    /// <summary>
    /// Whether the family shows accounts acting together rather than software behaving like itself. Tier act asks for at
    /// least one such family.
    /// </summary>
    public static bool ShowsCoordination(Family family) =>
        family is Family.Volume or Family.LifeCycle or Family.Identity or Family.Network or Family.Reaction or Family.Synchrony;
}
