using System.Numerics;
using System.Text;
using Stillhound.Core.Exchanges;

namespace Stillhound.Server.Decisions;

/// <summary>
/// Accounts with what was decided about each; null says that nothing is. An open table of hashes over one block of names: a million accounts
/// take some 60 MB. Once it is filled nobody changes it.
/// </summary>
internal sealed class AccountTable
{
    private readonly ulong[] _hashes;
    private readonly int[] _places; // from 1; 0 is free
    private readonly int[] _ends;
    private readonly Decision?[] _decisions;
    private byte[] _names;

    /// <param name="most">Accounts that it has room for.</param>
    /// <param name="nameBytes">Bytes that their names are likely to take; it grows where they take more.</param>
    public AccountTable(int most, int nameBytes)
    {
        var room = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, most * 2));
        _hashes = new ulong[room];
        _places = new int[room];
        _ends = new int[most];
        _decisions = new Decision?[most];
        _names = new byte[Math.Max(16, nameBytes)];
    }

    /// <summary>Accounts in it.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of their names.</summary>
    public int NameBytes => Count == 0 ? 0 : _ends[Count - 1];

    /// <summary>Says what is decided about an account, in place of what was said before.</summary>
    public void Set(string account, Decision? decision)
    {
        var room = NameBytes;
        Reserve(Encoding.UTF8.GetMaxByteCount(account.Length));
        var length = Encoding.UTF8.GetBytes(account, _names.AsSpan(room));
        Put(_names.AsSpan(room, length), decision);
    }

    /// <summary>Says it for a name in UTF-8.</summary>
    public void Set(ReadOnlySpan<byte> account, Decision? decision)
    {
        var room = NameBytes;
        Reserve(account.Length);
        account.CopyTo(_names.AsSpan(room));
        Put(_names.AsSpan(room, account.Length), decision);
    }

    /// <summary>Whether anything is said of an account, and what. Allocates nothing.</summary>
    public bool TryFind(ReadOnlySpan<byte> account, out Decision? decision)
    {
        var place = _places[SlotOf(account, Hash64.Of(account))];
        decision = place == 0 ? null : _decisions[place - 1];
        return place != 0;
    }

    /// <summary>The name at a place, from 0.</summary>
    public ReadOnlySpan<byte> NameAt(int place)
    {
        var start = place == 0 ? 0 : _ends[place - 1];
        return _names.AsSpan(start, _ends[place] - start);
    }

    /// <summary>What is said at a place, from 0.</summary>
    public Decision? DecisionAt(int place) => _decisions[place];

    /// <summary>Adds the name that stands behind all others, unless it is there already.</summary>
    private void Put(ReadOnlySpan<byte> name, Decision? decision)
    {
        var hash = Hash64.Of(name);
        var slot = SlotOf(name, hash);
        if (_places[slot] != 0)
        {
            _decisions[_places[slot] - 1] = decision;
            return;
        }

        _ends[Count] = NameBytes + name.Length;
        _decisions[Count] = decision;
        _hashes[slot] = hash;
        _places[slot] = ++Count;
    }

    private void Reserve(int bytes)
    {
        if (NameBytes + bytes > _names.Length)
            Array.Resize(ref _names, Math.Max(NameBytes + bytes, _names.Length + (_names.Length / 2)));
    }

    private int SlotOf(ReadOnlySpan<byte> name, ulong hash)
    {
        var mask = _places.Length - 1;
        var slot = (int)(Hash64.Mix(hash) & (uint)mask);
        while (_places[slot] != 0 && !(_hashes[slot] == hash && NameAt(_places[slot] - 1).SequenceEqual(name)))
            slot = (slot + 1) & mask;
        return slot;
    }
}
