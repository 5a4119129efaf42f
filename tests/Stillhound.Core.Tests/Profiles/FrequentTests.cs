using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Tests.Profiles;

public sealed class FrequentTests
{
    private static readonly Arbitrary<(int Slots, uint[] Stream)> Streams = (
        from slots in Gen.Choose(1, 6)
        from runs in Gen.Choose(0, int.MaxValue).ListOf().Resize(12)
        select (slots, runs.SelectMany(Run).ToArray())).ToArbitrary();

    [Fact]
    public void Any_value_with_more_than_its_share_of_the_stream_is_held() => Prop.ForAll(Streams, static s =>
    {
        var (values, counts) = Count(s.Slots, s.Stream);
        return s.Stream.CountBy(static v => v).Where(v => v.Value * (s.Slots + 1) > s.Stream.Length)
            .All(v => Array.IndexOf(values, v.Key) is >= 0 and var at && counts[at] > 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_value_that_comes_every_other_time_is_held_behind_an_older_one()
    {
        var (values, _) = Count(2, [7, 7, 1, 101, 1, 102, 1, 103]);
        values.ShouldContain(1u);
    }

    [Fact]
    public void Counts_never_exceed_the_truth_and_no_value_is_held_twice() => Prop.ForAll(Streams, static s =>
    {
        var (values, counts) = Count(s.Slots, s.Stream);
        var truth = s.Stream.CountBy(static v => v).ToDictionary();
        var held = values.Where((_, i) => counts[i] > 0).ToList();
        return held.Distinct().Count() == held.Count && values.Select((v, i) => counts[i] == 0 || counts[i] <= truth[v]).All(static ok => ok);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Few_values_are_counted_exactly()
    {
        var (values, counts) = Count(3, [5, 5, 9, 5, 9, 2]);
        values.Zip(counts).ShouldBe([(5u, (ushort)3), (9u, (ushort)2), (2u, (ushort)1)], ignoreOrder: true);
    }

    [Fact]
    public void A_habit_that_ended_gives_way()
    {
        var (values, _) = Count(2, [.. Enumerable.Repeat(1u, 50), .. Enumerable.Repeat(2u, 50), .. Enumerable.Repeat(3u, 400)]);
        values.ShouldContain(3u);
    }

    /// <summary>One value again and again, alone or in turn with values that come once.</summary>
    private static IEnumerable<uint> Run(int seed)
    {
        var random = new Random(seed);
        var value = (uint)random.Next(1, 5);
        var alone = random.Next(2) == 0;
        for (var left = random.Next(1, 9); left > 0; left--)
        {
            yield return value;
            if (!alone)
                yield return (uint)random.Next(100, int.MaxValue);
        }
    }

    private static (uint[] Values, ushort[] Counts) Count(int slots, uint[] stream)
    {
        var (values, counts) = (new uint[slots], new ushort[slots]);
        foreach (var value in stream)
            Frequent.Add(values, counts, value);
        return (values, counts);
    }
}
