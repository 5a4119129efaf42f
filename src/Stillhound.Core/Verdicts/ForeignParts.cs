using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// Takes parts out of a cohort that stands which do not belong to it: honest users of what a campaign uses too. A part is an honest
/// cohort of the same search, the users of one system prompt or tool list or all but those, or those who ask for alike things. It goes when it does not
/// stand on its own, and the others are surer without it or as many of them stand far better; fewer members of one operator never make
/// the rest surer by much. A cohort of two groups that stand only together falls to the surer of them.
/// </summary>
internal sealed class ForeignParts(SearchContext context, Judge judge, int smallest)
{
    /// <summary>Log-10 odds that the others have to gain.</summary>
    private const double Gain = 0.15;

    /// <summary>Log-10 odds that the others may lose without a part that is hopeless on its own.</summary>
    private const double Loss = 0.1;
    private const double Hopeless = -1.5;

    /// <summary>Log-10 odds that the others may lose without a part that as many of them leave far behind.</summary>
    private const double MostLoss = 1;

    /// <summary>Log-10 odds below which a part does not stand on its own.</summary>
    public const double Alone = -0.5;

    /// <summary>Log-10 odds by which a part may fall behind as many of the others, since fewer accounts show less.</summary>
    private const double Margin = 1;

    /// <summary>System prompts, and tool lists, that are looked at: the most common of the cohort.</summary>
    private const int MostValues = 3;

    /// <summary>How often a cohort is divided by what its accounts ask for, and what is worth dividing, in smallest cohorts.</summary>
    private const int Divisions = 3;
    private const int FewestDivided = 6;

    /// <summary>Log-10 odds of a cohort that stands only without others, beyond what as many looks could bring by chance.</summary>
    private const double Sure = 0.3;

    /// <summary>Members that a cohort must keep which only stands without others, in smallest cohorts.</summary>
    private const int FewestFreed = 2;

    /// <summary>Most rounds in which accounts move to the nearer half.</summary>
    private const int Rounds = 6;

    private static readonly TraitKind[] Kinds = [TraitKind.System, TraitKind.Tools];

    private readonly RowSet _members = new();

    /// <summary>The verdict without foreign parts; the same where there are none.</summary>
    public Verdict TakeOut(Verdict verdict, HonestGroups honest)
    {
        var tried = new List<(int[] Rows, bool MayBeHalf)>();
        foreach (var (part, mayBeHalf) in PartsOf(verdict.Cohort, honest).OrderByDescending(static p => p.Rows.Length).ThenBy(static p => p.Rows[0]).ToList())
        {
            var (inside, others) = Split(verdict.Cohort.Rows, part);
            if (inside.Length < smallest || others.Length < smallest || tried.Exists(t => (t.MayBeHalf || !mayBeHalf) && t.Rows.AsSpan().SequenceEqual(inside)))
                continue;
            tried.Add((inside, mayBeHalf));
            var alone = Of(verdict, inside);
            if (alone.Tier == Tier.Act || (alone.Tier == Tier.Review && verdict.Tier != Tier.Act))
                continue;
            var rest = Of(verdict, others);
            if (alone.Tier == Tier.Review)
            {
                if (!IsAccusedForOthers(rest, alone))
                    continue;
                verdict = Doubting(rest, inside);
            }
            else if (IsForeign(verdict, rest, alone))
                verdict = alone.Tier is null ? rest : Doubting(rest, inside);
            else if (mayBeHalf && AreTwo(verdict, rest, alone))
                verdict = rest.Log10Odds >= alone.Log10Odds ? rest : alone;
            else
                continue;
            tried.Clear();
            if (verdict.Tier is null or Tier.Watch)
                break;
        }

        return verdict;
    }

    /// <summary>
    /// The verdict on a cohort that falls short, without an honest cohort that makes it: what explains the one hides the other.
    /// The same where nothing stands without one, or by little.
    /// </summary>
    public Verdict Free(Verdict verdict, HonestGroups honest)
    {
        var (best, left, looks) = (verdict, verdict.Cohort.Rows, 0);
        foreach (var group in honest.In(verdict.Cohort.Rows, smallest))
        {
            var (inside, others) = Split(verdict.Cohort.Rows, group);
            if (others.Length < FewestFreed * smallest)
                continue;
            looks++;
            if (judge.DecideIfStands(Rest(verdict, others), verdict.Group.AtLeastWithout(verdict.Cohort.Rows.Length, inside.Length)) is { } rest && rest.Log10Odds > best.Log10Odds)
                (best, left) = (rest, inside);
        }

        // The best of many looks is better by chance alone.
        if (best.Tier is null or Tier.Watch || best.Log10Odds < Math.Log10(looks) + Sure)
            return verdict;
        var without = Of(verdict, left);
        return SampleOf(best, without).Log10Odds > without.Log10Odds + (2 * Margin) ? best : verdict;
    }

    private (int[] Inside, int[] Others) Split(int[] rows, int[] part)
    {
        _members.Clear(context.Population.Count);
        _members.Add(part);
        return SplitBy(rows, _members.Contains);
    }

    private static (int[] With, int[] Without) SplitBy(int[] rows, Predicate<int> test)
    {
        var sorted = new int[rows.Length];
        int with = 0, without = 0;
        foreach (var row in rows)
        {
            if (test(row))
                sorted[with++] = row;
            else
                sorted[^++without] = row;
        }

        var rest = sorted[with..];
        Array.Reverse(rest);
        return (sorted[..with], rest);
    }

    private bool IsForeign(Verdict whole, Verdict rest, Verdict part)
    {
        if (rest.Tier < whole.Tier)
            return false;
        if (rest.Log10Odds < whole.Log10Odds - Loss)
        {
            return rest.Log10Odds >= whole.Log10Odds - MostLoss && part.Log10Odds < Alone
                && SampleOf(rest, part).Log10Odds - part.Log10Odds > 2 * Margin;
        }

        if (part.Log10Odds < (rest.Log10Odds >= whole.Log10Odds + Gain ? Alone : Hopeless))
            return true;
        // What does not stand has to fall further behind the less it is hopeless.
        var behind = SampleOf(rest, part).Log10Odds - part.Log10Odds;
        return behind > (part.Log10Odds < Alone ? Margin : 2 * Margin);
    }

    /// <summary>
    /// Whether a part of a cohort at act that stands by itself, but not there, falls so far behind as many of the others that it would be accused for
    /// what those show.
    /// </summary>
    private bool IsAccusedForOthers(Verdict rest, Verdict part) =>
        rest.Tier >= Tier.Review && SampleOf(rest, part).Log10Odds - part.Log10Odds > 2 * Margin;

    /// <summary>
    /// Whether two groups stand only together: neither does alone, and both fall behind as many of the whole. What explains the one
    /// does not explain the other, which is no evidence that both are one operator's.
    /// </summary>
    private bool AreTwo(Verdict whole, Verdict rest, Verdict part)
    {
        if (rest.Tier >= Tier.Review)
            return false;
        var behind = SampleOf(whole, part).Log10Odds - part.Log10Odds + SampleOf(whole, rest).Log10Odds - rest.Log10Odds;
        return behind > 2 * Margin;
    }

    /// <summary>As many accounts of one cohort as another has, in the one's proportions.</summary>
    private Verdict SampleOf(Verdict one, Verdict other) =>
        Of(one, GroupMeasure.EvenSample(one.Cohort.Rows, Math.Min(one.Cohort.Rows.Length, other.Cohort.Rows.Length)));

    private static Verdict Doubting(Verdict verdict, int[] rows) =>
        verdict with { Cohort = verdict.Cohort with { Doubtful = [.. verdict.Cohort.Doubtful, .. rows] } };

    private Verdict Of(Verdict verdict, int[] rows) => judge.Decide(Rest(verdict, rows));

    private static RefinedCohort Rest(Verdict verdict, int[] rows) => verdict.Cohort with { Rows = rows, Fitted = rows };

    /// <summary>
    /// Parts that are looked at, and whether a part may be one of two groups: among many divisions one would always be found by
    /// which neither half stands.
    /// </summary>
    private IEnumerable<(int[] Rows, bool MayBeHalf)> PartsOf(RefinedCohort cohort, HonestGroups honest)
    {
        foreach (var group in honest.In(cohort.Rows, smallest))
            yield return (group, true);
        foreach (var group in honest.PartlyIn(cohort.Rows, smallest))
            yield return (group, false);
        foreach (var (part, division) in Divided(cohort.Rows, 1))
            yield return (part, division == 1);
        foreach (var kind in Kinds)
        {
            var byValue = cohort.Rows.GroupBy(row => context.Traits.Top(row, (int)kind)).Where(static g => g.Key != 0).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key).Take(MostValues);
            foreach (var group in byValue)
            {
                if (group.Count() < smallest)
                    continue;
                int[] users = [.. group];
                yield return (users, true);
                if (cohort.Rows.Length - users.Length >= smallest)
                    yield return ([.. cohort.Rows.Except(users)], true);
            }
        }
    }

    /// <summary>Halves, and halves of large halves.</summary>
    private IEnumerable<(int[] Rows, int Division)> Divided(int[] rows, int division)
    {
        if (division > Divisions || rows.Length < FewestDivided * smallest)
            yield break;
        foreach (var half in Halves(rows))
        {
            yield return (half, division);
            foreach (var part in Divided(half, division + 1))
                yield return part;
        }
    }

    /// <summary>The cohort in two by what its accounts ask for: each to the nearer of two sums of directions, which start far apart.</summary>
    private IEnumerable<int[]> Halves(int[] rows)
    {
        var directions = context.Directions;
        var known = rows.Where(directions.Has).ToArray();
        if (known.Length < 2 * smallest)
            yield break;
        var sum = new float[Embedding.Dimensions];
        directions.Sum(known, sum);
        var first = Farthest(known, sum);
        directions.Sum([first], sum);
        var second = Farthest(known, sum);
        int[] one = [first], two = [second];
        var other = new float[Embedding.Dimensions];
        for (var round = 0; round < Rounds && one.Length > 0 && two.Length > 0; round++)
        {
            Unit(one, sum);
            Unit(two, other);
            float alongOne = directions.CentreAlong(sum), alongTwo = directions.CentreAlong(other);
            var before = one;
            (one, two) = SplitBy(known, row => directions.Along(row, sum, alongOne) - directions.Along(row, other, alongTwo) >= 0);
            if (round > 0 && one.AsSpan().SequenceEqual(before))
                break; // nobody moved, and nobody will
        }

        yield return one;
        yield return two;
    }

    private void Unit(int[] rows, float[] sum)
    {
        context.Directions.Sum(rows, sum);
        var length = System.Numerics.Tensors.TensorPrimitives.Norm<float>(sum);
        System.Numerics.Tensors.TensorPrimitives.Divide(sum, Math.Max(length, 1e-6f), sum);
    }

    private int Farthest(int[] rows, float[] from)
    {
        var along = context.Directions.CentreAlong(from);
        return rows.MinBy(row => context.Directions.Along(row, from, along));
    }
}
