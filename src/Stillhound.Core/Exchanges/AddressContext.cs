namespace Stillhound.Core.Exchanges;

/// <summary>
/// What lists say of the address of an exchange. It is context for the people who read findings: many customers send from
/// data centres and through privacy networks, and lists are wrong, so no cohort is proposed by it and no verdict weighs it.
/// </summary>
[Flags]
public enum ContextFlags : byte
{
    /// <summary>No list was asked.</summary>
    None = 0,

    /// <summary>The address could be read and lists were asked.</summary>
    LookedUp = 1,

    /// <summary>A data centre or hosting provider.</summary>
    Hosting = 2,

    /// <summary>A virtual private network.</summary>
    Vpn = 4,

    /// <summary>A public or residential proxy.</summary>
    Proxy = 8,

    /// <summary>A Tor exit.</summary>
    Tor = 16,

    /// <summary>On a list of any other kind.</summary>
    Other = 32,

    /// <summary>Two lists that both cover the address say different things of it.</summary>
    ListsDiffer = 64,

    /// <summary>A list names another country or autonomous system than the record itself.</summary>
    RecordDiffers = 128,
}

/// <summary>Kinds of context. The first five are of addresses and follow the order of <see cref="ContextFlags"/>.</summary>
public enum ContextKind : byte
{
    /// <summary>A data centre or hosting provider.</summary>
    Hosting,

    /// <summary>A virtual private network.</summary>
    Vpn,

    /// <summary>A public or residential proxy.</summary>
    Proxy,

    /// <summary>A Tor exit.</summary>
    Tor,

    /// <summary>Anything else that a list was made of.</summary>
    Other,

    /// <summary>The domain of an account's mail address hands out addresses to anybody. Such lists hold real universities too.</summary>
    DisposableMail,
}

/// <summary>One thing that one list can say. Its bit in the labels of an exchange is its place in the list of labels.</summary>
/// <param name="List">Name of the list.</param>
/// <param name="Kind">What it says.</param>
public sealed record ContextLabel(string List, ContextKind Kind)
{
    /// <summary>Most labels of one run; the bits above them are taken.</summary>
    public const int Most = 30;

    /// <summary>Bit that says that <see cref="ContextFlags.ListsDiffer"/> was seen.</summary>
    public const uint ListsDiffer = 1u << 30;

    /// <summary>Bit that says that <see cref="ContextFlags.RecordDiffers"/> was seen.</summary>
    public const uint RecordDiffers = 1u << 31;
}
