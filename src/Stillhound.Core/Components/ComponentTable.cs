using System.Runtime.CompilerServices;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Components;

/// <summary>
/// The components: one profile for each account and signature, made only of the exchanges that show the signature. Bounded: when
/// it is full no more are begun.
/// </summary>
internal sealed class ComponentTable : IKept
{
    private const int PageBits = 6;
    private const int PageSize = 1 << PageBits;

    /// <summary>Components that there is always room for.</summary>
    private const int Least = 1024;

    /// <summary>Beyond that one component for so many accounts.</summary>
    private const int AccountsEach = 10;

    private readonly Dictionary<ulong, int> _places = [];
    private readonly List<Profile[]> _pages = [];
    private readonly Stack<int> _free = [];
    private int _made;

    private readonly Dictionary<int, EndUserCounts> _endUsers = [];

    /// <summary>Components held.</summary>
    public int Count { get; private set; }

    public ref Profile this[int place] => ref _pages[place >> PageBits][place & (PageSize - 1)];

    /// <summary>The component of an account, or -1.</summary>
    public int Find(int account, int signature) => _places.GetValueOrDefault(KeyOf(account, signature), -1);

    /// <summary>The end users that a component names; null where it names none.</summary>
    public EndUserCounts? EndUsersOf(int place) => _endUsers.GetValueOrDefault(place);

    /// <summary>Counts an exchange for an end user.</summary>
    public void CountEndUser(int place, uint endUser)
    {
        if (!_endUsers.TryGetValue(place, out var counts))
            _endUsers[place] = counts = new EndUserCounts();
        counts.Add(endUser);
    }

    /// <summary>Begins a component; -1 when there is no more room.</summary>
    public int Add(int account, int signature, int accounts)
    {
        if (Count >= Math.Max(Least, accounts / AccountsEach))
            return -1;
        if (!_free.TryPop(out var place))
        {
            place = _made++;
            if (place >> PageBits == _pages.Count)
                _pages.Add(new Profile[PageSize]);
        }

        _places[KeyOf(account, signature)] = place;
        Count++;
        return place;
    }

    /// <summary>Forgets a component.</summary>
    public void Remove(int account, int signature)
    {
        if (!_places.Remove(KeyOf(account, signature), out var place))
            return;
        this[place] = default;
        _endUsers.Remove(place);
        _free.Push(place);
        Count--;
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        Count = state.Value(Count);
        _made = state.Length(_made, Unsafe.SizeOf<Profile>());
        for (var page = 0; page * PageSize < _made; page++)
        {
            if (page == _pages.Count)
                _pages.Add(new Profile[PageSize]);
            state.Span(_pages[page].AsSpan(0, Math.Min(PageSize, _made - (page * PageSize))));
        }

        state.Map(_places);
        state.Stack(_free);
        foreach (var place in state.Array<int>([.. _endUsers.Keys]))
        {
            if (state.Reads)
                _endUsers.Add(place, new EndUserCounts());
            state.Part(_endUsers[place]);
        }
    }

    private static ulong KeyOf(int account, int signature) => Hash64.Mix(((ulong)(uint)signature << 32) | (uint)account);
}
