using Stillhound.Core.Exchanges;
using Stillhound.Simulation.Clients;

namespace Stillhound.Simulation.Tests;

/// <summary>What a campaign does to look like strangers shows in what it sends, and the harvest goes on.</summary>
public sealed class CampaignHabitTests
{
    [Fact]
    public void Loads_are_log_normal_over_accounts()
    {
        double[] Logs(double spread) => [.. Members(World.Create(Alone(Steady with { Accounts = 200, Rate = 20, Habits = new() { LoadSpread = spread } }))).Select(t => Math.Log(t.Exchanges))];

        var (uneven, even) = (Logs(1), Logs(0));

        Deviation(uneven).ShouldBeInRange(0.75, 1.25);
        Deviation(even).ShouldBeLessThan(0.4);
        // A log-normal's logarithm is symmetric; a sum or a power law would lean.
        (Mean(uneven.Select(x => Math.Pow((x - Mean(uneven)) / Deviation(uneven), 3)))).ShouldBeInRange(-0.8, 0.8);
    }

    [Fact]
    public void Bought_accounts_are_old_and_bring_their_owners_past()
    {
        var options = Alone(Steady with { Accounts = 80, StartDay = 5, IdentityReuse = 1, Habits = new() { Aged = 1 } });
        var world = World.Create(options);
        var members = Names(world);
        var facts = world.AccountFacts.Where(f => members.Contains(f.Account)).ToArray();

        var ages = facts.Where(f => f.Created is not null).Select(f => (options.Start - f.Created!.Value).TotalDays).ToArray();
        ages.ShouldAllBe(age => age > 0);
        Deviation(ages).ShouldBeGreaterThan(40);
        facts.Select(f => f.PaymentHash).OfType<string>().ShouldBeUnique();
        var begin = options.Start.AddDays(5).ToUnixTimeMilliseconds();
        var early = Rows(world).Where(r => r.Time < begin).Select(r => r.Account).Distinct(StringComparer.Ordinal).Count();
        early.ShouldBeInRange(15, 60);
    }

    [Fact]
    public void Follow_up_turns_are_there_and_go_on_with_the_conversation()
    {
        // Clients that name no conversation number no turns either.
        var rows = Enumerable.Range(1, 6).SelectMany(seed => Rows(World.Create(Alone(Steady with { Kind = CampaignKind.Grading, Turns = 0.5, Habits = new() }) with { Seed = (ulong)seed }))).Where(r => r.Turn > 0).ToArray();

        (rows.Count(r => r.Turn > 1) / (double)rows.Length).ShouldBeInRange(0.35, 0.6);
        Mean(rows.Where(r => r.Turn > 1).Select(r => (double)r.Prompt.Length)).ShouldBeLessThan(0.5 * Mean(rows.Where(r => r.Turn == 1).Select(r => (double)r.Prompt.Length)));
    }

    [Fact]
    public void Payment_device_and_sign_up_address_belong_to_one_account_each()
    {
        var world = World.Create(Alone(Steady with { IdentityReuse = 0, NetworkReuse = 0 }));
        var members = Names(world);
        var facts = world.AccountFacts.Where(f => members.Contains(f.Account)).ToArray();

        facts.Select(f => f.PaymentHash).OfType<string>().ShouldBeUnique();
        facts.Select(f => f.DeviceHash).OfType<string>().ShouldBeUnique();
        facts.Count(f => f.PaymentHash is not null).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Clients_and_prompts_differ_from_account_to_account_and_stay_with_it()
    {
        var rows = Rows(World.Create(Alone(Steady with { Habits = new() { OwnClients = 1 } }))).Where(r => r.UserAgent.Length > 0).ToArray();

        var each = rows.GroupBy(r => r.Account, StringComparer.Ordinal).Select(g => g.Select(r => r.UserAgent).Distinct(StringComparer.Ordinal).ToArray()).ToArray();

        each.ShouldAllBe(agents => agents.Length == 1);
        each.Select(agents => agents[0]).Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThan(each.Length / 3);
        rows.Select(r => r.System).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThan(each.Length / 5);
    }

    [Fact]
    public void Hours_are_those_of_the_country_that_the_account_claims()
    {
        double AtNight(double share)
        {
            var world = World.Create(Alone(Steady with { HumanRhythm = 0, Habits = new() { ClaimedHours = share } }));
            var home = world.AccountFacts.Where(f => f.Country != 0).ToDictionary(f => f.Account, f => Country.All.First(c => c.Packed == f.Country).UtcOffset, StringComparer.Ordinal);
            var local = Rows(world).Where(r => home.ContainsKey(r.Account)).Select(r => DateTimeOffset.FromUnixTimeMilliseconds(r.Time).AddHours(home[r.Account]).Hour).ToArray();
            return local.Count(h => h is >= 2 and < 7) / (double)local.Length;
        }

        AtNight(1).ShouldBeLessThan(0.12);
        AtNight(0).ShouldBeGreaterThan(0.15);
    }

    [Fact]
    public void Subjects_belong_to_accounts()
    {
        double Kinship(double share)
        {
            var rows = Rows(World.Create(Alone(Steady with { Accounts = 30, Rate = 12, Habits = new() { OwnTopics = share } })));
            var words = rows.GroupBy(r => r.Account, StringComparer.Ordinal).Where(g => g.Count() >= 20).Select(g => g.Take(20).Select(r => Words(r.Prompt)).ToArray()).ToArray();
            var within = Mean(words.SelectMany(w => Enumerable.Range(0, 19).Select(i => Overlap(w[i], w[i + 1]))));
            var across = Mean(Enumerable.Range(0, words.Length - 1).SelectMany(a => Enumerable.Range(0, 20).Select(i => Overlap(words[a][i], words[a + 1][i]))));
            return within / across;
        }

        Kinship(0.95).ShouldBeGreaterThan(1.08);
        Kinship(0).ShouldBeInRange(0.95, 1.05);
    }

    [Fact]
    public void No_item_is_given_out_twice_although_accounts_have_subjects()
    {
        var prompts = Rows(World.Create(Alone(Steady with { Habits = new() { OwnTopics = 0.9, ClaimedHours = 1 } }))).Select(r => r.Prompt).ToArray();

        prompts.Length.ShouldBeGreaterThan(500);
        prompts.Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThan(prompts.Length * 98 / 100);
    }

    [Fact]
    public void Households_keep_an_account_at_few_addresses()
    {
        var rows = Rows(World.Create(Alone(Steady with { Habits = new() { HomeNetworks = 1 } }))).Where(r => r.Ip.Length > 0).ToArray();

        rows.GroupBy(r => r.Account, StringComparer.Ordinal).ShouldAllBe(g => g.Select(r => r.Ip).Distinct(StringComparer.Ordinal).Count() <= 4);
        rows.Select(r => r.Ip).Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Accounts_come_at_their_own_times_and_keep_to_their_quota()
    {
        var rows = Rows(World.Create(Alone(Steady with { Rate = 30, StartDay = 0, EndDay = 10, Turns = 0, Habits = new() { Joins = 1, Quota = 3 } })));

        var accounts = rows.GroupBy(r => r.Account, StringComparer.Ordinal).ToArray();
        Deviation(accounts.Select(g => g.Min(r => r.Time) / 86_400_000.0)).ShouldBeGreaterThan(1.5);
        (rows.Length / (double)accounts.Length / 10).ShouldBeLessThan(3);
        accounts.SelectMany(g => g.CountBy(r => r.Time / 86_400_000)).ShouldAllBe(day => day.Value <= 14);
    }

    [Fact]
    public void The_second_pool_has_words_of_its_own()
    {
        var options = Alone(Steady with { Kind = CampaignKind.Templates, Accounts = 80, Rewording = 0, Turns = 0, StartDay = 0, EndDay = 10, BanDay = 5, Habits = new() { TwoPools = true } });
        var world = World.Create(options);
        var ban = options.Start.AddDays(5).ToUnixTimeMilliseconds();
        var rows = Rows(world);

        string[] Ends(bool early) => [.. rows.Where(r => r.Time < ban == early).Select(r => r.Prompt[^Math.Min(12, r.Prompt.Length)..]).CountBy(e => e, StringComparer.Ordinal).Where(e => e.Value > 20).Select(e => e.Key)];

        Ends(true).ShouldNotBeEmpty();
        Ends(false).ShouldNotBeEmpty();
        Ends(true).Intersect(Ends(false), StringComparer.Ordinal).Count().ShouldBeLessThan(Ends(true).Length);
        world.Events.Count(e => e.Type == ProviderEventType.AccountSuspended).ShouldBeGreaterThan(25);
    }

    [Fact]
    public void A_resellers_account_carries_the_campaign_beside_honest_people()
    {
        var world = World.Create(Alone(Steady with { Rate = 15, Habits = new() { Reseller = 0.4 } }));
        var resellers = world.Truth.Where(t => string.Equals(t.Group, "shared_reseller", StringComparison.Ordinal)).ToArray();

        resellers.ShouldNotBeEmpty();
        resellers.ShouldAllBe(t => !t.Campaign);
        // Two fifths of the harvest go through it, and honest people send more than that.
        resellers.Sum(t => t.Exchanges).ShouldBeGreaterThan(2 * Members(world).Sum(t => t.Exchanges) / 3);
    }

    private static CampaignSpec Steady => new(CampaignKind.Hydra) { Accounts = 60, Rate = 10, Mixing = 0, StartDay = 0, EndDay = 10 };

    private static WorldOptions Alone(CampaignSpec spec) => WorldPresets.Calm(11, 260) with { Campaigns = [spec] };

    private static IEnumerable<Truth> Members(World world) => world.Truth.Where(t => t.Campaign);

    private static HashSet<string> Names(World world) => Members(world).Select(t => t.Account).ToHashSet(StringComparer.Ordinal);

    private static Recording.Row[] Rows(World world)
    {
        var members = Names(world);
        return [.. Recording.Of(world).Rows.Where(r => members.Contains(r.Account))];
    }

    private static double Mean(IEnumerable<double> values) => values.Average();

    private static double Deviation(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        return Math.Sqrt(all.Average(x => (x - mean) * (x - mean)));
    }

    private static HashSet<string> Words(string text) => text.Split([' ', '\n', '.', ',', '?']).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static double Overlap(HashSet<string> a, HashSet<string> b) => a.Count(b.Contains) / (double)(a.Count + b.Count - a.Count(b.Contains));
}
