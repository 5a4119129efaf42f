using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Regions;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Regions;

/// <summary>A claim is compared with the accounts that claim the same, and no sign is enough by itself.</summary>
public sealed class RegionSignsTests
{
    private const string English = "why is the sky blue today";
    private const string Chinese = "天空为什么是蓝色的";

    [Fact]
    public void An_account_at_home_is_not_contradicted() => Contradictions(new Life("A", 14, English, "A", 5)).ShouldBe(0);

    [Fact]
    public void Another_day_another_script_and_a_relay_contradict() => Contradictions(new Life("A", 3, Chinese, "A", 150)).ShouldBe(3);

    [Fact]
    public void A_privacy_network_is_one_sign() => Contradictions(new Life("A", 14, English, "B", 150)).ShouldBe(1);

    [Fact]
    public void An_expatriate_is_one_sign() => Contradictions(new Life("A", 14, Chinese, "A", 5)).ShouldBe(1);

    [Fact]
    public void A_traveller_lives_by_the_day_of_the_place_that_shows() => Contradictions(new Life("A", 3, English, "B", 5)).ShouldBe(1);

    [Fact]
    public void Whoever_moved_openly_and_speaks_as_people_there_do_is_one_sign() => Contradictions(new Life("A", 3, Chinese, "B", 5)).ShouldBe(1);

    [Fact]
    public void Names_of_countries_have_no_weight()
    {
        var odd = new Life("A", 3, Chinese, "A", 150);
        Reading(odd, "US", "DE").ShouldBe(Reading(odd, "CN", "RU"));
    }

    [Fact]
    public void A_claim_that_is_not_served_hides_nothing()
    {
        var signs = Signs([new Life("A", 3, Chinese, "A", 150)], "AA", "BB", new RegionPolicy { Mode = RegionMode.Report, NotServed = [Pack("AA")] });
        signs.ScopeOf(0).ShouldBe(RegionScope.NotServed);
    }

    [Fact]
    public void Another_served_country_gains_nothing()
    {
        var policy = new RegionPolicy { Mode = RegionMode.Report, Served = [Pack("AA"), Pack("BB")] };
        Signs([new Life("A", 14, English, "B", 5)], "AA", "BB", policy).Of(0).Contradictions.ShouldBe(0);
    }

    private static int Contradictions(Life life) => Reading(life, "AA", "BB").Contradictions;

    private static RegionReading Reading(Life life, string a, string b) => Signs([life], a, b, new RegionPolicy { Mode = RegionMode.Report }).Of(0);

    /// <summary>The given account beside two countries: A by day at 14 in English, B by day at 3 in Chinese.</summary>
    private static RegionSigns Signs(Life[] first, string a, string b, RegionPolicy policy)
    {
        var accounts = new Support.Accounts();
        var draw = new Random(5);
        IEnumerable<Life> everybody = [.. first, .. Enumerable.Range(0, 200).Select(_ => new Life("A", 14, English, "A", 5)), .. Enumerable.Range(0, 200).Select(_ => new Life("B", 3, Chinese, "B", 5))];
        var number = 0;
        foreach (var life in everybody)
            Add(accounts, $"account-{number++}", life, country => country == "A" ? a : b, draw);
        return new RegionSigns(accounts.Population(), policy, static _ => false);
    }

    private static void Add(Support.Accounts accounts, string name, Life life, Func<string, string> code, Random draw)
    {
        accounts.With(new AccountFacts(name) { Country = Pack(code(life.Claims)) }, exchanges: 0);
        var noise = draw.NextDouble() * 3;
        for (var i = 0; i < 40; i++)
        {
            accounts.Sending(new Request
            {
                Account = name,
                Time = Request.Monday + (i / 4 * Request.Day) + (long)((life.Hour + noise + (i % 4)) * Request.Hour),
                Prompt = life.Says,
                Country = code(life.Shows),
                RttTcpMs = 20,
                RttTlsMs = 20 + life.GapMs,
            });
        }
    }

    private static ushort Pack(string code) => CountryCode.Pack(Encoding.ASCII.GetBytes(code));

    private sealed record Life(string Claims, double Hour, string Says, string Shows, float GapMs);
}
