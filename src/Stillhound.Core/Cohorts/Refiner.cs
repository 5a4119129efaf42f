using System.Runtime.InteropServices;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// Turns a proposal into the accounts that belong: fits what the proposal has in common, scores every candidate by it, and
/// repeats. Honest accounts that merely touch a shared phrase leave; members that one route alone had missed come in. Serves
/// one thread.
/// </summary>
internal sealed class Refiner(SearchContext context, int smallest)
{
    private const int Rounds = 3;
    private const int FarRound = 1;
    private const int GrowingRounds = 5;

    /// <summary>Members of one organisation that make a block.</summary>
    private const int Block = 4;

    /// <summary>A block of this share is the cohort itself.</summary>
    private const double OwnGroup = 0.5;

    /// <summary>Candidates that one key or one client may bring, in multiples of the cohort.</summary>
    private const int MostCandidates = 6;

    /// <summary>Rows up to which every account is a candidate for every cohort.</summary>
    private const int AllCandidatesUpTo = 3_000;

    /// <summary>Users of a phrase, and the share of them inside, from which it is the cohort's alone.</summary>
    private const int FewestUsers = 8;
    private const double Sole = 0.95;

    /// <summary>Natural-log odds of nine in ten: an account that surely belongs.</summary>
    internal const float Surely = 2.197f;

    /// <summary>A cohort that keeps more than this share of its accounts is as good as the same.</summary>
    private const double MostOfCohort = 0.9;

    private readonly Likeness _likeness = new(context);
    private readonly OwnKeys _ownKeys = new(context);
    private readonly RowSet _set = new();
    private readonly List<int> _candidates = [];
    private readonly List<int> _next = [];
    private readonly List<int> _leftOut = [];
    private readonly Dictionary<uint, int> _sizes = [];

    /// <summary>The accounts that belong, or null when they are too few.</summary>
    public RefinedCohort? Refine(Cohort cohort) => Refine(cohort, grow: false);

    /// <summary>
    /// Looks again for members of a cohort that stands, further and for longer than is worth while for every proposal; null when
    /// nothing comes of it.
    /// </summary>
    public RefinedCohort? Grow(RefinedCohort cohort)
    {
        var grown = Refine(new Cohort(cohort.Rows, cohort.Route, cohort.Reason), grow: true);
        return grown is null || grown.Rows.Length <= cohort.Rows.Length ? null : grown;
    }

    private RefinedCohort? Refine(Cohort cohort, bool grow)
    {
        var rows = cohort.Rows;
        var rounds = grow ? GrowingRounds : Rounds;
        for (var round = 0; ; round++)
        {
            var keys = _ownKeys.Of(rows);
            _likeness.Fit(rows, keys);
            if (!grow)
                FindCandidates(rows, keys, round == FarRound);
            else if (round == 0)
                FindAllThatMay();
            _next.Clear();
            foreach (var row in _candidates)
            {
                if (_likeness.Belongs(row))
                    _next.Add(row);
            }

            LeaveOutOrganisations();
            if (_next.Count < smallest)
                return null;
            var same = CollectionsMarshal.AsSpan(_next).SequenceEqual(rows);
            var fitted = rows;
            rows = same ? rows : [.. _next];
            if (same || round == rounds - 1)
                return new RefinedCohort(rows, cohort.Route, cohort.Reason, fitted, Listed(keys), SharedSettings.Of(context, rows)) { LeftOut = [.. _leftOut] };
        }
    }

    /// <summary>
    /// The accounts of a cohort that resemble those of it which surely belong; null where that is nearly all of them, or too few.
    /// </summary>
    public RefinedCohort? Tighten(RefinedCohort cohort)
    {
        var likeness = LikenessOf(cohort);
        int[] core = [.. cohort.Rows.Where(row => likeness.Score(row) > Surely)];
        if (core.Length < smallest || core.Length > MostOfCohort * cohort.Rows.Length)
            return null;
        likeness.Fit(core, _ownKeys.Of(core));
        int[] rows = [.. cohort.Rows.Where(likeness.Belongs)];
        return rows.Length < smallest || rows.Length > MostOfCohort * cohort.Rows.Length
            ? null
            : cohort with { Rows = rows, Fitted = core, Listed = Listed(_ownKeys.Of(core)), Shared = SharedSettings.Of(context, rows) };
    }

    /// <summary>How likely accounts belong to a cohort that was refined in this search; valid until the next call.</summary>
    public Likeness LikenessOf(RefinedCohort cohort)
    {
        _likeness.Fit(cohort.Fitted, _ownKeys.Of(cohort.Fitted));
        return _likeness;
    }

    /// <summary>Phrase keys that are a cohort's own, those included that too few accounts use for the postings.</summary>
    public HashSet<uint> KeysOf(RefinedCohort cohort) => _ownKeys.ValuesOf(cohort.Fitted);

    /// <summary>Own phrase keys nearly all of whose users are in the cohort.</summary>
    public HashSet<uint> SoleKeysOf(RefinedCohort cohort)
    {
        _set.Clear(context.Population.Count);
        _set.Add(cohort.Rows);
        var sole = new HashSet<uint>();
        foreach (var key in _ownKeys.Of(cohort.Rows))
        {
            var users = context.Postings.RowsOf(key);
            if (users.Length >= FewestUsers && _set.CountOf(users) >= Sole * users.Length)
                sole.Add(context.Postings.Keys[key]);
        }

        return sole;
    }

    private uint[] Listed(ReadOnlySpan<int> places)
    {
        var keys = new uint[places.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = context.Postings.Keys[places[i]];
        return keys;
    }

    /// <summary>
    /// Accounts of one organisation that came in as a block, beside others: they are a group of their own, which other
    /// proposals bring, and would lend the cohort evidence that is theirs.
    /// </summary>
    private void LeaveOutOrganisations()
    {
        _sizes.Clear();
        _leftOut.Clear();
        foreach (var row in _next)
        {
            var org = context.Affiliations.OrgOf(row);
            if (org != 0)
                CollectionsMarshal.GetValueRefOrAddDefault(_sizes, org, out _)++;
        }

        if (_sizes.Count == 0)
            return;
        var count = _next.Count;
        if (!_sizes.Values.Any(IsBlock))
            return;
        _leftOut.AddRange(_next.Where(IsGuest));
        _next.RemoveAll(IsGuest);

        bool IsGuest(int row)
        {
            var org = context.Affiliations.OrgOf(row);
            return org != 0 && IsBlock(_sizes[org]);
        }

        bool IsBlock(int size) => size >= Block && size < OwnGroup * count;
    }

    private void FindAllThatMay()
    {
        _candidates.Clear();
        for (var row = 0; row < context.Population.Count; row++)
        {
            if (_likeness.MayBelong(row))
                _candidates.Add(row);
        }
    }

    /// <summary>
    /// The cohort and all users of its own phrases. One round looks further, to find members that no route tied: at everybody
    /// where the population is small, else at accounts with the cohort's usual clients.
    /// </summary>
    private void FindCandidates(int[] rows, ReadOnlySpan<int> keys, bool everybody)
    {
        var count = context.Population.Count;
        if (everybody && count <= AllCandidatesUpTo)
        {
            _candidates.Clear();
            _candidates.AddRange(Enumerable.Range(0, count));
            return;
        }

        _set.Clear(count);
        _set.Add(rows);
        foreach (var key in keys)
        {
            var users = context.Postings.RowsOf(key);
            if (users.Length <= MostCandidates * rows.Length)
                _set.Add(users);
        }

        if (everybody)
            context.Settings.AddAlike(rows, MostCandidates * rows.Length, _set);
        _set.CopyTo(_candidates);
    }
}
