using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Engine;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Tests.Engine;

public sealed class ReorderBufferTests
{
    [Fact]
    public void Exchanges_leave_in_order_of_time_up_to_the_given_one()
    {
        var buffer = new ReorderBuffer();
        var released = new Released();
        Add(buffer, 5, "e");
        Add(buffer, 1, "a");
        Add(buffer, 3, "c");
        buffer.Release(3, released);
        released.Names.ShouldBe(["1a", "3c"]);
        buffer.Count.ShouldBe(1);
        Add(buffer, 4, "d");
        buffer.Release(long.MaxValue, released);
        released.Names.ShouldBe(["1a", "3c", "4d", "5e"]);
        buffer.Count.ShouldBe(0);
    }

    [Fact]
    public void Equal_times_keep_the_order_in_which_they_came()
    {
        var buffer = new ReorderBuffer();
        var released = new Released();
        for (var i = 0; i < 500; i++)
            Add(buffer, 7 - (i % 2), $"-{i:d3}");
        buffer.Release(6, released);
        released.Names.ShouldBe(Enumerable.Range(0, 500).Where(static i => i % 2 == 1).Select(static i => $"6-{i:d3}"));
        Add(buffer, 7, "-later");
        buffer.Release(7, released);
        released.Names.Skip(250).ShouldBe([.. Enumerable.Range(0, 500).Where(static i => i % 2 == 0).Select(static i => $"7-{i:d3}"), "7-later"]);
    }

    [Fact]
    public void Any_order_within_the_lateness_gives_one_sequence()
    {
        var delays = Gen.Choose(0, 50).ListOf().ToArbitrary();
        Prop.ForAll(delays, static late =>
        {
            var arrivals = late.Select(static (delay, i) => (Time: i * 3, Arrival: (i * 3) + delay)).OrderBy(static x => x.Arrival);
            var buffer = new ReorderBuffer();
            var released = new Released();
            foreach (var (time, arrival) in arrivals)
            {
                Add(buffer, time, "");
                buffer.Release(arrival - 51, released);
            }

            buffer.Release(long.MaxValue, released);
            return released.Names.SequenceEqual(Enumerable.Range(0, late.Count).Select(static i => $"{i * 3}"));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Names_of_all_lengths_come_back_from_slots_that_were_used_before()
    {
        var buffer = new ReorderBuffer();
        var released = new Released();
        for (var round = 0; round < 50; round++)
        {
            for (var i = 0; i < 40; i++)
                Add(buffer, i, new string((char)('a' + (round % 26)), (i * 7 * round) % 150));
            buffer.Release(19, released);
            for (var i = 0; i < 40; i++)
                Add(buffer, 100 + i, "x");
            buffer.Release(long.MaxValue, released);
            released.Names.Take(40).ShouldBe(Enumerable.Range(0, 40).Select(i => $"{i}" + new string((char)('a' + (round % 26)), (i * 7 * round) % 150)));
            released.Names.Clear();
        }
    }

    [Fact]
    public void More_exchanges_than_it_began_with_are_held()
    {
        var buffer = new ReorderBuffer();
        var released = new Released();
        for (var i = 5000; i > 0; i--)
            Add(buffer, i, "");
        buffer.Release(long.MaxValue, released);
        released.Names.ShouldBe(Enumerable.Range(1, 5000).Select(static i => $"{i}"));
    }

    [Fact]
    public void A_steady_stream_allocates_nothing_once_it_has_grown()
    {
        var buffer = new ReorderBuffer();
        var sink = new Counted();
        Stream(buffer, sink, 0, 3000);
        var next = 3000;
        Allocations.Least(_ =>
        {
            Stream(buffer, sink, next, 10_000);
            next += 10_000;
        }).ShouldBe(0);
        sink.Count.ShouldBe(next - 500);
    }

    private static void Stream(ReorderBuffer buffer, Counted sink, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            OneByOne.Add(new Fingerprint { Time = i }, "some account"u8);
            buffer.Add(OneByOne, long.MinValue, i);
            buffer.Release(i - 500, sink);
        }
    }

    private static FingerprintBatch OneByOne { get; } = new();

    private static void Add(ReorderBuffer buffer, long time, string name)
    {
        var batch = new FingerprintBatch();
        batch.Add(new Fingerprint { Time = time }, Encoding.UTF8.GetBytes(name));
        buffer.Add(batch, long.MinValue, time);
    }

    private sealed class Released : ReorderBuffer.IReleased
    {
        public List<string> Names { get; } = [];

        public void Approach(in Fingerprint fingerprint)
        {
            // Only a hint.
        }

        public void Near(in Fingerprint fingerprint)
        {
            // Only a hint.
        }

        public void Take(in Fingerprint fingerprint, ReadOnlySpan<byte> name) => Names.Add($"{fingerprint.Time}{Encoding.UTF8.GetString(name)}");
    }

    private sealed class Counted : ReorderBuffer.IReleased
    {
        public int Count { get; private set; }

        public void Approach(in Fingerprint fingerprint)
        {
            // Only a hint.
        }

        public void Near(in Fingerprint fingerprint)
        {
            // Only a hint.
        }

        public void Take(in Fingerprint fingerprint, ReadOnlySpan<byte> name) => Count++;
    }
}
