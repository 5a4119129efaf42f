namespace Stillhound.Core.Exchanges;

/// <summary>What the operator knows about one account besides its traffic. Everything but the account is optional.</summary>
/// <param name="Account">The account's name, as in the exchanges.</param>
public sealed record AccountFacts(string Account)
{
    /// <summary>When the account was made; null when unknown.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Organisation it belongs to.</summary>
    public string? Org { get; init; }

    /// <summary>What it pays for.</summary>
    public Plan Plan { get; init; }

    /// <summary>How far its owner was verified.</summary>
    public Verification Verified { get; init; }

    /// <summary>Claimed country, packed by <see cref="CountryCode.Pack"/>; 0 when unknown.</summary>
    public ushort Country { get; init; }

    /// <summary>Domain of its mail address.</summary>
    public string? EmailDomain { get; init; }

    /// <summary>Opaque equality token of its mail address.</summary>
    public string? EmailHash { get; init; }

    /// <summary>Opaque equality token of its means of payment.</summary>
    public string? PaymentHash { get; init; }

    /// <summary>Opaque equality token of the device it signed up from.</summary>
    public string? DeviceHash { get; init; }

    /// <summary>Address it signed up from, as text.</summary>
    public string? SignupIp { get; init; }

    /// <summary>What lists say of it, a bit each; see <see cref="ContextLabel"/>. Context alone, as with addresses.</summary>
    public uint ContextLabels { get; init; }
}

/// <summary>What an account pays for.</summary>
public enum Plan : byte
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Pays nothing.</summary>
    Free,

    /// <summary>An education programme.</summary>
    Edu,

    /// <summary>One person's subscription.</summary>
    Pro,

    /// <summary>A team's subscription.</summary>
    Team,

    /// <summary>Pay as you go.</summary>
    Api,

    /// <summary>A negotiated contract.</summary>
    Enterprise,
}

/// <summary>How far an account's owner was verified.</summary>
public enum Verification : byte
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Not at all.</summary>
    None,

    /// <summary>A mail address answered.</summary>
    Email,

    /// <summary>A phone answered.</summary>
    Phone,

    /// <summary>A card was charged.</summary>
    Card,

    /// <summary>An identity document was checked.</summary>
    Kyc,

    /// <summary>A contract was signed.</summary>
    Contract,
}
