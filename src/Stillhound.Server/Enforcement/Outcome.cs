namespace Stillhound.Server.Enforcement;

/// <summary>How a request of a gateway was answered, for counting.</summary>
internal enum Outcome : byte
{
    /// <summary>Nothing stands for the account.</summary>
    Allowed,

    /// <summary>Served, and the answer carries what is decided (tag, verify, token budget, restricted features).</summary>
    Marked,

    /// <summary>Served because the decision is simulated; the answer says what would have been done.</summary>
    Would,

    /// <summary>Refused for now: too many requests or tokens.</summary>
    Limited,

    /// <summary>Refused.</summary>
    Refused,

    /// <summary>Served because the request names no account.</summary>
    Unnamed,

    /// <summary>Served because the answer was not ready within the deadline.</summary>
    Late,

    /// <summary>Served because something here failed.</summary>
    Failed,

    /// <summary>Not answered: the request cannot be read.</summary>
    Unreadable,

    /// <summary>Not answered: the token is missing or wrong.</summary>
    Unauthorized,
}
