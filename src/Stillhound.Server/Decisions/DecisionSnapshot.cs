using System.Numerics;
using System.Text;
using Stillhound.Core.Exchanges;

namespace Stillhound.Server.Decisions;

/// <summary>
/// The decisions that stand at one moment, by account. Immutable, so that any number of threads read it without waiting. An open
/// table of hashes over one block of names: a million accounts take some 60 MB and are built in well under a second.
/// </summary>
public sealed class DecisionSnapshot
{
    /// <summary>Nothing stands.</summary>
    public static readonly DecisionSnapshot Empty = new(0, default, []);

    private readonly ulong[] _hashes;
    private readonly int[] _places; // from 1; 0 is free
    private readonly byte[] _names;
    private readonly int[] _ends;
    private readonly Decision[] _decisions;

    /// <summary>Makes a snapshot.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="takenAt">When it was made.</param>
    /// <param name="decisions">The decision of each account; of an account that comes twice the last counts.</param>
    public DecisionSnapshot(long version, DateTimeOffset takenAt, IReadOnlyCollection<AccountDecision> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        Version = version;
        TakenAt = takenAt;
        var room = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, decisions.Count * 2));
        _hashes = new ulong[room];
        _places = new int[room];
        _ends = new int[decisions.Count];
        _decisions = new Decision[decisions.Count];
        _names = new byte[decisions.Sum(static d => Encoding.UTF8.GetByteCount(d.Account))];
        var end = 0;
        foreach (var (account, decision) in decisions)
        {
            var length = Encoding.UTF8.GetBytes(account, _names.AsSpan(end));
            var hash = Hash64.Of(_names.AsSpan(end, length));
            var slot = SlotOf(_names.AsSpan(end, length), hash);
            if (_places[slot] != 0)
            {
                _decisions[_places[slot] - 1] = decision;
                continue;
            }

            end += length;
            _ends[Count] = end;
            _decisions[Count] = decision;
            _hashes[slot] = hash;
            _places[slot] = ++Count;
        }
    }

    /// <summary>Rises by one with each snapshot.</summary>
    public long Version { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset TakenAt { get; }

    /// <summary>Accounts in it.</summary>
    public int Count { get; }

    /// <summary>All accounts with their decisions, in the order in which they were given.</summary>
    public IEnumerable<AccountDecision> All
    {
        get
        {
            for (var place = 0; place < Count; place++)
                yield return new AccountDecision(Encoding.UTF8.GetString(NameAt(place)), _decisions[place]);
        }
    }

    /// <summary>The decision for an account, by its stored name; null without one. Allocates nothing.</summary>
    public Decision? Find(ReadOnlySpan<byte> storedName)
    {
        var place = _places[SlotOf(storedName, Hash64.Of(storedName))];
        return place == 0 ? null : _decisions[place - 1];
    }

    /// <summary>The decision for an account, by its stored name; null without one.</summary>
    public Decision? Find(string storedName)
    {
        Span<byte> room = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(storedName, room, out var length) ? Find(room[..length]) : Find(Encoding.UTF8.GetBytes(storedName));
    }

    private int SlotOf(ReadOnlySpan<byte> name, ulong hash)
    {
        var mask = _places.Length - 1;
        var slot = (int)(Hash64.Mix(hash) & (uint)mask);
        while (_places[slot] != 0 && !(_hashes[slot] == hash && NameAt(_places[slot] - 1).SequenceEqual(name)))
            slot = (slot + 1) & mask;
        return slot;
    }

    private ReadOnlySpan<byte> NameAt(int place)
    {
        var start = place == 0 ? 0 : _ends[place - 1];
        return _names.AsSpan(start, _ends[place] - start);
    }
}
