using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Components;
using Stillhound.Core.Details;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.Verdicts;

namespace Stillhound.Benchmarks;

/// <summary>How long it takes to look into one large campaign among many accounts, to look up an account, and to find names.</summary>
internal static class DetailTimes
{
    private const int Rounds = 7;
    private const int Seed = 1;

    public static int Run(int count, int members, TextWriter output)
    {
        var random = new Random(Seed);
        var accounts = new AccountTable();
        for (var i = 0; i < count; i++)
            Fill(ref accounts[accounts.GetOrAdd(Hash64.Of(Name(i)), Name(i))], random, i < members);
        var book = new CampaignBook(accounts, 8);
        var campaign = Found(accounts, book);
        for (var account = 0; account < members; account++)
            book.AttachOnSight(campaign, account, 1 + (float)random.NextDouble(), 1);
        var carriers = new Carriers(accounts, book, new MixtureWatch(accounts));
        var reader = new AccountReader(accounts, book, carriers, new ReactionFacts(), [], 8);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} accounts, {campaign.Members.Count:N0} members; median and longest of {Rounds}, mean processor time"));
        Time("detail of the campaign", () => new DetailBuilder(accounts, book, carriers, [], 8).Of(campaign.Id), output);
        Time("one account of it", () => reader.Read(accounts.Find(Hash64.Of(Name(members / 2))), []), output);
        Time("20 names that begin so", () => NameSearch.StartingWith(accounts, "account-99"u8, 20), output);
        Time("20 names of all", () => NameSearch.StartingWith(accounts, ""u8, 20), output);
        return 0;
    }

    private static void Time(string what, Func<object?> work, TextWriter output)
    {
        work();
        var times = new List<double>();
        var processor = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Rounds; i++)
        {
            var from = Stopwatch.GetTimestamp();
            GC.KeepAlive(work());
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        times.Sort();
        var used = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / Rounds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-26} {times[Rounds / 2],8:F1} ms {times[^1],8:F1} ms {used,8:F1} ms of processor time"));
    }

    private static byte[] Name(int i) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"account-{i}"));

    /// <summary>Slots as full as busy accounts have them; members share settings and phrases, everybody shares models, clients and countries.</summary>
    private static void Fill(ref Profile p, Random random, bool member)
    {
        p.Exchanges = 40;
        p.WithContent = 40;
        p.FirstMs = 1_700_000_000_000;
        p.LastMs = p.FirstMs + 86_400_000;
        p.SixHourHead = (int)(p.LastMs / SixHourBins.WidthMs);
        for (var kind = 0; kind < TraitKinds.Count; kind++)
        {
            var values = kind switch { (int)TraitKind.Network => 200_000, (int)TraitKind.System => 50_000, (int)TraitKind.Asn => 5_000, _ => 40 };
            for (var i = 0; i < 3; i++)
                p.Traits.Add(kind, member && i == 0 && kind < (int)TraitKind.Model ? 7 + (uint)random.Next(20) : 1000 + (uint)random.Next(values));
        }

        for (var i = 0; i < PhraseSlots.Length; i++)
            p.Phrases.Add(member && i < 8 ? 1 + (uint)random.Next(40) : 1000 + (uint)random.Next(100_000));
        (p.Payment, p.Device, p.SignupNetwork, p.EmailDomain) = ((uint)random.Next(), (uint)random.Next(), (uint)random.Next(100_000), (uint)random.Next(1, 300));
        (p.Plan, p.Verified, p.ClaimedCountry) = ((Plan)random.Next(7), (Verification)random.Next(7), CountryCode.Pack("NL"u8));
    }

    private static Campaign Found(AccountTable accounts, CampaignBook book)
    {
        var population = new Population(accounts, 1);
        int[] rows = [.. Enumerable.Range(0, 16)];
        List<(TraitKind, uint)> shared = [.. Enum.GetValues<TraitKind>().Take(5).Select(kind => (kind, accounts[0].Traits.Top(kind, out _)))];
        var cohort = new RefinedCohort(rows, CohortRoute.Links, "", rows, [], shared);
        book.Take(population, [new Verdict(cohort, [], new double[Families.Count], null!, [], 1, Tier.Review)], new Opinion(), 1);
        return book.Open.Single();
    }

    private sealed class Opinion : ICohortOpinion
    {
        public HashSet<uint> KeysOf(RefinedCohort cohort) => [.. Enumerable.Range(1, 40).Select(static i => (uint)i)];

        public HashSet<uint> SoleKeysOf(RefinedCohort cohort) => [];

        public Func<int, float> ScoresOf(RefinedCohort cohort) => static _ => 1;

        public Verdict Decide(RefinedCohort cohort) => throw new NotSupportedException();
    }
}
