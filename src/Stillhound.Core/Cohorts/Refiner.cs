using Stillhound.Core.Fingerprints;


namespace Stillhound.Core.Cohorts;

/// <summary>
/// Turns a proposal into the accounts that belong: fits what the proposal has in common, scores every candidate by it, and
/// repeats. Honest accounts that merely touch a shared phrase leave; members that one route alone had missed come in.
/// </summary>
internal static class Refiner
{
    private const int Rounds = 3;
    private const double KeyShare = 0.2;
    private const double KeyLift = 3;

    /// <summary>Members of one organisation that make a block.</summary>
    private const int Block = 4;

    /// <summary>A block of this share is the cohort itself.</summary>
    private const double OwnGroup = 0.5;

    /// <summary>Candidates that one key or one client may bring, in multiples of the cohort.</summary>
    private const int MostCandidates = 6;

    /// <summary>Rows up to which every account is a candidate for every cohort.</summary>
    private const int AllCandidatesUpTo = 3_000;

    public static RefinedCohort? Refine(SearchContext context, Cohort cohort, int smallest)
    {
        var rows = cohort.Rows;
        Likeness likeness = null!;
        HashSet<uint> keys = [];
        for (var round = 0; round < Rounds; round++)
        {
            keys = OwnKeys(context, rows);
            likeness = new Likeness(context, rows, keys);
            var next = new List<int>();
            foreach (var row in Candidates(context, rows, keys, round == Rounds - 2))
            {
                if (likeness.Score(row) > 0)
                    next.Add(row);
            }

            LeaveOutOrganisations(context, next);
            if (next.Count < smallest)
                return null;
            var same = next.Count == rows.Length && next.SequenceEqual(rows);
            rows = [.. next];
            if (same)
                break;
        }

        return new RefinedCohort(rows, cohort.Route, cohort.Reason, likeness, keys, SharedSettings.Of(context, rows));
    }

    /// <summary>
    /// Accounts of one organisation that came in as a block, beside others: they are a group of their own, which other
    /// proposals bring, and would lend the cohort evidence that is theirs.
    /// </summary>
    private static void LeaveOutOrganisations(SearchContext context, List<int> rows)
    {
        var sizes = new Dictionary<uint, int>();
        foreach (var row in rows)
        {
            var org = context.Population.ProfileOf(row).Org;
            if (org != 0)
                sizes[org] = sizes.GetValueOrDefault(org) + 1;
        }

        rows.RemoveAll(row =>
        {
            var size = sizes.GetValueOrDefault(context.Population.ProfileOf(row).Org);
            return size >= Block && size < OwnGroup * rows.Count;
        });
    }

    /// <summary>Phrase keys that a good share of the cohort uses, far more than everybody does.</summary>
    private static HashSet<uint> OwnKeys(SearchContext context, int[] rows)
    {
        var uses = new Dictionary<uint, int>();
        foreach (var row in rows)
        {
            foreach (var key in context.Population.ProfileOf(row).Phrases.Keys)
            {
                if (key != 0)
                    uses[key] = uses.GetValueOrDefault(key) + 1;
            }
        }

        var own = new HashSet<uint>();
        foreach (var (key, count) in uses)
        {
            if (count < Math.Max(3, KeyShare * rows.Length))
                continue;
            var index = Array.BinarySearch(context.Postings.Keys, key);
            var everywhere = index < 0 ? count : context.Postings.RowsOf(index).Length;
            if (count * (double)context.Population.Count >= KeyLift * everywhere * rows.Length)
                own.Add(key);
        }

        return own;
    }

    /// <summary>
    /// The cohort and all users of its own phrases. One round looks further, to find members that no route tied: at everybody
    /// where the population is small, else at accounts with the cohort's usual clients.
    /// </summary>
    private static IEnumerable<int> Candidates(SearchContext context, int[] rows, HashSet<uint> keys, bool everybody)
    {
        if (everybody && context.Population.Count <= AllCandidatesUpTo)
            return Enumerable.Range(0, context.Population.Count);
        var candidates = new SortedSet<int>(rows);
        foreach (var key in keys)
        {
            var index = Array.BinarySearch(context.Postings.Keys, key);
            if (index >= 0 && context.Postings.RowsOf(index).Length <= MostCandidates * rows.Length)
                candidates.UnionWith(context.Postings.RowsOf(index).ToArray());
        }

        if (everybody)
            context.Settings.AddAlike(rows, MostCandidates * rows.Length, candidates);
        return candidates;
    }
}

/// <summary>A cohort after refinement.</summary>
/// <param name="Rows">Its rows, ascending.</param>
/// <param name="Route">How it was found.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Likeness">What its members have in common.</param>
/// <param name="Keys">Phrase keys that are its own.</param>
/// <param name="Shared">Settings that most members have in common.</param>
internal sealed record RefinedCohort(
    int[] Rows, CohortRoute Route, string Reason, Likeness Likeness, HashSet<uint> Keys, IReadOnlyList<(TraitKind Kind, uint Value)> Shared);
