using System.Runtime.InteropServices;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Profiles;

/// <summary>What is kept from search to search must be what a first search would read.</summary>
public sealed class PopulationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_population_that_is_refreshed_equals_one_that_is_read_anew(bool rests)
    {
        var random = new Random(11);
        var accounts = new Accounts();
        var kept = accounts.Population();
        var traits = new TraitModel(kept);
        var tokens = new IdentityTokens(kept);
        for (var round = 1; round < 6; round++)
        {
            for (var i = 0; i < 150; i++)
                accounts.With(FactsOf(random.Next(120)), random.Next(4), _ => Something(random));
            kept.Refresh(round);
            traits.Refresh();
            tokens.Refresh();
            var fresh = accounts.Population();
            fresh.Count.ShouldBe(kept.Count);
            for (var row = 0; row < fresh.Count; row++)
            {
                var same = kept.RowOf(fresh.Rows[row].Account);
                same.ShouldBeGreaterThanOrEqualTo(0);
                Bytes(kept, same).ShouldBe(Bytes(fresh, row));
            }

            for (var d = 0; d < Embedding.Dimensions; d++)
                kept.Center[d].ShouldBe(fresh.Center[d], 1e-6f);
            CompareTraits(traits, fresh, kept);
            CompareTokens(tokens, fresh, kept);
            if (!rests)
                continue;
            kept.Rest();
            traits.Rest();
            tokens.Rest();
        }
    }

    [Fact]
    public void An_account_keeps_its_row()
    {
        var accounts = new Accounts().With(new AccountFacts("slow"), 1).With(new AccountFacts("quick"));
        var population = accounts.Population();
        population.RowOf(1).ShouldBe(0);
        accounts.With(new AccountFacts("slow"), 9);
        population.Refresh(0);
        population.RowOf(1).ShouldBe(0);
        population.RowOf(0).ShouldBe(1);
        population.Changed.ShouldBe([1]);
        population.FirstNew.ShouldBe(1);
    }

    private static byte[] Bytes(Population population, int row) => MemoryMarshal.AsBytes(population.Rows.Slice(row, 1)).ToArray();

    private static void CompareTraits(TraitModel kept, Population fresh, Population population)
    {
        var expected = new TraitModel(fresh);
        expected.Refresh();
        for (var kind = 0; kind < TraitModel.Kinds; kind++)
        {
            kept.Total(kind).ShouldBe(expected.Total(kind));
            for (var row = 0; row < fresh.Count; row++)
            {
                int mine = kept.Top(population.RowOf(fresh.Rows[row].Account), kind), its = expected.Top(row, kind);
                kept.ValueOf(kind, mine).ShouldBe(expected.ValueOf(kind, its));
                kept.CountOf(kind, mine).ShouldBe(expected.CountOf(kind, its));
            }
        }
    }

    private static void CompareTokens(IdentityTokens kept, Population fresh, Population population)
    {
        var expected = new IdentityTokens(fresh);
        expected.Refresh();
        for (var row = 0; row < fresh.Count; row++)
        {
            var same = population.RowOf(fresh.Rows[row].Account);
            kept.SharedBy(same).ShouldBe(expected.SharedBy(row));
            kept.HeldBy(same).ShouldBe(expected.HeldBy(row));
            kept.Of(same).ToArray().Select(kept.Holders).ShouldBe(expected.Of(row).ToArray().Select(expected.Holders));
        }
    }

    private static AccountFacts FactsOf(int i) => new($"account-{i}") { PaymentHash = $"card-{i / 3}", Org = i % 7 == 0 ? "acme" : null };

    private static Request Something(Random random) => new()
    {
        Prompt = string.Join(' ', Enumerable.Range(0, 12).Select(_ => $"word{random.Next(200)}")),
        Ip = $"198.51.{random.Next(4)}.{random.Next(250)}",
        UserAgent = $"client{random.Next(3)}",
        System = $"system{random.Next(5)}",
    };
}
