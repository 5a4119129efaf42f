using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Profiles;

public sealed class EmbeddingSumTests
{
    [Theory]
    [InlineData(127)]
    [InlineData(-128)]
    public void Extreme_embeddings_without_end_stay_inside_sixteen_bits(int component)
    {
        var print = new Fingerprint { PromptWords = 5, OutputTokens = -1, RttGapMs = float.NaN };
        ((Span<sbyte>)print.Embedding).Fill((sbyte)component);
        var p = ProfileOf.Prints(Enumerable.Repeat(print, 100_000));
        foreach (var sum in p.Embedding)
            ((double)sum / p.EmbeddingCount).ShouldBe(component, 0.6);
    }

    [Fact]
    public void The_sum_is_the_exact_sum_of_the_first_exchanges()
    {
        var prints = Enumerable.Range(0, 200).Select(static i => new Request { Prompt = string.Concat(Enumerable.Repeat((char)('a' + (i % 26)), 3 + i)) + " and more" }.Fingerprint()).ToList();
        var p = ProfileOf.Prints(prints);
        p.EmbeddingCount.ShouldBe((ushort)200);
        for (var d = 0; d < Embedding.Dimensions; d++)
            ((int)p.Embedding[d]).ShouldBe(prints.Sum(print => print.Embedding[d]));
    }

    [Fact]
    public void The_newest_traffic_weighs_most()
    {
        var old = new Request { Prompt = "the old topic of this account" }.Fingerprint();
        var now = new Request { Prompt = "something else entirely since then" }.Fingerprint();
        var p = ProfileOf.Prints([.. Enumerable.Repeat(old, 5000), .. Enumerable.Repeat(now, 600)]);
        Dot(p, now).ShouldBeGreaterThan(3 * Dot(p, old));
    }

    [Fact]
    public void An_exchange_without_words_leaves_the_sum_alone()
    {
        var p = ProfileOf.Requests(new Request(), new Request { Prompt = "?!" }, new Request { PromptSha = "ab" });
        p.EmbeddingCount.ShouldBe((ushort)0);
        ((ReadOnlySpan<short>)p.Embedding).ToArray().ShouldAllBe(static v => v == 0);
    }

    private static double Dot(in Profile p, Fingerprint print)
    {
        double dot = 0;
        for (var d = 0; d < Embedding.Dimensions; d++)
            dot += p.Embedding[d] * print.Embedding[d];
        return dot;
    }
}
