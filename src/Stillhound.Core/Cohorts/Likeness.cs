using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// How much more likely an account's traits are under a cohort than under the population: a naive Bayes score in which
/// families of dependent traits are averaged and every family is bounded, so that no single trait decides. An account is
/// scored against the cohort without itself. It is fitted to one cohort after another and serves one thread.
/// </summary>
internal sealed class Likeness(SearchContext context)
{
    private const float Bound = 3f;
    private const float NumberBound = 1.5f;
    private const float NearBound = Bound + 1;
    private const float Slack = 3;
    private const float ShapeWeight = 0.7f; // lengths, turns and rates depend on each other
    private const float MostOfShapes = ShapeWeight * NumberBound * ShapeTable.Columns;
    private const float Rounding = 0.01f; // far more than additions in another order can differ by
    private const float LeastNearness = 0.05f;

    private readonly TraitLikeness _traits = new(context.Traits, Bound);
    private readonly RowSet _members = new();
    private readonly float[] _direction = new float[Embedding.Dimensions];
    private readonly SpreadRatio[] _shapes = new SpreadRatio[ShapeTable.Columns];
    private float[] _values = [];
    private readonly RowSet _users = new();
    private bool _hasKeys;
    private float _withKeys;
    private float _withoutKeys;
    private SpreadRatio _near;
    private SpreadRatio _nearHeavy;
    private float _centreAlong;
    private float _squared;
    private float _prior;

    /// <summary>Fits the model of a cohort.</summary>
    /// <param name="rows">The cohort.</param>
    /// <param name="own">Phrase keys that are the cohort's own, by their place in the postings.</param>
    public void Fit(ReadOnlySpan<int> rows, ReadOnlySpan<int> own)
    {
        _members.Clear(context.Population.Count);
        _members.Add(rows);
        _traits.Fit(rows);
        (_withKeys, _withoutKeys) = KeyScores(rows, own);
        FitDirection(rows);
        for (var column = 0; column < ShapeTable.Columns; column++)
            _shapes[column] = new SpreadRatio(Spread.Of(ShapesOf(rows, column), ShapeTable.LeastSpread[column]), context.Shapes.Everybody[column]);
        _prior = MathF.Log((float)rows.Length / context.Population.Count);
    }

    /// <summary>Natural-log odds that the row belongs, prior included.</summary>
    public float Score(int row) => ApartFromMeaning(row, _traits.ScoreOf(row, _members.Contains(row))) + MeaningOf(row);

    /// <summary>Whether the odds that the row belongs are above even. What cannot get there any more is not looked at to the end.</summary>
    public bool Belongs(int row) =>
        Reaches(row, NearBound, out var score) && score + NearBound > 0 && score + MeaningOf(row) > 0;

    /// <summary>Whether the row may belong once the cohort has grown: it is not far below what meaning alone could make good.</summary>
    public bool MayBelong(int row) =>
        Reaches(row, NearBound + Slack, out var score) && score + NearBound + Slack > 0;

    /// <summary>Scores a row apart from meaning, unless its traits leave more to make good than all else could.</summary>
    private bool Reaches(int row, float more, out float score)
    {
        var needed = -(_prior + KeysOf(row) + MostOfShapes + more + Rounding);
        var traits = _traits.ScoreOf(row, _members.Contains(row), needed);
        score = traits < needed ? float.NegativeInfinity : ApartFromMeaning(row, traits);
        return traits >= needed;
    }

    private float KeysOf(int row) => !_hasKeys ? 0 : _users.Contains(row) ? _withKeys : _withoutKeys;

    private float ApartFromMeaning(int row, float traits)
    {
        var score = _prior + traits + KeysOf(row);
        ref readonly var numbers = ref context.Population.Rows[row];
        var shapes = 0f;
        for (var column = 0; column < _shapes.Length; column++)
            shapes += _shapes[column].At(ShapeTable.Read(numbers, column), NumberBound);
        return score + (ShapeWeight * shapes);
    }

    /// <summary>
    /// What a row's nearness says, beside others with as many texts: what few texts say is blurred, so accounts with many lie nearer to
    /// whatever they have a little in common with.
    /// </summary>
    private float MeaningOf(int row) => (context.Background.IsHeavy(row) ? _nearHeavy : _near).At(NearnessOf(row), NearBound);

    private (float With, float Without) KeyScores(ReadOnlySpan<int> rows, ReadOnlySpan<int> own)
    {
        _hasKeys = own.Length > 0;
        if (!_hasKeys)
            return (0, 0);
        _users.Clear(context.Population.Count);
        foreach (var key in own)
            _users.Add(context.Postings.RowsOf(key));
        int users = _users.Count, inside = _users.CountOf(rows);
        var pIn = (inside + 0.5f) / (rows.Length + 1);
        var pOut = (users - inside + 0.5f) / (context.Population.Count - rows.Length + 1);
        return (Math.Clamp(MathF.Log(pIn / pOut), -Bound, Bound + 2), Math.Clamp(MathF.Log((1 - pIn) / (1 - pOut)), -Bound - 1, Bound));
    }

    private void FitDirection(ReadOnlySpan<int> rows)
    {
        context.Directions.Sum(rows, _direction);
        _centreAlong = context.Directions.CentreAlong(_direction);
        _squared = System.Numerics.Tensors.TensorPrimitives.SumOfSquares<float>(_direction);
        if (_values.Length < rows.Length)
            _values = new float[rows.Length * 2];
        var known = 0;
        foreach (var row in rows)
            Keep(NearnessOf(row), ref known);
        var inside = Spread.Of(_values.AsSpan(0, known), LeastNearness);
        var few = context.Background.NearnessTo(_direction, _members, LeastNearness, heavy: false);
        var many = context.Background.NearnessTo(_direction, _members, LeastNearness, heavy: true);
        _near = new SpreadRatio(inside, few.Width == 0 ? many : few);
        _nearHeavy = new SpreadRatio(inside, many.Width == 0 ? few : many);
    }

    private Span<float> ShapesOf(ReadOnlySpan<int> rows, int column)
    {
        var known = 0;
        foreach (var row in rows)
            Keep(ShapeTable.Read(context.Population.Rows[row], column), ref known);
        return _values.AsSpan(0, known);
    }

    private void Keep(float value, ref int known)
    {
        _values[known] = value;
        known += float.IsNaN(value) ? 0 : 1;
    }

    /// <summary>Cosine to the cohort's direction without the row itself; NaN for a row with too little text.</summary>
    private float NearnessOf(int row)
    {
        if (!context.Directions.Has(row))
            return float.NaN;
        var dot = context.Directions.Along(row, _direction, _centreAlong);
        var norm = _squared;
        if (_members.Contains(row))
        {
            norm = norm - (2 * dot) + 1;
            dot--;
        }

        return norm <= 0 ? float.NaN : dot / MathF.Sqrt(norm);
    }
}
