using System.Numerics.Tensors;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// How much more likely an account's traits are under a cohort than under the population: a naive Bayes score in which
/// families of dependent traits are averaged and every family is bounded, so that no single trait decides. An account is
/// scored against the cohort without itself.
/// </summary>
internal sealed class Likeness
{
    private const float Smoothing = 2f;
    private const float Bound = 3f;
    private const float NumberBound = 1.5f;
    private const float ShapeWeight = 0.7f; // lengths, turns and rates depend on each other
    private const float LeastNearness = 0.05f;
    private const int OutsideSample = 400;

    // Traits that move together count once.
    private static readonly TraitKind[][] Families =
    [
        [TraitKind.System, TraitKind.Tools],
        [TraitKind.Params, TraitKind.MaxTokens, TraitKind.Temperature],
        [TraitKind.Format],
        [TraitKind.UserAgent, TraitKind.Tls],
        [TraitKind.Model],
        [TraitKind.Asn, TraitKind.Country],
    ];

    private readonly SearchContext _context;
    private readonly HashSet<int> _members;
    private readonly int[][] _cohort = new int[TraitKinds.Count][];
    private readonly float[][] _traitScores = new float[TraitKinds.Count][];
    private readonly int[] _cohortTotals = new int[TraitKinds.Count];
    private readonly float[] _direction = new float[Embedding.Dimensions];
    private readonly HashSet<uint> _keys;
    private readonly HashSet<int> _keyUsers = [];
    private readonly float _withKeys;
    private readonly float _withoutKeys;
    private readonly Spread[] _shapes = new Spread[ShapeTable.Columns];
    private readonly Spread _near;
    private readonly Spread _nearOutside;
    private readonly float _directionSquared;
    private readonly float _prior;

    /// <summary>Fits the model of a cohort.</summary>
    /// <param name="context">The search.</param>
    /// <param name="rows">The cohort.</param>
    /// <param name="keys">Phrase keys that are the cohort's own.</param>
    public Likeness(SearchContext context, int[] rows, HashSet<uint> keys)
    {
        _context = context;
        _members = [.. rows];
        _keys = keys;
        CountTraits(rows);
        foreach (var row in rows)
            TensorPrimitives.Add(_direction, context.VectorOf(row), _direction);
        (_withKeys, _withoutKeys) = KeyScores(rows);
        _directionSquared = TensorPrimitives.SumOfSquares<float>(_direction);
        for (var column = 0; column < ShapeTable.Columns; column++)
            _shapes[column] = Spread.Of(Values(rows, row => context.Shapes[column, row]), ShapeTable.LeastSpread[column]);
        _near = Spread.Of(Values(rows, NearnessOf), LeastNearness);
        _nearOutside = Spread.Of(Values(OutsideRows(), NearnessOf), LeastNearness);
        _prior = MathF.Log((float)rows.Length / context.Population.Count);
    }

    /// <summary>Natural-log odds that the row belongs, prior included.</summary>
    public float Score(int row)
    {
        var score = _prior + TraitScore(row) + _near.ScoreAgainst(_nearOutside, NearnessOf(row), Bound + 1);
        if (_keys.Count > 0)
            score += UsesKeys(row) ? _withKeys : _withoutKeys;
        var shapes = 0f;
        for (var column = 0; column < ShapeTable.Columns; column++)
            shapes += _shapes[column].ScoreAgainst(_context.Shapes.Everybody[column], _context.Shapes[column, row], NumberBound);
        return score + (ShapeWeight * shapes);
    }

    /// <summary>Whether the row uses any of the cohort's own keys.</summary>
    public bool UsesKeys(int row) => _keyUsers.Contains(row);

    private void CountTraits(int[] rows)
    {
        foreach (var kind in Families.SelectMany(static f => f))
        {
            var k = (int)kind;
            var counts = _cohort[k] = new int[_context.Traits.Numbers(k)];
            foreach (var row in rows)
            {
                var top = _context.Traits.Top(row, k);
                if (top == 0)
                    continue;
                counts[top]++;
                _cohortTotals[k]++;
            }

            var scores = _traitScores[k] = new float[counts.Length];
            for (var value = 1; value < scores.Length; value++)
                scores[value] = ValueScore(k, value, 0);
        }
    }

    private float ValueScore(int kind, int value, int own)
    {
        var outside = (_context.Traits.CountOf(kind, value) + 0.5f) / (_context.Traits.Total(kind) + 1);
        var inside = (_cohort[kind][value] - own + (Smoothing * outside)) / (_cohortTotals[kind] - own + Smoothing);
        return MathF.Log(inside / outside);
    }

    private (float With, float Without) KeyScores(int[] rows)
    {
        if (_keys.Count == 0)
            return (0, 0);
        foreach (var key in _keys)
        {
            var index = Array.BinarySearch(_context.Postings.Keys, key);
            if (index < 0)
                continue;
            foreach (var row in _context.Postings.RowsOf(index))
                _keyUsers.Add(row);
        }

        var users = _keyUsers.Count;
        var inside = rows.Count(UsesKeys);
        var pIn = (inside + 0.5f) / (rows.Length + 1);
        var pOut = (users - inside + 0.5f) / (_context.Population.Count - rows.Length + 1);
        return (Math.Clamp(MathF.Log(pIn / pOut), -Bound, Bound + 2), Math.Clamp(MathF.Log((1 - pIn) / (1 - pOut)), -Bound - 1, Bound));
    }

    private List<int> OutsideRows()
    {
        var population = _context.Population.Count;
        var stride = Math.Max(1, population / OutsideSample);
        var rows = new List<int>();
        for (var row = 0; row < population; row += stride)
        {
            if (!_members.Contains(row))
                rows.Add(row);
        }

        return rows;
    }

    private static List<float> Values(IEnumerable<int> rows, Func<int, float> read)
    {
        var values = new List<float>();
        foreach (var row in rows)
        {
            var value = read(row);
            if (!float.IsNaN(value))
                values.Add(value);
        }

        return values;
    }

    /// <summary>Cosine to the cohort's direction without the row itself; NaN for a row with too little text.</summary>
    private float NearnessOf(int row)
    {
        var vector = _context.VectorOf(row);
        var square = TensorPrimitives.SumOfSquares(vector);
        if (square < 0.5f)
            return float.NaN;
        var dot = TensorPrimitives.Dot(vector, _direction);
        var norm = _directionSquared;
        if (_members.Contains(row))
        {
            norm = norm - (2 * dot) + 1;
            dot--;
        }

        return norm <= 0 ? float.NaN : dot / MathF.Sqrt(norm);
    }

    private float TraitScore(int row)
    {
        var own = _members.Contains(row) ? 1 : 0;
        var score = 0f;
        foreach (var family in Families)
        {
            var sum = 0f;
            var parts = 0;
            foreach (var kind in family)
            {
                var k = (int)kind;
                var value = _context.Traits.Top(row, k);
                if (value == 0 || _cohortTotals[k] - own <= 2)
                    continue;
                sum += own == 0 ? _traitScores[k][value] : ValueScore(k, value, own);
                parts++;
            }

            if (parts > 0)
                score += Math.Clamp(sum / parts, -Bound, Bound);
        }

        return score;
    }
}
