using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Server.Cases;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Privacy;

/// <summary>Where one account occurs.</summary>
/// <param name="Names">The names under which it is or may be stored; the one by which it was asked for is the first, and may be none of them.</param>
/// <param name="Profiles">What the engine holds of it, a record a name.</param>
/// <param name="Facts">What policies know of it.</param>
/// <param name="Decisions">Decisions that cover it, or that it waits for.</param>
/// <param name="ClearedOf">Campaigns that it was cleared of.</param>
/// <param name="Cases">Campaigns whose cases mention it.</param>
/// <param name="Appeals">Appeals about it.</param>
/// <param name="Holds">Holds that stand on it or on a campaign that it is in.</param>
/// <param name="LedgerEntries">Entries of the ledger that name it.</param>
/// <param name="Journal">What is kept of the journal, in which its exchanges may be.</param>
internal sealed record Subject(
    IReadOnlyList<string> Names, IReadOnlyList<AccountRecord> Profiles, IReadOnlyList<AccountFacts> Facts, IReadOnlyList<SubjectDecision> Decisions,
    IReadOnlyList<string> ClearedOf, IReadOnlyList<string> Cases, IReadOnlyList<Appeal> Appeals, IReadOnlyList<Hold> Holds, IReadOnlyList<long> LedgerEntries, KeptJournal Journal)
{
    /// <summary>Campaigns that it is in.</summary>
    public IReadOnlyList<string> Campaigns => [.. Profiles.SelectMany(static p => p.Campaigns).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether anything is known under any of its names.</summary>
    public bool IsKnown => Profiles.Count + Facts.Count + Decisions.Count + ClearedOf.Count + Appeals.Count + LedgerEntries.Count > 0;
}

/// <summary>A decision about an account.</summary>
/// <param name="Id">The decision.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="Action">What is done.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Simulated">Whether nothing is carried out.</param>
/// <param name="Until">When it ends; default while it does not hold.</param>
internal sealed record SubjectDecision(string Id, string Campaign, string Action, DecisionState State, bool Simulated, DateTimeOffset Until);

/// <summary>What is kept of the journal.</summary>
/// <param name="From">Position of the oldest frame.</param>
/// <param name="To">Position after the newest.</param>
/// <param name="Since">When the oldest segment was begun.</param>
internal sealed record KeptJournal(long From, long To, DateTimeOffset Since);

/// <summary>What is kept for how long.</summary>
/// <param name="KeepFor">How long the journal is kept at least, as configured.</param>
/// <param name="KeepBytes">The most of the journal that is kept, as configured.</param>
/// <param name="Journal">What is kept of it.</param>
/// <param name="JournalBytes">Bytes that it takes.</param>
/// <param name="Checkpoints">When each checkpoint was written, the oldest first.</param>
/// <param name="Holds">Holds that stand; while there are any, nothing is forgotten.</param>
internal sealed record Retention(TimeSpan KeepFor, long KeepBytes, KeptJournal Journal, long JournalBytes, IReadOnlyList<DateTimeOffset> Checkpoints, IReadOnlyList<Hold> Holds);
