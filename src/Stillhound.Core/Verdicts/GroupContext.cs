using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Verdicts;

/// <summary>What the benign explanations look at besides the evidence: who the members say they are.</summary>
/// <param name="Members">How many they are.</param>
/// <param name="Organisation">Largest share of members with one organisation, among all members.</param>
/// <param name="Organisations">Different organisations.</param>
/// <param name="Payer">Largest share with one payment token, of members that show any. People of one firm have a device each.</param>
/// <param name="Domain">Largest share of members with one mail domain that is rare outside the group.</param>
/// <param name="Education">Share on education plans.</param>
/// <param name="Contract">Share under contract.</param>
/// <param name="Declared">Share that declared a workload.</param>
/// <param name="Scaffold">Share that shares phrases, system prompt or tools that are the group's own.</param>
/// <param name="Settings">Largest share that has parameters or a client in common which no more accounts outside the group have than inside.</param>
/// <param name="Repeats">Share of items that other accounts had before, but for what <see cref="CommonItems"/> puts down to the number of members.</param>
/// <param name="EndUsers">Mean number of end users named by a member.</param>
/// <param name="Heavy">Median exchanges a day.</param>
/// <param name="Crowded">Share of members whose main network many accounts outside the group use too.</param>
/// <param name="OneCountry">Largest share of members with one claimed country.</param>
/// <param name="PeakHours">Share of the exchanges in the busiest four hours of the day.</param>
/// <param name="Gathered">Share of the exchanges in the busiest eighth of the six-hour stretches of the log; NaN where the log is too short to tell, or all was sent before the last two weeks.</param>
/// <param name="MadeTogether">Share of pairs of members that were made within a day of each other; 0 where that is not known.</param>
/// <param name="OneNetwork">Share of members that come, or were made, from the same small networks as others; 1 where that is not known.</param>
/// <param name="SentFrom">Share of members that send from the same small networks as others; 0 where that is not known.</param>
internal sealed record GroupContext(
    int Members, double Organisation, int Organisations, double Payer, double Domain, double Education, double Contract, double Declared, double Scaffold,
    double Settings, double Repeats, double EndUsers, double Heavy, double Crowded, double OneCountry, double PeakHours, double Gathered, double MadeTogether, double OneNetwork, double SentFrom)
{
    /// <summary>Members of whom nothing is known, not even how many they are: no explanation fits any group of as many as a place holds worse.</summary>
    public static GroupContext Silent { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Two days: below that everything is gathered.</summary>
    private const int FewestStretches = 9;

    private const double Rounding = 1e-6; // hours are added up in single precision

    /// <summary>
    /// What is certain of the others when some members leave: a share falls by no more than if all who leave had counted towards it.
    /// No explanation fits the others worse than this, once it is <see cref="Knowing"/> what was measured of them.
    /// </summary>
    /// <param name="members">Members of this group.</param>
    /// <param name="leaving">How many leave; not all.</param>
    public GroupContext AtLeastWithout(int members, int leaving)
    {
        return Silent with
        {
            Members = members - leaving,
            Organisation = Left(Organisation),
            Education = Left(Education),
            Contract = Left(Contract),
            Declared = Left(Declared),
            Scaffold = Left(Scaffold),
            Crowded = Left(Crowded),
            OneCountry = Left(OneCountry),
            PeakHours = Left(PeakHours),
        };

        double Left(double share) => Math.Max(0, (((share * members) - leaving) / (members - leaving)) - Rounding);
    }

    public static GroupContext Of(SearchContext context, RefinedCohort cohort, ReactionFacts reaction, ReadOnlySpan<double> measured)
    {
        var rows = cohort.Rows;
        var tally = new ValueTally(rows.Length);
        var totals = Totals.Of(context, cohort, reaction);
        var last = (int)(context.Population.NowMs / SixHourBins.WidthMs);
        var owners = Owners.Of(context, totals, tally);
        double members = rows.Length;
        return new GroupContext(
            Members: rows.Length,
            Organisation: Math.Max(owners.Organisation, (double)cohort.LeftOut.Length / (rows.Length + cohort.LeftOut.Length)),
            Organisations: owners.Organisations,
            Payer: owners.Payer,
            Domain: owners.Domain,
            Education: totals.Education / members,
            Contract: totals.Contract / members,
            Declared: totals.Declared / members,
            Scaffold: Math.Max(totals.Scaffold / members, Math.Max(TopShare(context, rows, TraitKind.System, tally), TopShare(context, rows, TraitKind.Tools, tally))),
            Settings: Math.Max(OwnShare(context, rows, TraitKind.Params, tally), OwnShare(context, rows, TraitKind.UserAgent, tally)),
            Repeats: totals.WithRepeats == 0 ? 0 : (float)CommonItems.Share(totals.Repeats / totals.WithRepeats, rows.Length, totals.Different),
            EndUsers: (float)(totals.EndUsers / members),
            Heavy: OrderStatistics.Select(totals.Rates, rows.Length / 2),
            Crowded: totals.Crowded / members,
            OneCountry: owners.Country,
            PeakHours: PeakOf(totals.Hours),
            Gathered: GatheredOf(totals.Stretches, totals.StretchesOfLog, last - (int)(totals.FirstMs / SixHourBins.WidthMs) + 1),
            MadeTogether: 0,
            OneNetwork: 0,
            SentFrom: 0).Knowing(measured);
    }

    /// <summary>The same with what was measured of the group.</summary>
    /// <param name="measured">A value for each of <see cref="Measurements.All"/>.</param>
    public GroupContext Knowing(ReadOnlySpan<double> measured)
    {
        var (made, network, signup) = (measured[Measurements.CreationBurst], measured[Measurements.TiedNetwork], measured[Measurements.TiedSignup]);
        return this with
        {
            MadeTogether = double.IsNaN(made) ? 0 : made,
            OneNetwork = double.IsNaN(network) && double.IsNaN(signup) ? 1 : double.MaxNumber(network, signup),
            SentFrom = double.IsNaN(network) ? 0 : network,
        };
    }

    /// <summary>Hands it over.</summary>
    public static GroupContext Keep(StateStream state, GroupContext? group) => new(
        state.Value(group?.Members ?? 0),
        state.Value(group?.Organisation ?? 0),
        state.Value(group?.Organisations ?? 0),
        state.Value(group?.Payer ?? 0),
        state.Value(group?.Domain ?? 0),
        state.Value(group?.Education ?? 0),
        state.Value(group?.Contract ?? 0),
        state.Value(group?.Declared ?? 0),
        state.Value(group?.Scaffold ?? 0),
        state.Value(group?.Settings ?? 0),
        state.Value(group?.Repeats ?? 0),
        state.Value(group?.EndUsers ?? 0),
        state.Value(group?.Heavy ?? 0),
        state.Value(group?.Crowded ?? 0),
        state.Value(group?.OneCountry ?? 0),
        state.Value(group?.PeakHours ?? 0),
        state.Value(group?.Gathered ?? 0),
        state.Value(group?.MadeTogether ?? 0),
        state.Value(group?.OneNetwork ?? 0),
        state.Value(group?.SentFrom ?? 0));

    private static double TopShare(SearchContext context, int[] rows, TraitKind kind, ValueTally tally)
    {
        tally.Begin();
        foreach (var row in rows)
            tally.Add((uint)context.Traits.Top(row, (int)kind));
        return (double)tally.Most / rows.Length;
    }

    /// <summary>The largest share with one value, where no more show it outside the group than inside; 0 otherwise.</summary>
    private static double OwnShare(SearchContext context, int[] rows, TraitKind kind, ValueTally tally)
    {
        var share = TopShare(context, rows, kind, tally);
        return context.Traits.CountOf((int)kind, (int)tally.Top) <= 2 * tally.Most ? share : 0;
    }

    private static double PeakOf(Span<double> hours)
    {
        var all = 0.0;
        foreach (var hour in hours)
            all += hour;
        hours.Sort();
        return (hours[23] + hours[22] + hours[21] + hours[20]) / Math.Max(1e-9, all);
    }

    private static double GatheredOf(Span<int> counts, int stretches, int own)
    {
        if (Math.Min(stretches, own) < FewestStretches)
            return double.NaN;
        counts.Sort();
        double all = 0, most = 0;
        for (var at = 0; at < counts.Length; at++)
        {
            all += counts[at];
            most += at >= counts.Length - ((stretches + 7) / 8) ? counts[at] : 0;
        }

        // What was before the stretches that profiles keep is not known any more.
        return all == 0 ? double.NaN : most / all;
    }

    /// <summary>Shares of the members that name one owner or one place.</summary>
    private readonly record struct Owners(double Organisation, int Organisations, double Payer, double Domain, double Country)
    {
        public static Owners Of(SearchContext context, in Totals totals, ValueTally tally)
        {
            double members = totals.Rates.Length;
            tally.Begin();
            foreach (ref readonly var of in totals.Named.AsSpan())
                tally.Add(of.Org);
            var (organisation, organisations) = (tally.Most / members, tally.Different);
            tally.Begin();
            foreach (ref readonly var of in totals.Named.AsSpan())
                tally.Add(of.Country);
            var country = tally.Most / members;
            tally.Begin();
            foreach (ref readonly var of in totals.Named.AsSpan())
                tally.Add(of.Payment);
            var payer = OwnerShare(tally, totals.Rates.Length);
            tally.Begin();
            foreach (ref readonly var of in totals.Named.AsSpan())
                tally.Add(of.Domain);
            var domain = tally.Most > 0 && context.WithDomain(tally.Top) <= 2 * tally.Most ? tally.Most / members : 0;
            return new Owners(organisation, organisations, payer, domain, country);
        }

        /// <summary>
        /// Of members that show a token (of half of them where fewer do), the share with the most common one, less the share with
        /// others that come again: pools of accounts have several.
        /// </summary>
        private static double OwnerShare(ValueTally tally, int members) =>
            tally.Again == 0 ? 0 : ((2.0 * tally.Most) - tally.Again) / Math.Max(tally.Shown, members * 0.5);
    }

    /// <summary>What is counted or added up over the members, in one go over their profiles: each of those is far from the next in memory.</summary>
    private struct Totals
    {
        private const int Ahead = 4;

        /// <summary>Members that one core counts; larger groups are counted by all.</summary>
        private const int Part = 4096;

        public int Education;
        public int Contract;
        public int Declared;
        public int Scaffold;
        public int Crowded;
        public int WithRepeats;
        public double Repeats;
        public long Different;
        public double EndUsers;
        public float[] Rates;
        public (uint Org, uint Country, uint Payment, uint Domain)[] Named;
        public double[] Hours;
        public int[] Stretches;
        public int StretchesOfLog;
        public long FirstMs;

        public static Totals Of(SearchContext context, RefinedCohort cohort, ReactionFacts reaction)
        {
            var rows = cohort.Rows;
            var last = (int)(context.Population.NowMs / SixHourBins.WidthMs);
            var totals = new Totals
            {
                Rates = new float[rows.Length],
                Named = new (uint, uint, uint, uint)[rows.Length],
                Hours = new double[24],
                Stretches = new int[SixHourBins.Length],
                FirstMs = long.MaxValue,
                StretchesOfLog = (int)Math.Min(SixHourBins.Length, last - (reaction.FirstMs / SixHourBins.WidthMs) + 1),
            };
            if (rows.Length <= Part)
            {
                totals.CountAll(0, rows.Length, context, cohort, reaction, last);
                return totals;
            }

            var parts = new Totals[(rows.Length + Part - 1) / Part];
            Parallel.For(0, parts.Length, part =>
            {
                var own = totals with { Hours = new double[24], Stretches = new int[SixHourBins.Length] };
                own.CountAll(part * Part, Math.Min(rows.Length, (part + 1) * Part), context, cohort, reaction, last);
                parts[part] = own;
            });
            // In order: what is added up in floating point does not depend on who was first.
            foreach (ref readonly var part in parts.AsSpan())
                totals.Add(part);
            return totals;
        }

        private void CountAll(int from, int to, SearchContext context, RefinedCohort cohort, ReactionFacts reaction, int last)
        {
            var rows = cohort.Rows;
            for (var i = from; i < to; i++)
            {
                if (i + Ahead < to)
                    context.Population.Near(rows.AsSpan(i + Ahead, 1));
                ref readonly var p = ref context.Population.ProfileOf(rows[i]);
                Count(p, context.Affiliations.OrgOf(rows[i]), i, reaction.IsDeclared(p), cohort.IsUsedBy(p), last);
                Crowded += context.Networks.IsCrowded(rows[i], rows.Length) ? 1 : 0;
            }
        }

        private void Add(in Totals part)
        {
            Education += part.Education;
            Contract += part.Contract;
            Declared += part.Declared;
            Scaffold += part.Scaffold;
            Crowded += part.Crowded;
            WithRepeats += part.WithRepeats;
            Repeats += part.Repeats;
            Different += part.Different;
            EndUsers += part.EndUsers;
            FirstMs = Math.Min(FirstMs, part.FirstMs);
            for (var hour = 0; hour < Hours.Length; hour++)
                Hours[hour] += part.Hours[hour];
            for (var stretch = 0; stretch < Stretches.Length; stretch++)
                Stretches[stretch] += part.Stretches[stretch];
        }

        private void Count(in Profile p, uint org, int member, bool declared, bool scaffold, int last)
        {
            Education += p.Plan == Plan.Edu ? 1 : 0;
            Contract += p.Verified == Verification.Contract || p.Plan == Plan.Enterprise ? 1 : 0;
            Declared += declared ? 1 : 0;
            Scaffold += scaffold ? 1 : 0;
            EndUsers += DistinctCount.Of(p.EndUsers);
            Rates[member] = p.Exchanges / Math.Max(1, ProfileShares.Days(p));
            Named[member] = (org, p.ClaimedCountry, p.Payment, p.EmailDomain);
            FirstMs = Math.Min(FirstMs, p.FirstMs);
            HourShares.Of(p).AddTo(Hours);
            if (StretchesOfLog >= FewestStretches)
                CountStretches(p, last);
            var repeats = ProfileShares.RepeatedItems(p);
            if (float.IsNaN(repeats))
                return;
            WithRepeats++;
            Repeats += repeats;
            Different += Math.Max(0, p.WithContent - p.RepeatedItems - p.OwnRepeats);
        }

        private readonly void CountStretches(in Profile p, int last)
        {
            ReadOnlySpan<byte> bins = p.SixHours;
            var from = Math.Max(p.SixHourHead, last) - SixHourBins.Length + 1;
            for (int stretch = from, at = from % SixHourBins.Length; stretch <= p.SixHourHead; stretch++)
            {
                Stretches[last - stretch] += bins[at];
                at = at + 1 == SixHourBins.Length ? 0 : at + 1;
            }
        }
    }
}
