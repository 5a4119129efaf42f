using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Cohorts;

public sealed class PostingsTests
{
    [Fact]
    public void A_key_is_listed_with_all_rows_that_use_it_when_enough_do()
    {
        var accounts = new Accounts();
        for (var i = 0; i < 6; i++)
            accounts.With(new AccountFacts($"a{i}")).Sharing($"a{i}", i < 2 ? [7u, 50] : i < 5 ? [50u] : [900u]);
        var postings = Postings.Collect(accounts.Population(), 2);
        postings.Keys.ToArray().ShouldBe([7u, 50]);
        postings.RowsOf(0).ToArray().ShouldBe([0, 1]);
        postings.RowsOf(1).ToArray().ShouldBe([0, 1, 2, 3, 4]);
        postings.KeysOf(0).ToArray().ShouldBe([0, 1]);
        postings.KeysOf(5).ToArray().ShouldBeEmpty();
        Postings.Collect(accounts.Population(), 6).Count.ShouldBe(0);
    }

    [Fact]
    public void System_prompts_tools_and_formats_link_too()
    {
        var accounts = new Accounts();
        for (var i = 0; i < 4; i++)
            accounts.With(new AccountFacts($"a{i}"), send: _ => new Request { System = "same", ToolsKey = 5, Prompt = "<answer>", Model = "m", UserAgent = "u" });
        var system = Postings.TraitKey(TraitKind.System, ClientKeys.Of("same"u8));
        var postings = Postings.Collect(accounts.Population(), 4);
        postings.Keys.ToArray().Distinct().Count().ShouldBe(3);
        postings.Keys.ToArray().ShouldContain(system);
        postings.RowsOf(0).ToArray().ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public void One_value_under_two_kinds_is_two_keys() =>
        Postings.TraitKey(TraitKind.System, 77).ShouldNotBe(Postings.TraitKey(TraitKind.Tools, 77));

    [Fact]
    public void However_many_rows_use_a_key_it_is_listed_whole()
    {
        var accounts = new Accounts();
        for (var i = 0; i < 3000; i++)
            accounts.With(new AccountFacts($"a{i}")).Sharing($"a{i}", 1);
        var postings = Postings.Collect(accounts.Population(), 8);
        postings.RowsOf(0).ToArray().ShouldBe(Enumerable.Range(0, 3000));
    }

    [Fact]
    public void Collecting_again_gives_what_collecting_for_the_first_time_gives()
    {
        var random = new Random(3);
        var accounts = new Accounts();
        var reused = new Postings();
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 40; i++)
                accounts.With(new AccountFacts($"a{random.Next(90)}"), random.Next(6));
            for (var i = 0; i < 60; i++)
                accounts.With(new AccountFacts($"a{i}"), 1).Sharing($"a{i}", (uint)random.Next(1, 20));
            var population = accounts.Population();
            var fresh = Postings.Collect(population, 3);
            reused.Refresh(population, 3);
            reused.Keys.ToArray().ShouldBe(fresh.Keys.ToArray());
            for (var key = 0; key < fresh.Count; key++)
                reused.RowsOf(key).ToArray().ShouldBe(fresh.RowsOf(key).ToArray());
            for (var row = 0; row < population.Count; row++)
                reused.KeysOf(row).ToArray().ShouldBe(fresh.KeysOf(row).ToArray());
        }
    }

    [Fact]
    public void Accounts_without_any_key_are_listed_nowhere()
    {
        var postings = Postings.Collect(new Accounts().With(new AccountFacts("bare")).Population(), 1);
        postings.Count.ShouldBe(0);
        postings.KeysOf(0).ToArray().ShouldBeEmpty();
    }

    [Fact]
    public void Accounts_with_too_little_traffic_are_no_rows()
    {
        var population = new Accounts().With(new AccountFacts("busy")).With(new AccountFacts("quiet"), 3).With(new AccountFacts("silent"), 0).Population();
        population.Count.ShouldBe(1);
        population.RowOf(0).ShouldBe(0);
        population.RowOf(1).ShouldBe(-1);
        population.RowOf(99).ShouldBe(-1);
    }
}
