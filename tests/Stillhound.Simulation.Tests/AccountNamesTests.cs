using Stillhound.Simulation.Planning;

namespace Stillhound.Simulation.Tests;

/// <summary>Names of simulated accounts.</summary>
public sealed class AccountNamesTests
{
    [Fact]
    public void No_two_accounts_share_a_name_even_where_nearly_all_names_are_taken()
    {
        var names = new AccountNames(7, bits: 10);

        var made = Enumerable.Range(0, 1024).Select(_ => names.Next()).ToHashSet(StringComparer.Ordinal);

        made.Count.ShouldBe(1024);
    }

    [Fact]
    public void Names_depend_on_the_seed_alone()
    {
        static string[] Of(ulong seed)
        {
            var names = new AccountNames(seed);
            return [.. Enumerable.Range(0, 100).Select(_ => names.Next())];
        }

        Of(7).ShouldBe(Of(7));
        Of(7).ShouldNotBe(Of(8));
    }
}
