using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// How likely rows belong to a cohort, each worked out once for as long as nobody asks of another cohort: cohorts that are nearly the
/// same ask of the same rows again and again. Serves one thread.
/// </summary>
/// <param name="refiner">Fits cohorts; used by nobody else.</param>
/// <param name="rows">Rows of the population.</param>
[Scratch]
internal sealed class CohortScores(Refiner refiner, int rows)
{
    private readonly float[] _scores = new float[rows];
    private readonly int[] _knownFor = new int[rows]; // cohorts are counted from 1
    private RefinedCohort? _cohort;
    private Likeness? _likeness;
    private int _number;

    /// <summary>Gives the natural-log odds that a row belongs to the cohort; valid until it is asked of another cohort.</summary>
    public Func<int, float> Of(RefinedCohort cohort)
    {
        if (!ReferenceEquals(cohort, _cohort))
        {
            (_cohort, _likeness) = (cohort, refiner.LikenessOf(cohort));
            _number++;
        }

        return ScoreOf;
    }

    private float ScoreOf(int row)
    {
        if (_knownFor[row] != _number)
            (_scores[row], _knownFor[row]) = (_likeness!.Score(row), _number);
        return _scores[row];
    }
}
