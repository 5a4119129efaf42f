using Stillhound.Formats.Enrichment;
using Stillhound.Formats.Enrichment.Lists;

namespace Stillhound.Formats.Tests.Enrichment;

public sealed class AddressRangesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Overlapping_nested_and_touching_ranges_hold_what_they_hold_one_by_one(bool v4)
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            // A small corner of the space, so that ranges meet; and both of its ends.
            var from = round % 3 == 0 ? UInt128.Zero : v4 ? uint.MaxValue - 255 : UInt128.MaxValue - 255;
            var ranges = Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
            {
                var first = random.Next(256);
                return (First: from + (UInt128)first, Last: from + (UInt128)random.Next(first, Math.Min(256, first + 40)));
            }).ToList();
            var set = v4 ? new AddressRanges([.. ranges], []) : new AddressRanges([], [.. ranges]);
            for (var i = 0; i < 256; i++)
            {
                var value = from + (UInt128)i;
                set.Contains(new NetAddress(value, v4)).ShouldBe(ranges.Exists(r => r.First <= value && value <= r.Last));
                set.Contains(new NetAddress(value, !v4)).ShouldBeFalse();
            }

            set.Count.ShouldBeLessThanOrEqualTo(ranges.Count);
            (set.Covers(new NetAddress(0, v4)), set.Covers(new NetAddress(0, !v4))).ShouldBe((true, false));
        }
    }
}
