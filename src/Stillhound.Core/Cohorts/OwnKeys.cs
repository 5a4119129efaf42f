using System.Runtime.InteropServices;

namespace Stillhound.Core.Cohorts;

/// <summary>Finds the phrase keys that a good share of a cohort uses, far more than everybody does. Serves one thread.</summary>
internal sealed class OwnKeys(SearchContext context)
{
    private const int Fewest = 3;
    private const double KeyShare = 0.2;
    private const double KeyLift = 3;

    private readonly List<int> _shown = [];
    private readonly List<int> _own = [];
    private readonly Dictionary<uint, int> _unlisted = [];
    private int[] _uses = [];

    /// <summary>Own keys by value, those included that too few accounts use for the postings.</summary>
    public HashSet<uint> ValuesOf(ReadOnlySpan<int> rows)
    {
        var values = new HashSet<uint>();
        foreach (var key in Of(rows))
            values.Add(context.Postings.Keys[key]);
        _unlisted.Clear();
        foreach (var row in rows)
        {
            var keys = context.Population.ProfileOf(row).Phrases.Keys;
            for (var i = 0; i < keys.Length; i++)
            {
                if (keys[i] != 0 && !context.Postings.IsListed(row, i))
                    CollectionsMarshal.GetValueRefOrAddDefault(_unlisted, keys[i], out _)++;
            }
        }

        foreach (var (key, count) in _unlisted)
        {
            if (count >= Math.Max(Fewest, KeyShare * rows.Length))
                values.Add(key);
        }

        return values;
    }

    /// <summary>The own keys of a cohort, by their place in the postings; valid until the next call.</summary>
    public ReadOnlySpan<int> Of(ReadOnlySpan<int> rows)
    {
        var postings = context.Postings;
        if (_uses.Length < postings.Count)
            _uses = new int[postings.Count * 2];
        foreach (var row in rows)
        {
            foreach (var key in postings.PhrasesOf(row))
            {
                if (_uses[key]++ == 0)
                    _shown.Add(key);
            }
        }

        _own.Clear();
        foreach (var key in _shown)
        {
            double count = _uses[key];
            if (count >= Math.Max(Fewest, KeyShare * rows.Length) && count * context.Population.Count >= KeyLift * postings.RowsOf(key).Length * rows.Length)
                _own.Add(key);
            _uses[key] = 0;
        }

        _shown.Clear();
        return CollectionsMarshal.AsSpan(_own);
    }
}
