using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Worlds;

/// <summary>A world that was read to its end and whose groups can be judged by name, as a search would judge them.</summary>
internal sealed class JudgedWorld
{
    public const int Smallest = 8;

    private readonly AccountTable _accounts = new();
    private readonly LinkIndex _links = new();
    private readonly LinkIndex.SharedPhrase[] _shared = new LinkIndex.SharedPhrase[PhraseKeys.Capacity];

    public JudgedWorld(World world, EngineOptions? options = null, Lessons? lessons = null)
    {
        foreach (var facts in world.Facts)
            _accounts.SetFacts(facts);
        var ordered = world.InOrder();
        foreach (var request in ordered)
            Read(request);
        Context = new SearchContext(_accounts, Smallest);
        Context.Refresh(ordered[^1].Time + 1, []);
        Judge = new Judge(Context, new ReactionFacts { FirstMs = ordered[0].Time }, lessons ?? new Lessons(), (options ?? new EngineOptions()) with { SmallestCohort = Smallest }, null);
    }

    public SearchContext Context { get; }

    public Judge Judge { get; }

    /// <summary>Rows of accounts whose names begin so, each group's first so many.</summary>
    public int[] Rows(string prefix, int most = int.MaxValue) =>
        [.. Enumerable.Range(0, Context.Population.Count).Where(row => NameOf(row).StartsWith(prefix, StringComparison.Ordinal)).OrderBy(NameOf, StringComparer.Ordinal).Take(most).Order()];

    public Verdict Verdict(params int[][] groups)
    {
        int[] rows = [.. groups.SelectMany(static g => g).Order()];
        return Judge.Decide(new RefinedCohort(rows, CohortRoute.Links, "shared phrases", rows, [], SharedSettings.Of(Context, rows)));
    }

    /// <summary>The verdict without what does not belong.</summary>
    public Verdict TakeOut(Verdict verdict, params int[][] honest) => new ForeignParts(Context, Judge, Smallest).TakeOut(verdict, new HonestGroups(honest, Context.Population.Count));

    /// <summary>The verdict without an honest cohort that hides what the rest is.</summary>
    public Verdict Free(Verdict verdict, params int[][] honest) => new ForeignParts(Context, Judge, Smallest).Free(verdict, new HonestGroups(honest, Context.Population.Count));

    private string NameOf(int row) => _accounts.NameOf(Context.Population.Rows[row].Account);

    private void Read(Support.Request request)
    {
        var name = Encoding.UTF8.GetBytes(request.Account);
        var account = _accounts.GetOrAdd(Hash64.Of(name), name);
        var print = request.Fingerprint();
        var seen = _links.Observe(print, account, _shared, out var shared);
        for (var i = 0; i < shared; i++)
        {
            _accounts[account].Phrases.Add(_shared[i].Tag);
            if (_shared[i].First >= 0)
                _accounts[_shared[i].First].Phrases.Add(_shared[i].Tag);
        }

        ProfileUpdate.Apply(ref _accounts[account], print, seen, 0);
    }
}
