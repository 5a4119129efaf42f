using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Engine;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.SingleAccounts;

/// <summary>
/// Looks at every account by itself once the log is over: what stands out against this population at a false discovery rate over
/// all tested accounts, shows what the kind of finding asks for, and has no benign reading, stands at review.
/// </summary>
internal sealed class AccountFinder
{
    /// <summary>What may be false among findings at watch, as a multiple of what may be false at review.</summary>
    private const double WatchFactor = 5;

    private readonly SearchContext _context;
    private readonly CampaignBook _book;
    private readonly EngineOptions _options;
    private readonly BenignReading _benign;
    private readonly PeerStrata _strata;

    /// <summary>Makes a finder.</summary>
    /// <param name="context">The last search.</param>
    /// <param name="book">Campaigns as they stand.</param>
    /// <param name="reaction">What the provider did.</param>
    /// <param name="options">Thresholds.</param>
    public AccountFinder(SearchContext context, CampaignBook book, ReactionFacts reaction, EngineOptions options)
    {
        (_context, _book, _options) = (context, book, options);
        _benign = new BenignReading(context, reaction, options.SmallestCohort);
        _strata = new PeerStrata(context.Population, IsAccused);
    }

    /// <summary>Accounts with enough exchanges to be tested.</summary>
    public int Tested => _strata.Tested.Length;

    /// <summary>The largest false discovery rate at watch, from that at review.</summary>
    public static double WatchRate(double reviewRate) => Math.Min(0.5, WatchFactor * reviewRate);

    /// <summary>The accounts that stand out, kind by kind, in order of their rows.</summary>
    public List<AccountCandidate> Find()
    {
        List<AccountCandidate> found = [];
        var watch = WatchRate(_options.AccountFalseDiscoveryRate);
        var kinds = AccountKinds.All;
        var scoresOf = new AccountScores[kinds.Length];
        Parallel.For(0, kinds.Length, k => scoresOf[k] = new AccountScores(_context.Population, kinds[k], _strata, IsAccused));
        for (var k = 0; k < kinds.Length; k++)
        {
            var (kind, scores) = (kinds[k], scoresOf[k]);
            var asked = Enumerable.Range(0, _strata.Tested.Length).Where(i => scores.QValues[i] <= watch)
                .Select(i => (Tested: i, Signs: scores.SignsOf(_strata.Tested[i]).OrderBy(static s => s.PValue).ToList()))
                .Where(a => kind.Asks(_context.Population.ProfileOf(_strata.Tested[a.Tested]), a.Signs)).ToList();
            _benign.CountUsersFor([.. asked.Select(a => _strata.Tested[a.Tested])]);
            found.AddRange(asked.Select(a => Candidate(kind, scores, a.Tested, a.Signs)));
        }

        return found;
    }

    private AccountCandidate Candidate(AccountKind kind, AccountScores scores, int tested, List<MeasuredSign> signs)
    {
        var row = _strata.Tested[tested];
        var explanations = _benign.Of(row, kind.Kind, IsAccused(row));
        var unexplained = !explanations.Exists(static e => e.Holds);
        var tier = unexplained && kind.AsksForReview(signs) && scores.QValues[tested] <= _options.AccountFalseDiscoveryRate ? Tier.Review : Tier.Watch;
        return new AccountCandidate(row, kind.Kind, tier, scores.PValues[tested], scores.QValues[tested], signs, explanations);
    }

    /// <summary>Whether a campaign at review or above holds the row.</summary>
    public bool IsAccused(int row) => _book.Of(_context.Population.ProfileOf(row)) is { Tier: >= Tier.Review };
}
