using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Cohorts;

/// <summary>Whoever comes from an organisation's network, or pays with its card, works for it.</summary>
public sealed class AffiliationsTests
{
    private const string Office = "198.51.100.7";

    [Fact]
    public void An_account_works_for_the_organisation_that_it_names() =>
        OrgsOf(static i => i == 0 ? ("acme", Office, null) : (null, Office, null), 5).ShouldBe(["acme", null, null, null, null]);

    [Fact]
    public void Who_comes_from_the_network_of_an_organisation_works_for_it() =>
        OrgsOf(static i => (i < 3 ? "acme" : null, i < 8 ? Office : $"10.0.{i}.1", null), 10)
            .ShouldBe(["acme", "acme", "acme", "acme", "acme", "acme", "acme", "acme", null, null]);

    [Fact]
    public void Who_pays_with_its_card_does_too_wherever_from() =>
        OrgsOf(static i => (i < 3 ? "acme" : null, $"10.0.{i}.1", i < 6 ? "card" : $"card-{i}"), 8)
            .ShouldBe(["acme", "acme", "acme", "acme", "acme", "acme", null, null]);

    [Fact]
    public void A_network_that_many_others_use_is_nobodys() =>
        OrgsOf(static i => (i < 3 ? "acme" : null, Office, null), 10).Count(static org => org == "acme").ShouldBe(3);

    [Fact]
    public void A_network_that_several_organisations_share_is_nobodys() =>
        OrgsOf(static i => (i < 6 ? $"firm-{i}" : null, Office, null), 9)[6..].ShouldAllBe(static org => org == null);

    [Fact]
    public void One_network_may_be_one_organisations_though_a_guest_names_another() =>
        OrgsOf(static i => (i == 0 ? "guest" : i < 5 ? "acme" : null, Office, null), 7).ShouldBe(["guest", "acme", "acme", "acme", "acme", "acme", "acme"]);

    /// <summary>What is found for each of some accounts, which name an organisation, come from an address and pay with a card.</summary>
    private static string?[] OrgsOf(Func<int, (string? Org, string Ip, string? Card)> facts, int count)
    {
        var accounts = new Accounts();
        for (var i = 0; i < count; i++)
        {
            var (org, ip, card) = facts(i);
            accounts.With(new AccountFacts($"account-{i}") { Org = org, PaymentHash = card }, send: _ => new Request { Prompt = "p", Ip = ip });
        }

        var affiliations = new Affiliations(accounts.Population());
        affiliations.Refresh();
        var names = Enumerable.Range(0, count).Select(i => facts(i).Org).OfType<string>().Distinct().ToDictionary(static org => ClientKeys.Of(System.Text.Encoding.UTF8.GetBytes(org)));
        return [.. Enumerable.Range(0, count).Select(row => affiliations.OrgOf(row)).Select(org => org == 0 ? null : names[org])];
    }
}
