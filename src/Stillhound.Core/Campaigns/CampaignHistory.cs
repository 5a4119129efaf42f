using Stillhound.Core.State;

namespace Stillhound.Core.Campaigns;

/// <summary>
/// What happened to one campaign, in order. Bounded: what happens all the time is counted by day, and when there is too much
/// the oldest entries of one kind are summed up.
/// </summary>
internal sealed class CampaignHistory : IKept
{
    /// <summary>Most entries; more than twice the number of kinds, so that two of a kind can always be found.</summary>
    public const int Most = 48;

    /// <summary>The newest entries, which are not summed up while there are others.</summary>
    private const int Fresh = 16;

    private const long Day = 86_400_000;

    private readonly List<Change> _changes = [];

    /// <summary>Records something that is worth an entry of its own.</summary>
    public void Add(long nowMs, CampaignChange what, int accounts, string reason, string? other = null, string detail = "")
    {
        _changes.Add(new Change(nowMs, what, reason, other, detail) { Accounts = accounts });
        Bound();
    }

    /// <summary>Counts what happens all the time; the same on one day of event time is one entry.</summary>
    /// <param name="nowMs">Event time.</param>
    /// <param name="what">What.</param>
    /// <param name="accounts">Accounts that it touched.</param>
    /// <param name="special">Those of them that came in on sight, or that replaced others.</param>
    public void Count(long nowMs, CampaignChange what, int accounts, int special = 0)
    {
        // The first entry came before the traffic that is counted here, so an entry of this day may lie further back.
        var today = _changes.FindLast(c => c.What == what);
        if (today is null || today.TimeMs / Day != nowMs / Day)
        {
            today = new Change(nowMs, what, "", null, "");
            _changes.Add(today);
        }

        today.Accounts += accounts;
        today.Special += special;
        Bound();
    }

    /// <summary>Adds to the newest entry of a kind, whichever day it is of.</summary>
    public void Grow(CampaignChange what, int accounts, int special)
    {
        if (_changes.FindLast(c => c.What == what) is not { } change)
            return;
        change.Accounts += accounts;
        change.Special += special;
    }

    /// <summary>The entries in words, in order of time.</summary>
    public IReadOnlyList<CampaignNote> Notes() => [.. _changes.OrderBy(static c => c.TimeMs).Select(HistoryWords.Of)];

    /// <inheritdoc/>
    public void Keep(StateStream state) => state.List(_changes, Change.Keep);

    private void Bound()
    {
        while (_changes.Count > Most && (SumUp(Most - Fresh, IsRoutine) || SumUp(Most - Fresh, static _ => true) || SumUp(_changes.Count, static _ => true)))
        {
            // Each round leaves one entry less.
        }
    }

    /// <summary>Merges the two oldest entries of the kind that has the oldest such pair.</summary>
    private bool SumUp(int within, Func<Change, bool> may)
    {
        for (var first = 0; first < within; first++)
        {
            var change = _changes[first];
            if (!may(change))
                continue;
            var second = _changes.FindIndex(first + 1, within - first - 1, c => c.What == change.What);
            if (second < 0)
                continue;
            change.Take(_changes[second]);
            _changes.RemoveAt(second);
            return true;
        }

        return false;
    }

    private static bool IsRoutine(Change change) => change.What is CampaignChange.Attached or CampaignChange.Left or CampaignChange.Suspended
        or CampaignChange.Restored or CampaignChange.PoolSwap or CampaignChange.Relabelled;
}

/// <summary>One entry of a history before it is put in words.</summary>
internal sealed class Change(long timeMs, CampaignChange what, string reason, string? other, string detail)
{
    public long TimeMs { get; } = timeMs;

    public CampaignChange What { get; } = what;

    public string Reason { get; private set; } = reason;

    /// <summary>The other campaign.</summary>
    public string? Other { get; private set; } = other;

    /// <summary>What exactly, where the kind alone does not say it.</summary>
    public string Detail { get; private set; } = detail;

    public int Accounts { get; set; }

    /// <summary>Accounts that came in on sight, or that replaced others.</summary>
    public int Special { get; set; }

    /// <summary>Entries that were summed up in this one, itself included.</summary>
    public int Entries { get; private set; } = 1;

    /// <summary>Event time of the last of them.</summary>
    public long UntilMs { get; private set; } = timeMs;

    // Of the other kinds the number is how many accounts the campaign had.
    private bool Counts => What is not (CampaignChange.Tier or CampaignChange.SteppedDown or CampaignChange.Relabelled);

    /// <summary>Hands an entry over.</summary>
    public static Change Keep(StateStream state, Change? change) => new(
        state.Value(change?.TimeMs ?? 0), state.Value(change?.What ?? default), state.Text(change?.Reason) ?? "", state.Text(change?.Other), state.Text(change?.Detail) ?? "")
    {
        Accounts = state.Value(change?.Accounts ?? 0),
        Special = state.Value(change?.Special ?? 0),
        Entries = state.Value(change?.Entries ?? 0),
        UntilMs = state.Value(change?.UntilMs ?? 0),
    };

    /// <summary>Takes a later entry of the same kind in.</summary>
    public void Take(Change later)
    {
        Accounts = Counts ? Accounts + later.Accounts : later.Accounts;
        Special += later.Special;
        Entries += later.Entries;
        UntilMs = later.UntilMs;
        // The newest reason says where things stand; the others are gone.
        Reason = later.Reason;
        Detail = later.Detail;
        Other = later.Other;
    }
}
