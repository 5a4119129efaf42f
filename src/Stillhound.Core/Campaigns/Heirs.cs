using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Campaigns;

/// <summary>
/// Which cohort of a search goes on as which campaign. A cohort continues the campaign that it shares most accounts with, unless
/// another cohort of the same search holds far more of that campaign and the others do not resemble this one: a few accounts that are
/// surer by themselves split off it, and do not take its name, its history and what was decided about it with them.
/// </summary>
internal sealed class Heirs
{
    /// <summary>Share of the smaller side that must be common for two groups to be one campaign.</summary>
    private const double SameShare = 0.4;

    /// <summary>So many times as many of a campaign's accounts are far more.</summary>
    private const int FarMore = 2;

    private readonly Population _population;
    private readonly Func<int, Campaign> _numbered;
    private readonly Dictionary<int, int> _most = []; // by number of the campaign, its accounts in the cohort that holds most of it

    /// <summary>Looks at all cohorts of a search before the first is taken.</summary>
    /// <param name="population">The accounts.</param>
    /// <param name="verdicts">The verdicts in the order in which they claim accounts.</param>
    /// <param name="numbered">The campaign of a number.</param>
    /// <param name="mostTaken">Share of a cohort that may be claimed already for it to be taken.</param>
    public Heirs(Population population, IReadOnlyList<Verdict> verdicts, Func<int, Campaign> numbered, double mostTaken)
    {
        (_population, _numbered) = (population, numbered);
        var claimed = new HashSet<int>();
        foreach (var verdict in verdicts)
        {
            var rows = verdict.Cohort.Rows;
            int[] left = claimed.Count == 0 ? rows : [.. rows.Where(row => !claimed.Contains(row))];
            if (rows.Length - left.Length > mostTaken * rows.Length)
                continue;
            foreach (var (campaign, count) in SharedBy(left))
                _most[campaign] = Math.Max(_most.GetValueOrDefault(campaign), count);
            claimed.UnionWith(left);
        }
    }

    /// <summary>The campaign that a cohort continues, or null.</summary>
    /// <param name="verdict">The verdict on the cohort.</param>
    /// <param name="resembles">Whether most of a campaign's accounts resemble the cohort; asked where another cohort holds far more of it.</param>
    public Campaign? Continued(Verdict verdict, Predicate<Campaign> resembles)
    {
        foreach (var (number, count) in Shared(verdict))
        {
            if (count * FarMore > _most.GetValueOrDefault(number) || resembles(_numbered(number)))
                return Same(verdict, number, count);
        }

        return null;
    }

    /// <summary>The campaign that a cohort shares most accounts with, whoever continues it; null where it shares too few.</summary>
    public Campaign? Nearest(Verdict verdict)
    {
        foreach (var (number, count) in Shared(verdict))
            return Same(verdict, number, count);
        return null;
    }

    private Campaign? Same(Verdict verdict, int number, int count)
    {
        var campaign = _numbered(number);
        return count >= SameShare * Math.Min(verdict.Cohort.Rows.Length, campaign.Members.Count) ? campaign : null;
    }

    /// <summary>Campaigns that a cohort shares accounts with, those with most first, of equal ones the oldest.</summary>
    private IOrderedEnumerable<KeyValuePair<int, int>> Shared(Verdict verdict) =>
        SharedBy(verdict.Cohort.Rows).OrderByDescending(static s => s.Value).ThenBy(static s => s.Key);

    private Dictionary<int, int> SharedBy(int[] rows)
    {
        var shared = new Dictionary<int, int>();
        foreach (var row in rows)
        {
            var campaign = _population.ProfileOf(row).Campaign;
            if (campaign != 0)
                shared[campaign] = shared.GetValueOrDefault(campaign) + 1;
        }

        return shared;
    }
}
