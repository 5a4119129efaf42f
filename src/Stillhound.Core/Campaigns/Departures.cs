using Stillhound.Core.State;

namespace Stillhound.Core.Campaigns;

/// <summary>
/// Which accounts left which campaign, so that one that comes back keeps the time at which it was first attached, and so that
/// merges and splits can be told at the end of a search.
/// </summary>
internal sealed class Departures : IKept
{
    private readonly Dictionary<int, (int From, Member Member, long TimeMs)> _last = [];

    // Campaigns that took a good part of another's accounts, by number, with one that each is kin to.
    private readonly SortedDictionary<int, int> _kin = [];

    // What the search under way did, by number of the campaign.
    private readonly SortedDictionary<int, int> _left = [];
    private readonly SortedDictionary<(int From, int To), int> _moved = [];

    /// <summary>Accounts that left a campaign in this search and went nowhere.</summary>
    public IEnumerable<(int From, int Accounts)> Lost => _left.Where(static l => l.Value > 0).Select(static l => (l.Key, l.Value));

    /// <summary>Accounts that went from one campaign to another in this search.</summary>
    public IEnumerable<(int From, int To, int Accounts)> Moved => _moved.Select(static m => (m.Key.From, m.Key.To, m.Value));

    public void BeginSearch()
    {
        _left.Clear();
        _moved.Clear();
    }

    /// <inheritdoc/>
    /// <remarks>The last search too: an exchange at its very time may still bring an account back.</remarks>
    public void Keep(StateStream state)
    {
        state.Map(_last);
        state.Map(_left);
        state.Map(_moved);
        state.Map(_kin);
    }

    public void Left(int account, Campaign from, Member member, long nowMs)
    {
        _last[account] = (from.Number, member, nowMs);
        _left[from.Number] = _left.GetValueOrDefault(from.Number) + 1;
    }

    /// <summary>Whether this campaign is the one that an account left last, and it went nowhere since.</summary>
    public bool HasLeft(int account, Campaign from) => _last.TryGetValue(account, out var departure) && departure.From == from.Number;

    /// <summary>Two campaigns are one operator's pieces from now on: one took a good part of the other's accounts.</summary>
    public void Join(int one, int other)
    {
        var (oldest, newer) = (Math.Min(EldestOf(one), EldestOf(other)), Math.Max(EldestOf(one), EldestOf(other)));
        if (oldest != newer)
            _kin[newer] = oldest;
    }

    /// <summary>Forgets that an account left.</summary>
    public void Forget(int account) => _last.Remove(account);

    /// <summary>
    /// What an account was when it left, if it comes back to the same campaign or a piece of it, or changes campaigns within one search;
    /// else nothing: an old suspicion of another kind is not held against it.
    /// </summary>
    public Member Came(int account, Campaign to, long nowMs)
    {
        if (!_last.TryGetValue(account, out var departure))
            return default;
        var sameTime = departure.TimeMs == nowMs;
        if (!sameTime && EldestOf(departure.From) != EldestOf(to.Number))
            return default;
        _last.Remove(account);
        // Two searches may be held at one time, a full and an early one; what the first did is told already.
        if (!sameTime || !_left.TryGetValue(departure.From, out var left))
            return departure.Member;
        _left[departure.From] = left - 1;
        if (departure.From != to.Number)
            _moved[(departure.From, to.Number)] = _moved.GetValueOrDefault((departure.From, to.Number)) + 1;
        return departure.Member;
    }

    private int EldestOf(int campaign)
    {
        while (_kin.TryGetValue(campaign, out var older))
            campaign = older;
        return campaign;
    }
}
