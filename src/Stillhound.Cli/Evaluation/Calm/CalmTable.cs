using System.Globalization;
using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Evaluation.Calm;

/// <summary>Prints what was false in worlds without campaigns.</summary>
internal static class CalmTable
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static void Write(TextWriter output, IReadOnlyList<CalmWorld> worlds, FalseBudget budget)
    {
        WriteWorlds(output, worlds);
        WriteKinds(output, worlds);
        WriteRates(output, worlds);
        WriteErrors(output, worlds.Aggregate(default(CalmErrors), static (a, w) => a + w.Errors));
        output.WriteLine(budget.Sentence());
    }

    private static void WriteWorlds(TextWriter output, IReadOnlyList<CalmWorld> worlds)
    {
        output.WriteLine($"  {"",-27}   campaigns at            accounts at");
        output.WriteLine("  world (seed)       accounts   watch  review     act   watch  review     act  at any search");
        foreach (var world in worlds.Where(static w => w.Campaigns.Any || w.Sooner is not null))
            output.WriteLine(string.Create(Plain, $"  {world.Seed,-18}{world.Accounts,9}{Cells(world.Campaigns)}{Cells(world.Flagged)}  {Name(world.Sooner),13}"));
        output.WriteLine(string.Create(Plain, $"  {worlds.Count(static w => !w.Campaigns.Any && w.Sooner is null)} worlds without anything"));
        output.WriteLine(string.Create(Plain, $"  {$"all {worlds.Count} worlds",-18}{worlds.Sum(static w => w.Accounts),9}{Cells(Sum(worlds.Select(static w => w.Campaigns)))}{Cells(Sum(worlds.Select(static w => w.Flagged)))}"));
    }

    private static void WriteKinds(TextWriter output, IReadOnlyList<CalmWorld> worlds)
    {
        output.WriteLine("  benign kind        accounts   watch  review     act   watch  review     act");
        foreach (var kind in worlds.SelectMany(static w => w.Kinds).GroupBy(static k => k.Kind, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(static g => g.Aggregate(static (a, b) => a.Plus(b))))
            output.WriteLine(string.Create(Plain, $"  {kind.Kind,-18}{kind.Accounts,9}{Cells(kind.Campaigns)}{Cells(kind.Flagged)}"));
    }

    private static void WriteRates(TextWriter output, IReadOnlyList<CalmWorld> worlds)
    {
        var days = worlds.Sum(static w => (double)w.Accounts * w.Days);
        output.WriteLine(string.Create(Plain, $"false campaigns in {days / 1e6:0.###} million account-days"));
        WriteRate(output, "review or above", worlds, days, static w => w.Campaigns.Review + w.Campaigns.Act, Tier.Review);
        WriteRate(output, "act", worlds, days, static w => w.Campaigns.Act, Tier.Act);
    }

    private static void WriteRate(TextWriter output, string name, IReadOnlyList<CalmWorld> worlds, double days, Func<CalmWorld, int> count, Tier tier)
    {
        var (campaigns, hit, sooner) = (worlds.Sum(count), worlds.Count(w => count(w) > 0), worlds.Count(w => w.Sooner >= tier));
        output.WriteLine(string.Create(Plain, $"  at {name}: {campaigns}, {campaigns / (days / 1e6):0.###} per million account-days, {(double)campaigns / worlds.Count:0.####} per world"));
        output.WriteLine($"    worlds with any                            {Share(hit, worlds.Count)}");
        output.WriteLine($"    worlds with a cohort there at any search   {Share(sooner, worlds.Count)}");
    }

    private static void WriteErrors(TextWriter output, CalmErrors errors)
    {
        if (errors.Followed > 0)
        {
            output.WriteLine(string.Create(Plain,
                $"cohorts followed, at all searches: {errors.Followed}; p-value at most 0.1: {Rate(errors.Tenth)}, at most 0.01: {Rate(errors.Hundredth)}, at most 0.001: {Rate(errors.Thousandth)}; mean e-value {errors.EValues / errors.Followed:0.###}"));
        }

        if (errors.Decoys > 0)
            output.WriteLine($"decoys of the last searches: {errors.Decoys}; at review or above {Share(errors.DecoysAtReview, errors.Decoys)}; at act {Share(errors.DecoysAtAct, errors.Decoys)}");

        string Rate(int count) => string.Create(Plain, $"{(double)count / errors.Followed:P2}");
    }

    private static string Share(int hit, int worlds)
    {
        var interval = ShareInterval.Exact(hit, worlds);
        return string.Create(Plain, $"{hit} of {worlds}, {(double)hit / worlds:P1} (95%: {interval.Low:P1} to {interval.High:P1})");
    }

    private static TierCounts Sum(IEnumerable<TierCounts> counts) => counts.Aggregate(default(TierCounts), static (a, b) => a + b);

    private static string Cells(TierCounts counts) => string.Create(Plain, $"{counts.Watch,8}{counts.Review,8}{counts.Act,8}");

    private static string Name(Tier? tier) => tier is { } known ? Reporting.ReportText.Tier(known) : "-";
}
