namespace Stillhound.Core.Fingerprints;

/// <summary>Opaque properties of an exchange that accounts are compared by.</summary>
public enum TraitKind : byte
{
    /// <summary>The system prompt.</summary>
    System = 0,

    /// <summary>The tools offered.</summary>
    Tools,

    /// <summary>The parameters but for output limit and temperature.</summary>
    Params,

    /// <summary>The limit on output tokens alone.</summary>
    MaxTokens,

    /// <summary>The sampling temperature alone.</summary>
    Temperature,

    /// <summary>The output format that the prompt asks for.</summary>
    Format,

    /// <summary>The model.</summary>
    Model,

    /// <summary>The user agent without its version.</summary>
    UserAgent,

    /// <summary>The TLS fingerprint.</summary>
    Tls,

    /// <summary>The autonomous system.</summary>
    Asn,

    /// <summary>The country of the address.</summary>
    Country,

    /// <summary>The /24 (or /48) of the address.</summary>
    Network,
}

/// <summary>Number and names of <see cref="TraitKind"/>.</summary>
public static class TraitKinds
{
    /// <summary>How many there are.</summary>
    public const int Count = 12;

    private static readonly string[] Names =
    [
        "system prompt", "tools", "parameters", "output limit", "temperature", "output format", "model", "user agent",
        "TLS fingerprint", "autonomous system", "country", "network",
    ];

    /// <summary>The name in output.</summary>
    public static string NameOf(TraitKind kind) => Names[(int)kind];
}
