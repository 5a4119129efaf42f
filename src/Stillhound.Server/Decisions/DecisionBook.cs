using Stillhound.Core.Campaigns;
using Stillhound.Core.Exchanges;
using Stillhound.Ledger;
using Stillhound.Server.Decisions.Acts;
using Stillhound.Server.Decisions.Deciding;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Decisions.Projection;

namespace Stillhound.Server.Decisions;

/// <summary>
/// The decisions: made from findings by the policy, changed by people, ended by time. Every change is durable in the ledger before it is
/// published, and a change that the ledger does not take has not happened. Thread safe; reading the snapshot never waits.
/// </summary>
public sealed class DecisionBook : IDecisions
{
    private readonly Lock _gate = new();
    private readonly ILedger _ledger;
    private readonly IStoredNames _names;
    private readonly Func<string, AccountFacts?> _facts;
    private readonly TimeProvider _time;
    private readonly Standing _standing = new();
    private readonly RecentChanges _recent;
    private Dictionary<string, CampaignPlan> _plans = new(StringComparer.Ordinal);
    private volatile Policy _policy;
    private volatile Shield _shield;
    private volatile DecisionSnapshot _current;

    /// <summary>Rebuilds what stands from the ledger, and publishes it.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="names">How the gateway's names are stored.</param>
    /// <param name="facts">What is known of an account, by its stored name.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="LedgerException">The ledger is broken.</exception>
    public DecisionBook(ILedger ledger, Policy policy, IStoredNames names, Func<string, AccountFacts?> facts, TimeProvider time)
    {
        (_ledger, _policy, _names, _facts, _time) = (ledger, policy, names, facts, time);
        _shield = new Shield(policy.Protection, names, facts);
        _standing.Replay(ledger);
        // Each snapshot follows an entry at least, so no version that an earlier run gave out is above the ledger's length.
        _recent = new RecentChanges(ledger.Head.Seq);
        _current = Whole(ledger.Head.Seq);
        SetDeadlines();
    }

    /// <inheritdoc/>
    public DecisionSnapshot Current => _current;

    /// <summary>The policy in use. Reading it never waits.</summary>
    public Policy Policy => _policy;

    /// <inheritdoc/>
    public Decision? Find(ReadOnlySpan<byte> account)
    {
        var current = _current;
        if (current.Count == 0)
            return null;
        Span<byte> room = stackalloc byte[IStoredNames.Longest];
        for (var which = 0; which < _names.Candidates; which++)
        {
            if (current.Find(_names.Candidate(which, account, room)) is { } found)
                return _time.GetUtcNow() < found.Until && !_shield.CoversRaw(account) ? found : null;
        }

        return null;
    }

    /// <inheritdoc/>
    public DecisionChanges? ChangesSince(long version)
    {
        lock (_gate)
            return _recent.Since(version, _current);
    }

    /// <summary>Puts another policy in use. Decisions follow it from the next findings on; whom it protects is not hit from now on.</summary>
    /// <exception cref="LedgerException">The ledger does not take it; the earlier policy stays.</exception>
    public void Use(Policy policy) => Use(policy, null);

    /// <summary>Puts another policy in use, and says why in the same write.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="why">A further entry for the ledger; null for none.</param>
    /// <exception cref="LedgerException">The ledger does not take it; the earlier policy stays, and neither is written.</exception>
    internal void Use(Policy policy, LedgerDraft? why)
    {
        ArgumentNullException.ThrowIfNull(policy);
        lock (_gate)
        {
            var shield = new Shield(policy.Protection, _names, _facts);
            List<Change> changes = [Adopted(policy)];
            foreach (var decision in _standing.Decisions.Where(static d => d.IsOpen || d.IsActive))
                changes.AddRange(ChangeCodec.Members(decision.Id, [], [.. decision.Covered.Concat(decision.Waiting).Where(shield.Covers).Order(StringComparer.Ordinal)], []));
            Commit(changes, why);
            (_policy, _shield) = (policy, shield);
        }
    }

    /// <summary>Decides what follows from findings, and publishes it.</summary>
    /// <param name="findings">What the engine holds now: all campaigns.</param>
    /// <returns>How many changes there were.</returns>
    /// <exception cref="LedgerException">The ledger does not take them; nothing has changed, and the next findings try again.</exception>
    public int Decide(Findings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        lock (_gate)
        {
            var plans = CampaignPlan.All(findings, _policy, _shield, _standing);
            _plans = plans.ToDictionary(static p => p.Campaign, StringComparer.Ordinal);
            var changes = Decider.Decide(findings, plans, _standing, _policy, _time.GetUtcNow());
            Commit(changes);
            return changes.Count;
        }
    }

    /// <summary>Ends the decisions whose time is over. To be called about every second.</summary>
    /// <returns>How many ended.</returns>
    /// <exception cref="LedgerException">The ledger does not take it. <see cref="Find"/> no longer gives them all the same.</exception>
    public int Expire()
    {
        lock (_gate)
        {
            var (now, timestamp) = (_time.GetUtcNow(), _time.GetTimestamp());
            // A wall clock that is set back must not lengthen a decision, so its time also runs by a clock that nobody sets.
            Change[] changes = [.. _standing.Decisions.Where(d => d.IsActive && (d.Until <= now || d.Deadline <= timestamp)).Select(static d => new Expired(d.Id))];
            Commit(changes);
            return changes.Length;
        }
    }

    /// <summary>Reads what stands, while nothing changes it.</summary>
    internal T Read<T>(Func<Standing, T> read)
    {
        lock (_gate)
            return read(_standing);
    }

    /// <summary>Reads what stands, unless it is being changed for longer than one wants to wait.</summary>
    internal bool TryRead<T>(TimeSpan wait, Func<Standing, T> read, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T found)
    {
        found = default;
        if (!_gate.TryEnter(wait))
            return false;
        try
        {
            found = read(_standing);
            return true;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>The blast radius of a campaign as of the last findings; null before any, and for a campaign that is not in them.</summary>
    internal BlastRadius? Blast(string campaign)
    {
        lock (_gate)
            return _plans.TryGetValue(campaign, out var plan) ? plan.Blast : null;
    }

    /// <summary>How many people have to approve a decision now.</summary>
    internal int Needed(StandingDecision decision)
    {
        lock (_gate)
            return People().Needed(decision);
    }

    /// <summary>Does what a person wants.</summary>
    /// <exception cref="ActRefusedException">It cannot be done; nothing has changed.</exception>
    /// <exception cref="LedgerException">The ledger does not take it; nothing has changed.</exception>
    internal void Do(Func<HumanActs, IEnumerable<Change>> act)
    {
        lock (_gate)
            Commit([.. act(People())]);
    }

    /// <summary>Does what a person wants, and reads what stands then before anything else changes it.</summary>
    /// <exception cref="ActRefusedException">It cannot be done; nothing has changed.</exception>
    /// <exception cref="LedgerException">The ledger does not take it; nothing has changed.</exception>
    internal T Do<T>(Func<Standing, DateTimeOffset, IEnumerable<Change>> act, Func<Standing, T> then)
    {
        lock (_gate)
        {
            Commit([.. act(_standing, _time.GetUtcNow())]);
            return then(_standing);
        }
    }

    /// <summary>The name under which an account is kept: the one of its names that is known, or else the one that it gets today.</summary>
    internal string StoredName(string raw, Func<string, bool> known)
    {
        var names = new List<string>();
        Span<byte> room = stackalloc byte[IStoredNames.Longest];
        for (var which = 0; which < _names.Candidates; which++)
        {
            if (_names.Candidate(which, System.Text.Encoding.UTF8.GetBytes(raw), room) is { IsEmpty: false } name)
                names.Add(System.Text.Encoding.UTF8.GetString(name));
        }

        return names.Find(n => known(n)) ?? names[0];
    }

    /// <summary>The names under which an account may be stored.</summary>
    internal IReadOnlyList<string> StoredNames(string raw)
    {
        var names = new List<string> { raw };
        Span<byte> room = stackalloc byte[IStoredNames.Longest];
        for (var which = 0; which < _names.Candidates; which++)
            names.Add(System.Text.Encoding.UTF8.GetString(_names.Candidate(which, System.Text.Encoding.UTF8.GetBytes(raw), room)));
        return names;
    }

    private HumanActs People() => new(_standing, _policy, _time.GetUtcNow(), id => _plans.TryGetValue(id, out var plan) ? plan.Blast : null);

    private static PolicyAdopted Adopted(Policy policy) => new(policy.Version, System.Text.Encoding.UTF8.GetString(PolicyText.Of(policy)));

    private void Commit(IReadOnlyList<Change> changes, LedgerDraft? why = null)
    {
        if (changes.Count == 0)
            return;
        // What is decided names a policy by its version, so its text comes first.
        if (_standing.Policy != _policy.Version && changes[0] is not PolicyAdopted)
            changes = [Adopted(_policy), .. changes];
        var drafts = changes.Select(ChangeCodec.Write);
        var entries = _ledger.Append([.. why is { } more ? drafts.Append(more) : drafts]);
        for (var i = 0; i < changes.Count; i++)
            _standing.Apply(entries[i], changes[i]);
        SetDeadlines();
        if (_standing.TakeTouched() is { Count: > 0 } touched)
        {
            // Where most of it changes, all of it anew costs less.
            var most = touched.Sum(static t => (long)t.Accounts.Count) > 4096 + (_current.Count / 2);
            var next = most ? Whole(_current.Version + 1) : _current.With(_time.GetUtcNow(), NowStanding(touched));
            _recent.Add(next.Version, touched);
            _current = next;
        }
    }

    private void SetDeadlines()
    {
        var now = _time.GetUtcNow();
        foreach (var decision in _standing.Decisions.Where(static d => d.IsActive && d.Deadline is null))
        {
            var left = Math.Clamp((decision.Until - now).TotalSeconds, 0, Math.Max(0, (decision.Until - decision.From).TotalSeconds));
            decision.Deadline = _time.GetTimestamp() + (long)(left * _time.TimestampFrequency);
        }
    }

    /// <summary>What stands now for the accounts that changes touched.</summary>
    private Dictionary<string, Decision?> NowStanding(IReadOnlyList<Touched> touched)
    {
        var active = Active();
        var stands = new Dictionary<string, Decision?>(touched.Sum(static t => t.Accounts.Count), StringComparer.Ordinal);
        foreach (var (decision, accounts, gone) in touched)
        {
            foreach (var account in accounts)
            {
                var before = stands.TryGetValue(account, out var found) ? found : _current.Find(account);
                if (gone && before?.Id == decision.Id)
                    stands[account] = active.FindLast(d => d.Covered.Contains(account))?.Published;
                else if (!gone && (before is null || before.Id == decision.Id || DecisionRank.Compare(decision, before) > 0))
                    stands[account] = decision;
            }
        }

        return stands;
    }

    private DecisionSnapshot Whole(long version)
    {
        var active = Active();
        var accounts = new List<AccountDecision>(active.Sum(static d => d.Covered.Count));
        foreach (var decision in active)
        {
            foreach (var account in decision.Covered)
                accounts.Add(new AccountDecision(account, decision.Published!));
        }

        return new DecisionSnapshot(version, _time.GetUtcNow(), accounts);
    }

    /// <summary>The decisions that hold, the weakest first.</summary>
    private List<StandingDecision> Active()
    {
        var active = _standing.Decisions.Where(static d => d.IsActive).ToList();
        active.Sort(static (a, b) => DecisionRank.Compare(a.Published!, b.Published!));
        return active;
    }
}
