using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Campaigns;

/// <summary>Accounts that act in troupes, and verdicts about them as a test wants them; what a search would bring to the book.</summary>
internal sealed class Cast
{
    private readonly AccountTable _accounts = new();

    public Cast(int smallest = 4)
    {
        Book = new CampaignBook(_accounts, smallest);
        Play("stranger", 60, 0, i => new Request { Prompt = $"something {i} else {i * 7} of my own {i * 31}", UserAgent = $"agent-{i % 9}/1", MaxTokens = 100 * (i % 7) });
    }

    public CampaignBook Book { get; }

    public AccountTable Accounts => _accounts;

    /// <summary>Log-10 odds of what a surer cohort leaves of another.</summary>
    public double OddsOfRests { get; init; } = -1;

    /// <summary>Phrases that hardly anybody outside of any cohort uses.</summary>
    public HashSet<uint> Sole { get; init; } = [];

    /// <summary>A troupe that was taken out of every cohort judged without it, and likely belongs all the same.</summary>
    public string? Doubtful { get; init; }

    /// <summary>Ten accounts with one frame and one set of settings, four exchanges each from a time on.</summary>
    public Cast Troupe(string name, long from, string frame = "solve the following task and show every step", string agent = "harvester/1", int count = 10) =>
        Play(name, count, from, _ => new Request { Prompt = frame, UserAgent = agent, MaxTokens = 4096, System = "frame of " + agent });

    public Cast Play(string name, int count, long from, Func<int, Request> send, int exchanges = Core.Profiles.Population.FewestExchanges)
    {
        for (var i = 0; i < count; i++)
        {
            var utf8 = Encoding.UTF8.GetBytes($"{name}-{i}");
            var account = _accounts.GetOrAdd(Hash64.Of(utf8), utf8);
            for (var n = 0; n < exchanges; n++)
            {
                var request = send(i) with { Account = $"{name}-{i}", Time = Request.Monday + from + (n * Request.Minute) + i };
                ProfileUpdate.Apply(ref _accounts[account], request.Fingerprint(), PhraseSightings.Fresh, 0);
            }
        }

        return this;
    }

    public int Find(string account) => _accounts.Find(Hash64.Of(Encoding.UTF8.GetBytes(account)));

    public ref Profile this[string account] => ref _accounts[Find(account)];

    /// <summary>One search that judges each of the groups of troupes a cohort.</summary>
    public void Search(long at, params (double Log10Odds, uint[] Keys, string[] Troupes)[] groups)
    {
        var context = Context(at);
        var opinion = new Opinion(context, OddsOfRests, Sole);
        Book.Take(context.Population, [.. groups.Select(g => Judge(context, opinion, g))], opinion, Request.Monday + at);
    }

    /// <summary>A verdict on troupes that a search would reach.</summary>
    public Verdict Judge(long at, double log10Odds, params string[] troupes)
    {
        var context = Context(at);
        return Judge(context, new Opinion(context, OddsOfRests, Sole), (log10Odds, [], troupes));
    }

    private SearchContext Context(long at)
    {
        var context = new SearchContext(_accounts, 4);
        context.Refresh(Request.Monday + at, []);
        return context;
    }

    private Verdict Judge(SearchContext context, Opinion opinion, (double Log10Odds, uint[] Keys, string[] Troupes) group)
    {
        var rows = RowsOf(context, group.Troupes);
        var cohort = new RefinedCohort(rows, CohortRoute.Links, "shared phrases", rows, [], SharedSettings.Of(context, rows))
        {
            Doubtful = Doubtful is null || group.Troupes.Contains(Doubtful) ? [] : RowsOf(context, [Doubtful]),
        };
        opinion.Keys[cohort] = [.. group.Keys];
        var families = new double[Families.Count];
        families[(int)Family.Payload] = group.Log10Odds;
        return new Verdict(cohort, [], families, null!, [], group.Log10Odds, TierOf(group.Log10Odds));
    }

    private int[] RowsOf(SearchContext context, string[] troupes) => [.. Enumerable.Range(0, context.Population.Count)
        .Where(row => troupes.Any(t => _accounts.NameOf(context.Population.Rows[row].Account).StartsWith(t + "-", StringComparison.Ordinal)))];

    private static Tier TierOf(double log10Odds) => log10Odds switch { >= 2 => Tier.Act, >= 0 => Tier.Review, _ => Tier.Watch };

    /// <summary>Keys as the test gives them, real scores, and one verdict on whatever is left of a cohort.</summary>
    private sealed class Opinion(SearchContext context, double oddsOfRests, HashSet<uint> sole) : ICohortOpinion
    {
        public HashSet<uint> SoleKeysOf(RefinedCohort cohort) => sole;

        public Dictionary<RefinedCohort, HashSet<uint>> Keys { get; } = new(ReferenceEqualityComparer.Instance);

        public HashSet<uint> KeysOf(RefinedCohort cohort) => Keys.GetValueOrDefault(cohort) ?? [];

        public Func<int, float> ScoresOf(RefinedCohort cohort)
        {
            var likeness = new Likeness(context);
            likeness.Fit(cohort.Rows, []);
            return likeness.Score;
        }

        public Verdict Decide(RefinedCohort cohort) => new(cohort, [], new double[Families.Count], null!, [], oddsOfRests, TierOf(oddsOfRests));
    }
}
