using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Engine;
using Stillhound.Core.Profiles;
using Stillhound.Core.Regions;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.SingleAccounts;

/// <summary>The search that looks at accounts by themselves, once, when the log is over.</summary>
internal static class AccountSearch
{
    public static AccountReport Run(SearchContext context, AccountTable accounts, CampaignBook book, ReactionFacts reaction, EngineOptions options)
    {
        var finder = new AccountFinder(context, book, reaction, options);
        var candidates = finder.Find();
        var region = options.Region.Mode == RegionMode.Off ? null : FindRegions(context, finder, options, candidates);
        var findings = new AccountReporter(accounts, context.Population, book, finder.Tested, options.AccountFalseDiscoveryRate).Of(candidates);
        return new AccountReport(finder.Tested, options.AccountFalseDiscoveryRate, findings) { Region = region };
    }

    private static RegionSummary FindRegions(SearchContext context, AccountFinder finder, EngineOptions options, List<AccountCandidate> candidates)
    {
        candidates.AddRange(RegionFinder.Find(context.Population, options.Region, finder.IsAccused, AccountFinder.WatchRate(options.AccountFalseDiscoveryRate), out var summary));
        return summary;
    }
}
