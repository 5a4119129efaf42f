using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Tests.Profiles;

/// <summary>What is worked out on the sum of a profile is what the mean itself gives.</summary>
public sealed class MeanEmbeddingTests
{
    private static readonly float[] Point = [.. Enumerable.Range(0, Embedding.Dimensions).Select(static d => MathF.Sin(d) / 20)];

    [Fact]
    public void Products_lengths_and_distances_are_those_of_the_mean()
    {
        var profile = Drawn(7);
        var mean = MeanOf(profile);
        MeanEmbedding.Dot(profile, Point).ShouldBe(mean.Zip(Point, static (a, b) => a * b).Sum(), 1e-5f);
        MeanEmbedding.SumOfSquares(profile).ShouldBe(mean.Sum(static a => a * a), 1e-5f);
        MeanEmbedding.Distance(profile, Point).ShouldBe(MathF.Sqrt(mean.Zip(Point, static (a, b) => (a - b) * (a - b)).Sum()), 1e-5f);
    }

    [Fact]
    public void A_mean_is_added_and_written_in_whole_numbers()
    {
        var profile = Drawn(7);
        var mean = MeanOf(profile);
        var sum = Point.ToArray();
        MeanEmbedding.AddTo(profile, 2, sum);
        Span<short> whole = stackalloc short[Embedding.Dimensions];
        MeanEmbedding.CopyTo(profile, Point, 1000, whole);
        for (var d = 0; d < Embedding.Dimensions; d++)
        {
            sum[d].ShouldBe(Point[d] + (2 * mean[d]), 1e-5f);
            ((float)whole[d]).ShouldBe((mean[d] - Point[d]) * 1000, 0.51f);
        }
    }

    [Fact]
    public void Without_text_there_is_no_mean()
    {
        var profile = default(Profile);
        MeanOf(profile).ShouldAllBe(static value => value == 0);
        MeanEmbedding.Dot(profile, Point).ShouldBe(0);
    }

    private static Profile Drawn(int seed)
    {
        var random = new Random(seed);
        var profile = new Profile { EmbeddingCount = 9 };
        foreach (ref var value in (Span<short>)profile.Embedding)
            value = (short)random.Next(-600, 600);
        return profile;
    }

    private static float[] MeanOf(Profile profile)
    {
        var mean = new float[Embedding.Dimensions];
        MeanEmbedding.CopyTo(profile, mean);
        return mean;
    }
}
