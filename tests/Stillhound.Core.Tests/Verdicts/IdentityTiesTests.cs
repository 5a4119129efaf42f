using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public sealed class IdentityTiesTests
{
    private static readonly int[] Group = [.. Enumerable.Range(0, 20)];

    [Fact]
    public void Strangers_who_share_a_card_are_tied() =>
        Share(static i => Stranger(i) with { PaymentHash = i < 20 ? $"card-{i / 4}" : $"own-{i}" }).ShouldBe(1);

    [Fact]
    public void Only_those_who_share_are_tied() =>
        Share(static i => Stranger(i) with { PaymentHash = i < 10 ? "card" : $"own-{i}" }).ShouldBe(0.5);

    [Fact]
    public void People_with_cards_of_their_own_are_not_tied() => Share(static i => Stranger(i) with { PaymentHash = $"own-{i}" }).ShouldBe(0);

    [Fact]
    public void One_organisation_that_pays_for_its_people_is_no_tie() =>
        Share(static i => Stranger(i) with { Org = "acme", PaymentHash = i < 20 ? "card" : $"own-{i}" }).ShouldBe(0);

    [Fact]
    public void Two_organisations_on_one_card_are_a_tie() =>
        Share(static i => Stranger(i) with { Org = i % 2 == 0 ? "acme" : "other", PaymentHash = i < 20 ? "card" : $"own-{i}" }).ShouldBe(1);

    [Fact]
    public void A_token_that_everybody_shows_ties_nobody() => Share(static i => Stranger(i) with { SignupIp = "198.51.100.7" }).ShouldBe(0);

    [Fact]
    public void Different_kinds_of_ties_add_up() => Share(static i => Stranger(i) with
    {
        PaymentHash = i < 5 ? "card" : $"own-{i}",
        DeviceHash = i is >= 5 and < 10 ? "device" : $"device-{i}",
        EmailHash = i is >= 10 and < 15 ? "mail" : $"mail-{i}",
        SignupIp = i is >= 15 and < 20 ? "203.0.113.9" : $"10.0.{i}.1",
    }).ShouldBe(1);

    [Fact]
    public void Too_few_tokens_say_nothing() => double.IsNaN(Share(static i => Stranger(i) with { PaymentHash = i < 3 ? "card" : null })).ShouldBeTrue();

    [Fact]
    public void A_rare_network_of_the_traffic_ties_strangers_and_a_crowded_one_does_not()
    {
        Traffic(static i => i < 20 ? "203.0.113.1" : $"10.0.{i}.1").ShouldBe(1);
        Traffic(static _ => "203.0.113.1").ShouldBe(0);
    }

    [Fact]
    public void Contractors_who_come_from_their_customers_network_are_not_tied_by_it()
    {
        var accounts = new Accounts();
        for (var i = 0; i < 200; i++)
            accounts.With(Stranger(i) with { Org = i is >= 20 and < 40 ? "acme" : null }, send: _ => new Request { Prompt = "p", Ip = i < 40 ? "203.0.113.1" : $"10.{i}.0.1" });
        Ties(accounts).Share(Group, IdentityTies.Traffic).ShouldBe(0);
    }

    private static AccountFacts Stranger(int i) => new($"account-{i}");

    private static IdentityTies Ties(Accounts accounts)
    {
        var population = accounts.Population();
        var tokens = new IdentityTokens(population);
        tokens.Refresh();
        var affiliations = new Affiliations(population);
        affiliations.Refresh();
        return new IdentityTies(tokens, population, affiliations);
    }

    private static double Share(Func<int, AccountFacts> facts)
    {
        var accounts = new Accounts();
        for (var i = 0; i < 200; i++)
            accounts.With(facts(i));
        return Ties(accounts).Share(Group, IdentityTies.Identity | IdentityTies.Signup);
    }

    private static double Traffic(Func<int, string> address)
    {
        var accounts = new Accounts();
        for (var i = 0; i < 200; i++)
        {
            var ip = address(i);
            accounts.With(Stranger(i), send: _ => new Request { Ip = ip });
        }

        return Ties(accounts).Share(Group, IdentityTies.Traffic);
    }
}
