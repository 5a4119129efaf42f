using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Verdicts;

/// <summary>What the benign explanations look at besides the evidence: who the members say they are.</summary>
/// <param name="Organisation">Largest share of members with one organisation, among all members.</param>
/// <param name="Organisations">Different organisations.</param>
/// <param name="Payer">Largest share with one payment token or one device, of members that show any.</param>
/// <param name="Domain">Largest share of members with one mail domain that is rare outside the group.</param>
/// <param name="Education">Share on education plans.</param>
/// <param name="Contract">Share under contract.</param>
/// <param name="Declared">Share that declared a workload.</param>
/// <param name="Scaffold">Share that shares phrases, system prompt or tools that are the group's own.</param>
/// <param name="Repeats">Share of items that other accounts had before.</param>
/// <param name="EndUsers">Mean number of end users named by a member.</param>
/// <param name="Heavy">Median exchanges a day.</param>
/// <param name="Crowded">Share of members whose main network many accounts outside the group use too.</param>
/// <param name="OneCountry">Largest share of members with one claimed country.</param>
/// <param name="PeakHours">Share of the exchanges in the busiest four hours of the day.</param>
/// <param name="Gathered">Share of the exchanges in the busiest eighth of the six-hour stretches of the log; 1 where the log is too short to tell.</param>
internal sealed record GroupContext(
    double Organisation, int Organisations, double Payer, double Domain, double Education, double Contract, double Declared, double Scaffold,
    double Repeats, double EndUsers, double Heavy, double Crowded, double OneCountry, double PeakHours, double Gathered)
{
    /// <summary>Two days: below that everything is gathered.</summary>
    private const int FewestStretches = 9;

    public static GroupContext Of(SearchContext context, RefinedCohort cohort, ReactionFacts reaction)
    {
        var population = context.Population;
        var rows = cohort.Rows;
        var orgs = Tally(rows, row => population.ProfileOf(row).Org);
        var countries = Tally(rows, row => population.ProfileOf(row).ClaimedCountry);
        return new GroupContext(
            Organisation: Math.Max(TopShare(orgs, rows.Length), (double)cohort.LeftOut.Length / (rows.Length + cohort.LeftOut.Length)),
            Organisations: orgs.Count,
            Payer: Math.Max(
                OwnerShare(Tally(rows, row => population.ProfileOf(row).Payment), rows.Length),
                OwnerShare(Tally(rows, row => population.ProfileOf(row).Device), rows.Length)),
            Domain: DomainShare(context, rows),
            Education: Share(rows, row => population.ProfileOf(row).Plan == Plan.Edu),
            Contract: Share(rows, row => population.ProfileOf(row).Verified == Verification.Contract || population.ProfileOf(row).Plan == Plan.Enterprise),
            Declared: Share(rows, row => reaction.IsDeclared(population.ProfileOf(row))),
            Scaffold: Math.Max(Share(rows, row => cohort.IsUsedBy(population.ProfileOf(row))), Math.Max(SystemShare(context, rows, TraitKind.System), SystemShare(context, rows, TraitKind.Tools))),
            Repeats: Mean(rows, row => ProfileShares.RepeatedItems(population.ProfileOf(row))),
            EndUsers: Mean(rows, row => DistinctCount.Of(population.ProfileOf(row).EndUsers)),
            Heavy: Median(rows, row => population.ProfileOf(row).Exchanges / Math.Max(1, ProfileShares.Days(population.ProfileOf(row)))),
            Crowded: Share(rows, row => context.Networks.IsCrowded(row, rows.Length)),
            OneCountry: TopShare(countries, rows.Length),
            PeakHours: PeakOf(context, rows),
            Gathered: GatheredOf(context, rows, reaction.FirstMs));
    }

    private static double DomainShare(SearchContext context, int[] rows)
    {
        var inside = Tally(rows, row => context.Population.ProfileOf(row).EmailDomain);
        if (inside.Count == 0)
            return 0;
        var (domain, count) = inside.OrderByDescending(static d => d.Value).ThenBy(static d => d.Key).First();
        var everywhere = context.WithDomain(domain);
        return everywhere <= 2 * count ? (double)count / rows.Length : 0;
    }

    private static double SystemShare(SearchContext context, int[] rows, TraitKind kind)
    {
        var tally = Tally(rows, row => (uint)context.Traits.Top(row, (int)kind));
        return TopShare(tally, rows.Length);
    }

    private static double PeakOf(SearchContext context, int[] rows)
    {
        var hours = new double[24];
        foreach (var row in rows)
        {
            var shares = HourShares.Of(context.Population.ProfileOf(row));
            for (var hour = 0; hour < 24; hour++)
                hours[hour] += shares[hour];
        }

        return hours.OrderDescending().Take(4).Sum() / Math.Max(1e-9, hours.Sum());
    }

    private static double GatheredOf(SearchContext context, int[] rows, long firstMs)
    {
        var last = context.Population.NowMs / SixHourBins.WidthMs;
        var stretches = (int)Math.Min(SixHourBins.Length, last - (firstMs / SixHourBins.WidthMs) + 1);
        if (stretches < FewestStretches)
            return 1;
        var counts = new int[SixHourBins.Length];
        foreach (var row in rows)
        {
            ref var p = ref context.Population.ProfileOf(row);
            for (var at = Math.Max(p.SixHourHead - SixHourBins.Length + 1, last - SixHourBins.Length + 1); at <= p.SixHourHead; at++)
                counts[last - at] += p.SixHours[(int)(at % SixHourBins.Length)];
        }

        return counts.OrderDescending().Take((stretches + 7) / 8).Sum() / Math.Max(1.0, counts.Sum());
    }

    private static Dictionary<uint, int> Tally(int[] rows, Func<int, uint> read)
    {
        var tally = new Dictionary<uint, int>();
        foreach (var row in rows)
        {
            var value = read(row);
            if (value != 0)
                tally[value] = tally.GetValueOrDefault(value) + 1;
        }

        return tally;
    }

    private static double TopShare(Dictionary<uint, int> tally, int members) => tally.Count == 0 ? 0 : (double)tally.Values.Max() / members;

    /// <summary>
    /// Of members that show a token (of half of them where fewer do), the share with the most common one, less the share with
    /// others that come again: pools of accounts have several.
    /// </summary>
    private static double OwnerShare(Dictionary<uint, int> tally, int members)
    {
        var again = tally.Values.Where(static count => count > 1).Sum();
        return again == 0 ? 0 : ((2.0 * tally.Values.Max()) - again) / Math.Max(tally.Values.Sum(), members * 0.5);
    }

    private static double Share(int[] rows, Func<int, bool> test) => (double)rows.Count(test) / rows.Length;

    private static double Mean(int[] rows, Func<int, float> read) =>
        rows.Select(read).Where(static v => !float.IsNaN(v)).DefaultIfEmpty(0).Average();

    private static double Median(int[] rows, Func<int, float> read)
    {
        var values = rows.Select(read).Order().ToArray();
        return values[values.Length / 2];
    }
}
