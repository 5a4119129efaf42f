using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.State;

namespace Stillhound.Core.Profiles;

/// <summary>
/// All accounts: key to index by open addressing, profiles in pages that never move, names in one growing buffer. Indices
/// are dense and given in order of first appearance.
/// </summary>
internal sealed class AccountTable : IKept
{
    private const int PageBits = 9;
    private const int PageSize = 1 << PageBits;
    private const ulong Anonymous = 0x9E37_79B9_7F4A_7C15;

    private Profile[][] _pages = new Profile[16][];
    private ulong[] _keys = new ulong[1024];
    private int[] _indices = new int[1024];
    private byte[] _names = new byte[1 << 16];
    private int[] _nameEnds = new int[1024];
    private int _count;

    /// <summary>Number of accounts.</summary>
    public int Count => _count;

    /// <summary>The profile of an account. The reference stays valid while the table grows.</summary>
    public ref Profile this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _pages[index >> PageBits][index & (PageSize - 1)];
    }

    /// <summary>The index of a known account, or -1.</summary>
    public int Find(ulong key)
    {
        key = Occupied(key);
        var mask = _keys.Length - 1;
        for (var slot = (int)(key >> 7) & mask; ; slot = (slot + 1) & mask)
        {
            if (_keys[slot] == key)
                return _indices[slot];
            if (_keys[slot] == 0)
                return -1;
        }
    }

    /// <summary>The index of an account, which is made when it is new.</summary>
    public int GetOrAdd(ulong key, ReadOnlySpan<byte> name)
    {
        key = Occupied(key);
        var mask = _keys.Length - 1;
        for (var slot = (int)(key >> 7) & mask; ; slot = (slot + 1) & mask)
        {
            if (_keys[slot] == key)
                return _indices[slot];
            if (_keys[slot] == 0)
                return Insert(slot, key, name);
        }
    }

    /// <summary>Asks the processor for the place of an account in the index, ahead of <see cref="Near"/>.</summary>
    public unsafe void Approach(ulong key)
    {
        if (!Sse.IsSupported)
            return;
        var slot = (int)(key >> 7) & (_keys.Length - 1);
        // Unsafe because a prefetch takes an address. One that a collection has made stale reads nothing and harms nothing.
        Sse.Prefetch0(Unsafe.AsPointer(ref _keys[slot]));
        Sse.Prefetch0(Unsafe.AsPointer(ref _indices[slot]));
    }

    /// <summary>Asks the processor for the profile of an account, if there is one.</summary>
    public void Near(ulong key)
    {
        if (Sse.IsSupported && Find(key) is var index && index >= 0)
            NearAt(index);
    }

    /// <summary>Asks the processor for the profile at an index.</summary>
    public unsafe void NearAt(int index)
    {
        if (!Sse.IsSupported)
            return;
        // Unsafe for the same reason; an update reads and writes nearly every line of a profile.
        var start = (byte*)Unsafe.AsPointer(ref this[index]);
        for (var line = 0; line < Unsafe.SizeOf<Profile>(); line += 64)
            Sse.Prefetch0(start + line);
    }

    /// <summary>The account's name as it stood in the log.</summary>
    public string NameOf(int index) => Encoding.UTF8.GetString(NameBytesOf(index));

    /// <summary>The name of an account in UTF-8.</summary>
    public ReadOnlySpan<byte> NameBytesOf(int index)
    {
        var start = index == 0 ? 0 : _nameEnds[index - 1];
        return _names.AsSpan(start, _nameEnds[index] - start);
    }

    /// <summary>Writes what the operator knows of an account into its profile, and tells its index and its mail domain until then.</summary>
    public (int Account, uint OlderDomain) SetFacts(AccountFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var name = Encoding.UTF8.GetBytes(facts.Account);
        var account = GetOrAdd(Hash64.Of(name), name);
        ref var p = ref this[account];
        var older = p.EmailDomain;
        p.Flags |= ProfileFlags.HasFacts;
        p.CreatedMs = facts.Created?.ToUnixTimeMilliseconds() ?? 0;
        p.Plan = facts.Plan;
        p.Verified = facts.Verified;
        p.ClaimedCountry = facts.Country;
        if (facts.Org is not null)
            p.Org = KeyOf(facts.Org);
        p.Payment = KeyOf(facts.PaymentHash);
        p.Device = KeyOf(facts.DeviceHash);
        p.EmailDomain = KeyOf(facts.EmailDomain?.ToLowerInvariant());
        p.EmailHash = KeyOf(facts.EmailHash);
        p.ContextLabels |= facts.ContextLabels;
        p.SignupNetwork = facts.SignupIp is null ? 0 : ClientKeys.Network(Encoding.UTF8.GetBytes(facts.SignupIp));
        return (account, older);
    }

    /// <summary>
    /// Empties a profile and takes its name away: another account's traffic does not come to it, and its owner's comes to a new one. What is
    /// left is one exchange at a time that everybody shares, so that whoever divides by exchanges or days still can.
    /// </summary>
    public void Erase(int index, long timeMs)
    {
        var (key, anonymous) = (this[index].Account, Hash64.Combine((ulong)index, Anonymous));
        var mask = _keys.Length - 1;
        var slot = (int)(key >> 7) & mask;
        while (_keys[slot] != key)
            slot = (slot + 1) & mask;
        // The slot stays taken, for those that were put behind it.
        _keys[slot] = anonymous;
        this[index] = new Profile { Account = anonymous, Exchanges = 1, FirstMs = timeMs, LastMs = timeMs, SixHourHead = (int)(timeMs / SixHourBins.WidthMs) };
        Rename(index, Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"erased-{index}")));
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        _count = state.Length(_count, Unsafe.SizeOf<Profile>());
        for (var page = 0; page * PageSize < _count; page++)
        {
            if (page == _pages.Length)
                Array.Resize(ref _pages, _pages.Length * 2);
            _pages[page] ??= new Profile[PageSize];
            state.Span(_pages[page].AsSpan(0, Math.Min(PageSize, _count - (page * PageSize))));
        }

        _keys = state.Array(_keys);
        _indices = state.Array(_indices);
        _nameEnds = state.Array(_nameEnds, _count);
        _names = state.Array(_names, _count == 0 ? 0 : _nameEnds[_count - 1]);
    }

    /// <summary>A free slot has key 0, and so has the empty name, which must not match it.</summary>
    private static ulong Occupied(ulong key) => key == 0 ? 1 : key;

    private static uint KeyOf(string? token) => string.IsNullOrEmpty(token) ? 0 : ClientKeys.Of(Encoding.UTF8.GetBytes(token));

    private int Insert(int slot, ulong key, ReadOnlySpan<byte> name)
    {
        var index = _count++;
        if (index >> PageBits == _pages.Length)
            Array.Resize(ref _pages, _pages.Length * 2);
        _pages[index >> PageBits] ??= new Profile[PageSize];
        this[index].Account = key;
        _keys[slot] = key;
        _indices[slot] = index;
        AppendName(index, name);
        if (_count * 4L > _keys.Length * 3L)
            GrowIndex();
        return index;
    }

    private void AppendName(int index, ReadOnlySpan<byte> name)
    {
        if (index == _nameEnds.Length)
            Array.Resize(ref _nameEnds, Room.For(index));
        var start = index == 0 ? 0 : _nameEnds[index - 1];
        if (start + name.Length > _names.Length)
            Array.Resize(ref _names, Room.For(start + name.Length));
        name.CopyTo(_names.AsSpan(start));
        _nameEnds[index] = start + name.Length;
    }

    private void Rename(int index, ReadOnlySpan<byte> name)
    {
        var end = _nameEnds[_count - 1];
        var start = index == 0 ? 0 : _nameEnds[index - 1];
        var names = new byte[Math.Max(_names.Length, end + name.Length)];
        _names.AsSpan(0, start).CopyTo(names);
        name.CopyTo(names.AsSpan(start));
        _names.AsSpan(_nameEnds[index]..end).CopyTo(names.AsSpan(start + name.Length));
        var longer = start + name.Length - _nameEnds[index];
        for (var i = index; i < _count; i++)
            _nameEnds[i] += longer;
        _names = names;
    }

    private void GrowIndex()
    {
        var keys = new ulong[_keys.Length * 2];
        var indices = new int[keys.Length];
        var mask = keys.Length - 1;
        for (var old = 0; old < _keys.Length; old++)
        {
            if (_keys[old] == 0)
                continue;
            var slot = (int)(_keys[old] >> 7) & mask;
            while (keys[slot] != 0)
                slot = (slot + 1) & mask;
            keys[slot] = _keys[old];
            indices[slot] = _indices[old];
        }

        _keys = keys;
        _indices = indices;
    }
}
