using Stillhound.Core.Cohorts;

namespace Stillhound.Core.Components;

/// <summary>The link keys that a good share of a scaffold's accounts use, far more than everybody does.</summary>
internal sealed class ScaffoldKeys(SearchContext context)
{
    private const int Fewest = 3;
    private const double KeyShare = 0.1;
    private const double KeyLift = 3;

    private readonly int[] _uses = new int[context.Postings.Count];
    private readonly List<int> _shown = [];

    /// <summary>The keys, in order of the first row that uses each.</summary>
    public List<uint> Of(ReadOnlySpan<int> rows)
    {
        var postings = context.Postings;
        foreach (var row in rows)
        {
            var places = postings.KeysOf(row);
            for (var used = postings.UsedBy(row); used != 0; used &= used - 1)
            {
                var key = places[System.Numerics.BitOperations.TrailingZeroCount(used)];
                if (key >= 0 && _uses[key]++ == 0)
                    _shown.Add(key);
            }
        }

        var own = new List<uint>();
        foreach (var key in _shown)
        {
            double count = _uses[key];
            _uses[key] = 0;
            if (count >= Math.Max(Fewest, KeyShare * rows.Length) && count * context.Population.Count >= KeyLift * postings.RowsOf(key).Length * rows.Length)
                own.Add(postings.Keys[key]);
        }

        _shown.Clear();
        return own;
    }
}
