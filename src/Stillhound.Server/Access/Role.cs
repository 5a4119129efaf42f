namespace Stillhound.Server.Access;

/// <summary>What the holder of a token may do, as it stands in the configuration.</summary>
internal static class Role
{
    /// <summary>Send exchanges, account facts and events.</summary>
    public const string Ingest = "ingest";

    /// <summary>Ask for decisions: gateways.</summary>
    public const string Enforce = "enforce";

    /// <summary>Read campaigns, decisions and the ledger.</summary>
    public const string Viewer = "viewer";

    /// <summary>As a viewer; propose, undo and dismiss.</summary>
    public const string Analyst = "analyst";

    /// <summary>As an analyst; approve and reject.</summary>
    public const string Approver = "approver";

    /// <summary>Everything, and the configuration.</summary>
    public const string Admin = "admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Ingest, Enforce, Viewer, Analyst, Approver, Admin];

    /// <summary>What a role brings with it, itself included.</summary>
    public static IReadOnlyList<string> Implied(string role) => role switch
    {
        Analyst => [Analyst, Viewer],
        Approver => [Approver, Analyst, Viewer],
        Admin => All,
        _ => [role],
    };
}
