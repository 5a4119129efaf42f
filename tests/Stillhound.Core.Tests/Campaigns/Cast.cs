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

    /// <summary>Ten accounts with one frame and one set of settings, four exchanges each from a time on.</summary>
    public Cast Troupe(string name, long from, string frame = "solve the following task and show every step", string agent = "harvester/1", int count = 10) =>
        Play(name, count, from, _ => new Request { Prompt = frame, UserAgent = agent, MaxTokens = 4096, System = "frame of " + agent });

    public Cast Play(string name, int count, long from, Func<int, Request> send)
    {
        for (var i = 0; i < count; i++)
        {
            var utf8 = Encoding.UTF8.GetBytes($"{name}-{i}");
            var account = _accounts.GetOrAdd(Hash64.Of(utf8), utf8);
            for (var n = 0; n < Core.Profiles.Population.FewestExchanges; n++)
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
        var population = new Core.Profiles.Population(_accounts, Request.Monday + at);
        var context = new SearchContext(population, 4);
        Book.Take(population, [.. groups.Select(g => Judge(context, g))], Request.Monday + at);
    }

    /// <summary>A verdict on troupes that a search would reach.</summary>
    public Verdict Judge(long at, double log10Odds, params string[] troupes) =>
        Judge(new SearchContext(new Core.Profiles.Population(_accounts, Request.Monday + at), 4), (log10Odds, [], troupes));

    private Verdict Judge(SearchContext context, (double Log10Odds, uint[] Keys, string[] Troupes) group)
    {
        int[] rows = [.. Enumerable.Range(0, context.Population.Count)
            .Where(row => group.Troupes.Any(t => _accounts.NameOf(context.Population.Rows[row].Account).StartsWith(t + "-", StringComparison.Ordinal)))];
        var likeness = new Likeness(context, rows, []);
        var cohort = new RefinedCohort(rows, CohortRoute.Links, "shared phrases", likeness, [.. group.Keys], SharedSettings.Of(context, rows));
        var families = new double[Families.Count];
        families[(int)Family.Payload] = group.Log10Odds;
        Tier tier = group.Log10Odds switch { >= 2 => Tier.Act, >= 0 => Tier.Review, _ => Tier.Watch };
        return new Verdict(cohort, [], families, null!, [], group.Log10Odds, tier);
    }
}
