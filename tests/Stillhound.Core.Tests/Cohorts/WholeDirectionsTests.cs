using Stillhound.Core.Cohorts;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Tests.Cohorts;

public sealed class WholeDirectionsTests
{
    [Fact]
    public void The_product_is_that_of_its_scalar_twin()
    {
        var random = new Random(2);
        var table = new short[20 * Embedding.Dimensions];
        for (var i = 0; i < table.Length; i++)
            table[i] = (short)random.Next(-4000, 4000);
        for (var a = 0; a < 20; a++)
        {
            for (var b = 0; b < 20; b++)
                WholeDirections.Product(table, a, b).ShouldBe(WholeDirections.Scalar(Of(table, a), Of(table, b)));
        }
    }

    [Fact]
    public void Every_direction_is_in_one_bucket_of_each_table_and_equal_ones_share_all()
    {
        var random = new Random(3);
        var buckets = new SignBuckets();
        foreach (var count in (int[])[1, 15, 700])
        {
            var table = new short[count * Embedding.Dimensions];
            for (var i = 0; i < table.Length; i++)
                table[i] = (short)random.Next(-1000, 1000);
            Of(table, 0).CopyTo(table.AsSpan((count - 1) * Embedding.Dimensions));
            buckets.Hash(table, count, 4, 5);
            for (var t = 0; t < 4; t++)
            {
                var order = buckets.Order(t);
                var places = Enumerable.Range(0, count).Select(order.At).ToArray();
                places.Order().ShouldBe(Enumerable.Range(0, count));
                int first = Array.IndexOf(places, 0), last = Array.IndexOf(places, count - 1);
                order.EndOfBucket(first).ShouldBe(order.EndOfBucket(last));
                order.EndOfBucket(count - 1).ShouldBe(count);
            }
        }
    }

    private static ReadOnlySpan<short> Of(short[] table, int direction) => table.AsSpan(direction * Embedding.Dimensions, Embedding.Dimensions);
}
