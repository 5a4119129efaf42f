using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Verdicts;

/// <summary>What the benign explanations look at besides the evidence: who the members say they are.</summary>
/// <param name="Organisation">Largest share of members with one organisation, among all members.</param>
/// <param name="Organisations">Different organisations.</param>
/// <param name="Payer">Largest share with one payment token, of members that show any. People of one firm have a device each.</param>
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
    /// <summary>Members of whom nothing is known: no explanation fits any group worse.</summary>
    public static GroupContext Silent { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Two days: below that everything is gathered.</summary>
    private const int FewestStretches = 9;

    public static GroupContext Of(SearchContext context, RefinedCohort cohort, ReactionFacts reaction)
    {
        var rows = cohort.Rows;
        var tally = new ValueTally(rows.Length);
        var owners = Owners.Of(context, rows, tally);
        var totals = Totals.Of(context, cohort, reaction);
        double members = rows.Length;
        return new GroupContext(
            Organisation: Math.Max(owners.Organisation, (double)cohort.LeftOut.Length / (rows.Length + cohort.LeftOut.Length)),
            Organisations: owners.Organisations,
            Payer: owners.Payer,
            Domain: owners.Domain,
            Education: totals.Education / members,
            Contract: totals.Contract / members,
            Declared: totals.Declared / members,
            Scaffold: Math.Max(totals.Scaffold / members, Math.Max(TopShare(context, rows, TraitKind.System, tally), TopShare(context, rows, TraitKind.Tools, tally))),
            Repeats: totals.WithRepeats == 0 ? 0 : (float)(totals.Repeats / totals.WithRepeats),
            EndUsers: (float)(totals.EndUsers / members),
            Heavy: OrderStatistics.Select(totals.Rates, rows.Length / 2),
            Crowded: totals.Crowded / members,
            OneCountry: owners.Country,
            PeakHours: PeakOf(context, rows),
            Gathered: GatheredOf(context, rows, reaction.FirstMs));
    }

    private static double TopShare(SearchContext context, int[] rows, TraitKind kind, ValueTally tally)
    {
        tally.Begin();
        foreach (var row in rows)
            tally.Add((uint)context.Traits.Top(row, (int)kind));
        return (double)tally.Most / rows.Length;
    }

    private static double PeakOf(SearchContext context, int[] rows)
    {
        Span<double> hours = stackalloc double[24];
        hours.Clear();
        foreach (var row in rows)
            HourShares.Of(context.Population.ProfileOf(row)).AddTo(hours);
        var all = 0.0;
        foreach (var hour in hours)
            all += hour;
        hours.Sort();
        return (hours[23] + hours[22] + hours[21] + hours[20]) / Math.Max(1e-9, all);
    }

    private static double GatheredOf(SearchContext context, int[] rows, long firstMs)
    {
        var last = (int)(context.Population.NowMs / SixHourBins.WidthMs);
        var stretches = (int)Math.Min(SixHourBins.Length, last - (firstMs / SixHourBins.WidthMs) + 1);
        if (stretches < FewestStretches)
            return 1;
        Span<int> counts = stackalloc int[SixHourBins.Length];
        counts.Clear();
        foreach (var row in rows)
        {
            ref var p = ref context.Population.ProfileOf(row);
            ReadOnlySpan<byte> bins = p.SixHours;
            var from = Math.Max(p.SixHourHead, last) - SixHourBins.Length + 1;
            for (int stretch = from, at = from % SixHourBins.Length; stretch <= p.SixHourHead; stretch++)
            {
                counts[last - stretch] += bins[at];
                at = at + 1 == SixHourBins.Length ? 0 : at + 1;
            }
        }

        counts.Sort();
        double all = 0, most = 0;
        for (var at = 0; at < counts.Length; at++)
        {
            all += counts[at];
            most += at >= counts.Length - ((stretches + 7) / 8) ? counts[at] : 0;
        }

        return most / Math.Max(1.0, all);
    }

    /// <summary>Shares of the members that name one owner or one place.</summary>
    private readonly record struct Owners(double Organisation, int Organisations, double Payer, double Domain, double Country)
    {
        public static Owners Of(SearchContext context, int[] rows, ValueTally tally)
        {
            var population = context.Population;
            tally.Begin();
            foreach (var row in rows)
                tally.Add(population.ProfileOf(row).Org);
            var (organisation, organisations) = ((double)tally.Most / rows.Length, tally.Different);
            tally.Begin();
            foreach (var row in rows)
                tally.Add(population.ProfileOf(row).ClaimedCountry);
            var country = (double)tally.Most / rows.Length;
            tally.Begin();
            foreach (var row in rows)
                tally.Add(population.ProfileOf(row).Payment);
            var payer = OwnerShare(tally, rows.Length);
            tally.Begin();
            foreach (var row in rows)
                tally.Add(population.ProfileOf(row).EmailDomain);
            var domain = tally.Most > 0 && context.WithDomain(tally.Top) <= 2 * tally.Most ? (double)tally.Most / rows.Length : 0;
            return new Owners(organisation, organisations, payer, domain, country);
        }

        /// <summary>
        /// Of members that show a token (of half of them where fewer do), the share with the most common one, less the share with
        /// others that come again: pools of accounts have several.
        /// </summary>
        private static double OwnerShare(ValueTally tally, int members) =>
            tally.Again == 0 ? 0 : ((2.0 * tally.Most) - tally.Again) / Math.Max(tally.Shown, members * 0.5);
    }

    /// <summary>What is counted or added up over the members.</summary>
    private struct Totals
    {
        public int Education;
        public int Contract;
        public int Declared;
        public int Scaffold;
        public int Crowded;
        public int WithRepeats;
        public double Repeats;
        public double EndUsers;
        public float[] Rates;

        public static Totals Of(SearchContext context, RefinedCohort cohort, ReactionFacts reaction)
        {
            var rows = cohort.Rows;
            var totals = new Totals { Rates = new float[rows.Length] };
            for (var i = 0; i < rows.Length; i++)
            {
                ref readonly var p = ref context.Population.ProfileOf(rows[i]);
                totals.Education += p.Plan == Plan.Edu ? 1 : 0;
                totals.Contract += p.Verified == Verification.Contract || p.Plan == Plan.Enterprise ? 1 : 0;
                totals.Declared += reaction.IsDeclared(p) ? 1 : 0;
                totals.Scaffold += cohort.IsUsedBy(p) ? 1 : 0;
                totals.Crowded += context.Networks.IsCrowded(rows[i], rows.Length) ? 1 : 0;
                totals.EndUsers += DistinctCount.Of(p.EndUsers);
                totals.Rates[i] = p.Exchanges / Math.Max(1, ProfileShares.Days(p));
                var repeats = ProfileShares.RepeatedItems(p);
                if (float.IsNaN(repeats))
                    continue;
                totals.WithRepeats++;
                totals.Repeats += repeats;
            }

            return totals;
        }
    }
}
