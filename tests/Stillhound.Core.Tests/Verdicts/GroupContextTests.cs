using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public sealed class GroupContextTests
{
    private const int Members = 20;

    [Fact]
    public void What_organisations_left_behind_still_has_their_organisation()
    {
        var group = Of(static (i, ref p) => p.Org = i >= Members ? 9u : 0, leftOut: Members);
        group.Organisation.ShouldBe(0.5);
    }

    [Fact]
    public void Nobody_left_out_is_nobody_s_organisation() => Of(static (i, ref p) => p.Org = i >= Members ? 9u : 0, leftOut: 0).Organisation.ShouldBe(0);

    [Fact]
    public void One_card_for_half_of_those_that_show_one_is_a_payer() =>
        Of(static (i, ref p) => p.Payment = i % 4 == 0 ? 0 : i < Members / 2 ? 5u : (uint)(10 + i)).Payer.ShouldBe(7 / 15.0, 1e-9);

    [Fact]
    public void A_card_that_two_show_and_the_others_none_is_hardly_a_payer() => Of(static (i, ref p) => p.Payment = i < 2 ? 5u : 0).Payer.ShouldBe(0.2);

    [Fact]
    public void Several_cards_are_a_pool_and_no_payer() => Of(static (i, ref p) => p.Payment = (uint)(1 + (i % 4))).Payer.ShouldBeLessThanOrEqualTo(0);

    [Fact]
    public void Cards_of_their_own_are_no_payer() => Of(static (i, ref p) => p.Payment = (uint)(1 + i)).Payer.ShouldBe(0);

    [Fact]
    public void One_device_behind_several_cards_is_no_firm()
    {
        var pool = Of(static (i, ref p) => (p.Payment, p.Device) = ((uint)(1 + (i % 4)), 5u));
        pool.Payer.ShouldBeLessThanOrEqualTo(0, "people of one firm have a device each");
        FitOfFirm(pool).ShouldBe(-5);
        FitOfFirm(Of(static (_, ref p) => p.Device = 5)).ShouldBe(-5, "nor is one where no card is known");
    }

    [Fact]
    public void One_card_behind_several_devices_is_a_firm_that_does_not_say_so()
    {
        var firm = Of(static (i, ref p) => (p.Payment, p.Device) = (5u, (uint)(1 + i)));
        firm.Payer.ShouldBe(1);
        FitOfFirm(firm).ShouldBe(0.3, 1e-9);
        FitOfFirm(firm with { OneCountry = 0.7 }).ShouldBe(0.3, 1e-9, "it is mostly in one country");
        FitOfFirm(firm with { OneCountry = 0.2 }).ShouldBe(-0.7, 1e-9, "people of a firm are not scattered over the world");
    }

    [Fact]
    public void What_one_card_pays_for_in_one_network_is_one_customer_s()
    {
        var customer = GroupContext.Silent with { Payer = 0.5, SentFrom = 0.9, OneCountry = 0.7 };
        FitOf("one_customer", customer).ShouldBe(0, 1e-9);
        FitOf("one_customer", customer with { SentFrom = 0.6 }).ShouldBe(-1.5, 1e-9, "half of it comes from anywhere");
        FitOf("one_customer", customer with { SentFrom = 0, OneNetwork = 1 }).ShouldBe(-3, 1e-9, "where they signed up, or networks of which nothing is known, show no customer");
        FitOf("one_customer", customer with { OneCountry = 0.2 }).ShouldBe(-1, 1e-9, "a customer is in one country or two");
        FitOf("one_customer", customer with { Payer = 0.15 }).ShouldBe(-5, 1e-9, "pools of accounts have many cards");
        FitOf("one_customer", GroupContext.Silent).ShouldBe(-5, 1e-9);
    }

    [Fact]
    public void No_explanation_fits_any_group_worse_than_one_of_which_nothing_is_known()
    {
        double[] some = [-1, 0, 0.1, 0.3, 0.5, 0.8, 1, 5, 100];
        foreach (var explanation in Explanation.All)
        {
            for (var field = 0; field < 16; field++)
            {
                foreach (var value in some)
                    explanation.Fit(With(field, value)).ShouldBeGreaterThanOrEqualTo(explanation.Fit(GroupContext.Silent), explanation.Name);
            }
        }
    }

    [Fact]
    public void Of_those_who_stay_at_least_what_is_certain_holds()
    {
        const int Leaving = 3;
        Facts facts = static (i, ref p) => (p.Org, p.Plan, p.ClaimedCountry, p.Verified) = (i % 5 == 0 ? 0 : 9u, i % 3 == 0 ? Plan.Edu : Plan.Free, (ushort)(i % 4 == 0 ? 1 : 2), i % 2 == 0 ? Verification.Contract : Verification.None);
        var certain = Of(facts).AtLeastWithout(Members, Leaving);
        for (var first = 0; first <= Members - Leaving; first++)
        {
            var from = first;
            var others = Of(facts, rows: [.. Enumerable.Range(0, Members).Where(row => row < from || row >= from + Leaving)]);
            others.Organisation.ShouldBeGreaterThanOrEqualTo(certain.Organisation);
            others.Education.ShouldBeGreaterThanOrEqualTo(certain.Education);
            others.Contract.ShouldBeGreaterThanOrEqualTo(certain.Contract);
            others.OneCountry.ShouldBeGreaterThanOrEqualTo(certain.OneCountry);
            others.PeakHours.ShouldBeGreaterThanOrEqualTo(certain.PeakHours);
            Explanation.All.ShouldAllBe(e => e.Fit(others) >= e.Fit(certain.Knowing(Measured())));
        }

        certain.Organisation.ShouldBe((16 - 3) / 17.0, 1e-3);
    }

    [Fact]
    public void A_place_holds_so_many_and_a_school_any_number()
    {
        var met = With(11, 1) with { Gathered = 1, Members = 400 };
        Fit("event", met).ShouldBe(Fit("event", met with { Members = 20 }));
        Fit("event", met with { Members = 5_000 }).ShouldBe(Fit("event", met) - 1, 0.1);
        Fit("event", met with { Members = 50_000 }).ShouldBe(Fit("event", met with { Members = 5_000 }) - 1, 1e-9);
        var school = With(4, 1);
        Fit("classroom", school with { Members = 50_000 }).ShouldBe(Fit("classroom", school));

        static double Fit(string name, GroupContext group) => Explanation.All.Single(e => e.Name == name).Fit(group);
    }

    [Fact]
    public void Who_met_may_have_been_paid_for_by_one_card_and_not_by_many()
    {
        var met = With(11, 1) with { Gathered = 1, Members = 200 };
        FitOfEvent(met with { Payer = 1 }).ShouldBe(FitOfEvent(met) + 0.5, 1e-9);
        FitOfEvent(met with { Payer = -0.1 }).ShouldBe(FitOfEvent(met), "several cards that come again are a pool's");
    }

    [Theory]
    [InlineData("event")]
    [InlineData("online_event")]
    public void A_log_too_short_to_tell_speaks_neither_for_an_event_nor_against_it(string name)
    {
        var explanation = Explanation.All.Single(e => e.Name == name);
        var unknown = explanation.Fit(With(14, double.NaN));
        explanation.Fit(With(14, 1)).ShouldBeGreaterThan(unknown);
        explanation.Fit(With(14, 0.2)).ShouldBeLessThan(unknown);
    }

    [Fact]
    public void Parameters_that_hardly_anybody_else_has_are_a_group_s_own()
    {
        Of(static (i, ref p) => p.Traits.Add((int)TraitKind.Params, i < Members ? 7u : 8u)).Settings.ShouldBe(1);
        Of(static (i, ref p) => p.Traits.Add((int)TraitKind.Params, i < 15 || i >= Members + 10 ? 7u : (uint)(100 + i))).Settings.ShouldBe(0.75, "ten others have them too");
        Of(static (i, ref p) => p.Traits.Add((int)TraitKind.Params, i < 9 || i >= Members + 10 ? 7u : (uint)(100 + i))).Settings.ShouldBe(0, "more have them elsewhere");
        Of(static (_, ref p) => p.Traits.Add((int)TraitKind.Params, 7)).Settings.ShouldBe(1, "as many have them outside");
        Of(static (i, ref p) => p.Traits.Add((int)TraitKind.UserAgent, i < Members ? 7u : 8u)).Settings.ShouldBe(1, "or a client");
        Of(static (_, ref _) => { }).Settings.ShouldBe(0);
    }

    [Theory]
    [InlineData("popular_tool", 0.7)]
    [InlineData("launched_tool", 1.5)]
    [InlineData("automated_tool", 1.5)]
    [InlineData("launched_automation", 1.5)]
    public void Settings_of_their_own_show_a_tool_less_well_than_a_text_does(string name, double missing)
    {
        var explanation = Explanation.All.Single(e => e.Name == name);
        var tool = explanation.Fit(GroupContext.Silent with { Scaffold = 1 });
        explanation.Fit(GroupContext.Silent).ShouldBe(tool - missing, 1e-9);
        explanation.Fit(GroupContext.Silent with { Settings = 1 }).ShouldBe(tool - (0.6 * missing), 1e-9);
        explanation.Fit(GroupContext.Silent with { Settings = 0.5 }).ShouldBe(tool - missing, 1e-9, "half of them is not everybody");
        explanation.Fit(GroupContext.Silent with { Scaffold = 1, Settings = 1 }).ShouldBe(tool, 1e-9);
    }

    [Theory]
    [InlineData("launched_tool")]
    [InlineData("launched_automation")]
    public void What_is_launched_is_taken_up_over_days(string name)
    {
        var explanation = Explanation.All.Single(e => e.Name == name);
        var group = GroupContext.Silent with { Scaffold = 1 };
        explanation.Fit(group with { MadeTogether = 0.5 }).ShouldBe(explanation.Fit(group), "half of the pairs within a day is a launch that falls off over days");
        explanation.Fit(group with { MadeTogether = 0.95 }).ShouldBe(explanation.Fit(group) - 1, 1e-9, "all in one day is none");
    }

    [Fact]
    public void Who_met_at_one_place_comes_from_its_network()
    {
        var met = With(12, 1) with { Gathered = 1, Members = 40, OneNetwork = 1 };
        FitOfEvent(met with { OneNetwork = 0.5 }).ShouldBe(FitOfEvent(met), "some use a telephone's");
        FitOfEvent(met with { OneNetwork = 0 }).ShouldBe(FitOfEvent(met) - 1.5, 1e-9);
        FitOfEvent(met with { OneNetwork = 0, Crowded = 0.5 }).ShouldBe(FitOfEvent(met), "of a network that many others use nobody can tell");
    }

    [Fact]
    public void What_was_measured_tells_networks_in_common_and_what_was_not_tells_nothing()
    {
        GroupContext.Silent.Knowing(Measured()).OneNetwork.ShouldBe(1);
        GroupContext.Silent.Knowing(Measured((Measurements.TiedNetwork, 0.1))).OneNetwork.ShouldBe(0.1);
        GroupContext.Silent.Knowing(Measured((Measurements.TiedNetwork, 0.1), (Measurements.TiedSignup, 0.9))).OneNetwork.ShouldBe(0.9, "they signed up there and work at home");
        GroupContext.Silent.Knowing(Measured((Measurements.TiedNetwork, 0.1), (Measurements.TiedSignup, 0.9))).SentFrom.ShouldBe(0.1, "from where they send");
        GroupContext.Silent.Knowing(Measured()).SentFrom.ShouldBe(0);
        GroupContext.Silent.Knowing(Measured()).MadeTogether.ShouldBe(0);
        Of(static (_, ref _) => { }, measured: Measured((Measurements.CreationBurst, 0.7))).MadeTogether.ShouldBe(0.7);
    }

    [Fact]
    public void A_group_that_has_only_begun_is_gathered_at_no_time()
    {
        var week = new ReactionFacts { FirstMs = Request.Monday };
        double.IsNaN(Of(static (_, ref _) => { }, begins: 7, reaction: week).Gathered).ShouldBeTrue("whatever it did, it did within a day");
        Of(static (_, ref _) => { }, begins: 7, reaction: week, first: Request.Monday).Gathered.ShouldBe(1, "it was there all week and sent all in one day");
    }

    [Fact]
    public void Of_what_was_sent_before_profiles_remember_nobody_knows_whether_it_was_at_one_time()
    {
        var months = new ReactionFacts { FirstMs = Request.Monday };
        double.IsNaN(Of(static (_, ref _) => { }, reaction: months, now: 60).Gathered).ShouldBeTrue();
        Of(static (_, ref _) => { }, reaction: months, now: 10).Gathered.ShouldBe(1);
    }

    private static double[] Measured(params (int Measurement, double Value)[] known)
    {
        var values = new double[Measurements.All.Length];
        Array.Fill(values, double.NaN);
        foreach (var (measurement, value) in known)
            values[measurement] = value;
        return values;
    }

    private static double FitOfEvent(GroupContext group) => Explanation.All.Single(static e => e.Name == "event").Fit(group);

    private static double FitOf(string name, GroupContext group) => Explanation.All.Single(e => e.Name == name).Fit(group);

    private static GroupContext With(int field, double value)
    {
        double Of(int at) => at == field ? value : 0;
        return new GroupContext(0, Of(0), (int)Of(1), Of(2), Of(3), Of(4), Of(5), Of(6), Of(15), Of(7), Of(8), Of(9), Of(10), Of(11), Of(12), Of(13), Of(14), 0, 0, 0);
    }

    private delegate void Facts(int account, ref Profile profile);

    /// <summary>How well what members show fits people of one firm that does not say so.</summary>
    private static double FitOfFirm(GroupContext group) => Explanation.All.Single(static e => e.Name == "one_payer").Fit(group);

    [Fact]
    public void A_group_that_several_cores_count_is_what_one_would_have_counted()
    {
        const int Times = 500;
        int[] large = [.. Enumerable.Range(0, Members * Times).Select(static i => i / Times)];

        var (one, several) = (Of(Varied, now: 5), Of(Varied, rows: large, now: 5));

        several.Members.ShouldBe(Members * Times);
        (several.Education, several.Contract, several.OneCountry).ShouldBe((one.Education, one.Contract, one.OneCountry));
        (several.Education, several.Contract, several.OneCountry).ShouldBe((0.25, 0.35, 0.5));
        several.Heavy.ShouldBe(one.Heavy);
        several.PeakHours.ShouldBe(one.PeakHours, 1e-9);
        several.Gathered.ShouldBe(one.Gathered, 1e-9);
        double.IsNaN(one.Gathered).ShouldBeFalse();

        static void Varied(int i, ref Profile p)
        {
            p.Plan = i < 5 ? Plan.Edu : i < 12 ? Plan.Enterprise : Plan.Free;
            p.ClaimedCountry = (ushort)(i % 2 == 0 ? 7 : 100 + i);
        }
    }

    /// <summary>What is said of the first twenty of forty accounts.</summary>
    private static GroupContext Of(Facts facts, int leftOut = 0, int[]? rows = null, int begins = 0, double[]? measured = null, ReactionFacts? reaction = null, long first = 0, int now = 0)
    {
        measured ??= Measured();
        var accounts = new Accounts();
        for (var i = 0; i < 2 * Members; i++)
        {
            for (var n = 0; n < 5; n++)
                accounts.Sending(new Request { Account = $"account-{i}", Prompt = "one two three", Time = Request.Monday + (begins * Request.Day) + (n * Request.Hour) });
            ref var profile = ref accounts[$"account-{i}"];
            profile.FirstMs = first == 0 ? profile.FirstMs : first;
            facts(i, ref profile);
        }

        var context = new SearchContext(accounts.Table, 4);
        context.Refresh(Request.Monday + (Math.Max(now, begins + 1) * Request.Day), []);
        rows ??= [.. Enumerable.Range(0, Members)];
        var cohort = new RefinedCohort(rows, CohortRoute.Links, "shared phrases", rows, [], []) { LeftOut = [.. Enumerable.Range(Members, leftOut)] };
        return GroupContext.Of(context, cohort, reaction ?? new ReactionFacts(), measured);
    }
}
