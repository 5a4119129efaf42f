using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Engine;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Tests.Engine;

/// <summary>The reorder buffer against a stable sort.</summary>
public class ReorderKernelTests
{
    [Fact]
    public void Releases_in_order_of_time_and_arrival_whatever_the_batches() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), static seed => Replays(new System.Random(seed))).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_times_are_released_in_one_order_however_they_came()
    {
        var there = Order([.. Enumerable.Range(0, 50)]);
        Order([.. Enumerable.Range(0, 50).Reverse()]).ShouldBe(there);
        Order([.. Enumerable.Range(0, 50).Select(static i => i * 7 % 50)]).ShouldBe(there);

        static int[] Order(int[] arrivals)
        {
            var buffer = new ReorderBuffer();
            var released = new Released();
            foreach (var i in arrivals)
            {
                var batch = new FingerprintBatch(16);
                batch.Add(new Fingerprint { Time = 1000, Account = (ulong)(i / 5), OutputTokens = i, Org = (uint)i }, "a"u8);
                buffer.Add(batch, long.MinValue, 0);
            }

            buffer.Release(long.MaxValue, released);
            return [.. released.Items.Select(static item => item.Order)];
        }
    }

    private static bool Replays(System.Random random)
    {
        var buffer = new ReorderBuffer();
        var released = new Released();
        var batch = new FingerprintBatch(16);
        var expected = new List<(long Time, int Order)>();
        var late = 0;
        var sent = 0;
        var spread = random.Next(1, 200);
        for (var round = 0; round < 40; round++)
        {
            var count = random.Next(0, 40);
            for (var i = 0; i < count; i++)
            {
                var far = random.Next(50) == 0 ? 900_000_000 : 0;
                var time = (round * 50) + random.Next(spread) + far;
                var f = new Fingerprint { Time = time, Org = (uint)sent };
                batch.Add(f, Encoding.ASCII.GetBytes($"a{sent}"));
                if (time < released.Last)
                    late++;
                else
                    expected.Add((time, sent));
                sent++;
            }

            late -= buffer.Add(batch, released.Last, round * 50);
            if (batch.Count != 0)
                return false;
            buffer.Release((round * 50) - random.Next(100), released);
        }

        buffer.Release(long.MaxValue, released);
        return late == 0 && buffer.Count == 0
            && released.Items.SequenceEqual(expected.OrderBy(static e => e.Time).ThenBy(static e => e.Order).Select(static e => (e.Time, e.Order, $"a{e.Order}")));
    }

    private sealed class Released : ReorderBuffer.IReleased
    {
        public List<(long Time, int Order, string Name)> Items { get; } = [];

        public long Last { get; private set; } = long.MinValue;

        public void Take(in Fingerprint fingerprint, ReadOnlySpan<byte> name)
        {
            Items.Add((fingerprint.Time, (int)fingerprint.Org, Encoding.ASCII.GetString(name)));
            Last = fingerprint.Time;
        }

        public void Approach(in Fingerprint fingerprint)
        {
        }

        public void Near(in Fingerprint fingerprint)
        {
        }
    }
}
