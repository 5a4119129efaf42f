using Stillhound.Core.Exchanges;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// An even draw by hash: reproducible, and a smaller draw is the beginning of a larger one. Hashed are places among the accounts
/// of this search, which shift as accounts come in, so that every search draws anew: what one draw happens to favour is not
/// favoured for ever.
/// </summary>
internal sealed class HashedDraw
{
    private readonly List<(ulong Key, int Row)> _drawn = [];
    private readonly int[] _places;
    private readonly int _most;

    /// <summary>Makes draws of up to a number of rows.</summary>
    public HashedDraw(Population population, int most)
    {
        _most = most;
        var accounts = new int[population.Count];
        _places = new int[population.Count];
        for (var row = 0; row < accounts.Length; row++)
            (accounts[row], _places[row]) = (population.Rows[row].Account, row);
        Array.Sort(accounts, _places);
        for (var place = 0; place < accounts.Length; place++)
            accounts[_places[place]] = place;
        _places = accounts;
    }

    /// <summary>The rows with the smallest hashes, by hash.</summary>
    public int[] From(ReadOnlySpan<int> rows, ulong salt)
    {
        // Hashes are even, so that hardly ever fewer than enough lie below twice the share that is wanted.
        var share = (2.0 * _most) / Math.Max(1, rows.Length);
        Take(rows, salt, share < 1 ? (ulong)(share * ulong.MaxValue) : ulong.MaxValue);
        if (_drawn.Count < Math.Min(_most, rows.Length))
            Take(rows, salt, ulong.MaxValue);
        _drawn.Sort();
        var draw = new int[Math.Min(_most, _drawn.Count)];
        for (var i = 0; i < draw.Length; i++)
            draw[i] = _drawn[i].Row;
        return draw;
    }

    private void Take(ReadOnlySpan<int> rows, ulong salt, ulong limit)
    {
        _drawn.Clear();
        var spread = salt * 0x9E3779B97F4A7C15ul;
        foreach (var row in rows)
        {
            var key = Hash64.Mix(((ulong)(uint)_places[row] << 8) ^ spread);
            if (key <= limit)
                _drawn.Add((key, row));
        }
    }
}
