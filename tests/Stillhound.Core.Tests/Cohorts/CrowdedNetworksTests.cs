using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Cohorts;

/// <summary>A network is crowded when more accounts than a group has use it most.</summary>
public sealed class CrowdedNetworksTests
{
    [Theory]
    [InlineData(9, 4, true)]
    [InlineData(8, 4, false)]
    [InlineData(12, 12, false)]
    [InlineData(13, 12, true)]
    public void A_network_of_many_is_crowded(int users, int members, bool crowded)
    {
        var accounts = new Accounts();
        for (var i = 0; i < users; i++)
            accounts.With(new AccountFacts($"a{i}"), send: _ => new Request { Prompt = "p", Ip = "198.51.100.7" });
        accounts.With(new AccountFacts("alone"), send: _ => new Request { Prompt = "p", Ip = "203.0.113.7" });
        var networks = new CrowdedNetworks(accounts.Population());
        networks.Refresh();
        networks.IsCrowded(0, members).ShouldBe(crowded);
        networks.IsCrowded(users, 0).ShouldBeFalse();
    }
}
