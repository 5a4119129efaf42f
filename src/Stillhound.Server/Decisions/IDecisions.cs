namespace Stillhound.Server.Decisions;

/// <summary>The decisions that stand, for those who carry them out. Thread safe; reading never waits.</summary>
public interface IDecisions
{
    /// <summary>What stands now. Replaced as a whole, never changed.</summary>
    DecisionSnapshot Current { get; }

    /// <summary>
    /// The decision that stands for an account as the gateway names it, simulated ones included; null when there is none or it has
    /// ended. Takes well under a microsecond where names are kept as they are.
    /// </summary>
    /// <param name="account">The account's name in UTF-8, as in the records.</param>
    Decision? Find(ReadOnlySpan<byte> account);

    /// <summary>
    /// What changed since a version of the snapshot: (account, decision) that stand now and did not or stood otherwise, and those that no
    /// longer do. Null when that version is too long ago: begin again with <see cref="Current"/>.
    /// </summary>
    /// <param name="version">A <see cref="DecisionSnapshot.Version"/>.</param>
    DecisionChanges? ChangesSince(long version);
}

/// <summary>What changed between two versions of the snapshot.</summary>
/// <param name="Version">The newer version.</param>
/// <param name="Added">Decisions that came or changed, with the account's stored name.</param>
/// <param name="Removed">Decisions that ended, were undone or were replaced, with the account's stored name.</param>
public sealed record DecisionChanges(long Version, IReadOnlyList<AccountDecision> Added, IReadOnlyList<AccountDecision> Removed);

/// <summary>A decision and one account that it covers.</summary>
/// <param name="Account">The account's name as it is stored: plain, or <c>hmac-sha256:kid:hex</c>.</param>
/// <param name="Decision">The decision.</param>
public readonly record struct AccountDecision(string Account, Decision Decision);
