using System.Text;

namespace Stillhound.Server.Decisions;

/// <summary>
/// The decisions that stand at one moment, by account. Immutable, so that any number of threads read it without waiting. A large table that
/// many snapshots share, and a small one of what has changed since it was made: the next snapshot costs as much as its changes, not as much as
/// there are accounts.
/// </summary>
public sealed class DecisionSnapshot
{
    /// <summary>Nothing stands.</summary>
    public static readonly DecisionSnapshot Empty = new(0, default, []);

    private const int SmallChange = 4096;

    private readonly AccountTable _table;
    private readonly AccountTable _since;

    /// <summary>Makes a snapshot.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="takenAt">When it was made.</param>
    /// <param name="decisions">The decision of each account; of an account that comes twice the last counts.</param>
    public DecisionSnapshot(long version, DateTimeOffset takenAt, IReadOnlyCollection<AccountDecision> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        (Version, TakenAt) = (version, takenAt);
        _table = new AccountTable(decisions.Count, decisions.Count * 24);
        _since = new AccountTable(0, 0);
        foreach (var (account, decision) in decisions)
            _table.Set(account, decision);
        Count = _table.Count;
    }

    private DecisionSnapshot(long version, DateTimeOffset takenAt, AccountTable table, AccountTable since, int count) =>
        (Version, TakenAt, _table, _since, Count) = (version, takenAt, table, since, count);

    /// <summary>Rises by one with each snapshot.</summary>
    public long Version { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset TakenAt { get; }

    /// <summary>Accounts in it.</summary>
    public int Count { get; }

    /// <summary>All accounts with their decisions.</summary>
    public IEnumerable<AccountDecision> All
    {
        get
        {
            for (var place = 0; place < _table.Count; place++)
            {
                if (_table.DecisionAt(place) is { } decision && !_since.TryFind(_table.NameAt(place), out _))
                    yield return new AccountDecision(Encoding.UTF8.GetString(_table.NameAt(place)), decision);
            }

            for (var place = 0; place < _since.Count; place++)
            {
                if (_since.DecisionAt(place) is { } decision)
                    yield return new AccountDecision(Encoding.UTF8.GetString(_since.NameAt(place)), decision);
            }
        }
    }

    /// <summary>The decision for an account, by its stored name; null without one. Allocates nothing.</summary>
    public Decision? Find(ReadOnlySpan<byte> storedName)
    {
        if ((_since.Count == 0 || !_since.TryFind(storedName, out var decision)) && !_table.TryFind(storedName, out decision))
            return null;
        return decision;
    }

    /// <summary>The decision for an account, by its stored name; null without one.</summary>
    public Decision? Find(string storedName)
    {
        Span<byte> room = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(storedName, room, out var length) ? Find(room[..length]) : Find(Encoding.UTF8.GetBytes(storedName));
    }

    /// <summary>The next snapshot.</summary>
    /// <param name="takenAt">When it is made.</param>
    /// <param name="changes">The accounts that changed, each once, with what stands for them now; null for nothing.</param>
    public DecisionSnapshot With(DateTimeOffset takenAt, IReadOnlyDictionary<string, Decision?> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var count = Count;
        foreach (var (account, decision) in changes)
            count += (decision is null ? 0 : 1) - (Find(account) is null ? 0 : 1);
        var small = _since.Count + changes.Count <= Math.Max(SmallChange, _table.Count / 8);
        var since = new AccountTable(_since.Count + changes.Count, _since.NameBytes + (changes.Count * 24));
        Copy(_since, since, static _ => false);
        foreach (var (account, decision) in changes)
            since.Set(account, decision);
        if (small)
            return new DecisionSnapshot(Version + 1, takenAt, _table, since, count);
        var table = new AccountTable(count, _table.NameBytes + since.NameBytes);
        Copy(_table, table, name => since.TryFind(name, out _));
        Copy(since, table, static _ => false);
        return new DecisionSnapshot(Version + 1, takenAt, table, new AccountTable(0, 0), count);

        void Copy(AccountTable from, AccountTable to, Unwanted unwanted)
        {
            for (var place = 0; place < from.Count; place++)
            {
                if ((to == since || from.DecisionAt(place) is not null) && !unwanted(from.NameAt(place)))
                    to.Set(from.NameAt(place), from.DecisionAt(place));
            }
        }
    }

    private delegate bool Unwanted(ReadOnlySpan<byte> name);
}
