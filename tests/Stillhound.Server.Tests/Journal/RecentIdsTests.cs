using FsCheck;
using FsCheck.Fluent;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Journal;

public sealed class RecentIdsTests
{
    [Fact]
    public void It_remembers_the_newest_and_no_others() =>
        Prop.ForAll<byte[], byte>(static (numbers, most) =>
        {
            var limit = (most % 20) + 1;
            var recent = new RecentIds(limit);
            var model = new List<ulong>();
            var end = 0L;
            foreach (var number in numbers)
            {
                var identity = (ulong)number % 64;
                recent.Take([identity], ++end);
                if (identity != 0 && !model.Contains(identity))
                    model.Add(identity);
                if (model.Count > limit)
                    model.RemoveAt(0);
            }

            return recent.Oldest.SequenceEqual(model) && Enumerable.Range(1, 64).All(i => recent.Contains((ulong)i) == model.Contains((ulong)i));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Many_identities_go_through()
    {
        const int Most = 5000;
        var recent = new RecentIds(Most);
        var random = new Random(4);
        var all = Enumerable.Range(0, 50_000).Select(_ => (ulong)random.NextInt64(1, long.MaxValue)).ToArray();
        for (var i = 0; i < all.Length; i += 50)
            recent.Take(all.AsSpan(i, 50), i + 1);
        recent.Oldest.ShouldBe(all[^Most..]);
        all[^Most..].ShouldAllBe(identity => recent.Contains(identity));
        all[..^Most].ShouldAllBe(identity => !recent.Contains(identity));
    }

    [Fact]
    public void A_frame_that_was_taken_changes_nothing()
    {
        var recent = new RecentIds(2);
        recent.Take([1, 2], 100);
        recent.Take([3], 100);
        recent.Oldest.ShouldBe([1ul, 2ul]);
    }

    [Fact]
    public void What_was_saved_goes_on_as_if_it_had_never_been() =>
        Prop.ForAll<int, byte>(static (seed, most) =>
        {
            var random = new Random(seed);
            var limit = most + 1;
            var undisturbed = new RecentIds(limit);
            var saved = new RecentIds(limit);
            for (var end = 1; end < 200; end++)
            {
                ulong[] identities = [(ulong)random.Next(300), (ulong)random.Next(300)];
                undisturbed.Take(identities, end);
                saved.Take(identities, end);
                if (random.Next(50) == 0)
                    saved = Reload(saved, limit);
            }

            return saved.Position == undisturbed.Position && saved.Oldest.SequenceEqual(undisturbed.Oldest);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_narrower_memory_keeps_the_newest()
    {
        var recent = new RecentIds(100);
        recent.Take([.. Enumerable.Range(1, 100).Select(static i => (ulong)i)], 1);
        Reload(recent, 10).Oldest.ShouldBe(Enumerable.Range(91, 10).Select(static i => (ulong)i));
    }

    [Fact]
    public void What_was_altered_or_cut_is_refused()
    {
        var saved = new MemoryStream();
        RecentIdsFile.Save(saved, [1, 2, 3], 77);
        var bytes = saved.ToArray();
        for (var at = 0; at < bytes.Length; at++)
        {
            var altered = bytes.ToArray();
            altered[at] ^= 1;
            Should.Throw<InvalidDataException>(() => RecentIdsFile.Load(new MemoryStream(altered), 10));
            Should.Throw<InvalidDataException>(() => RecentIdsFile.Load(new MemoryStream(bytes[..at]), 10));
        }
    }

    private static RecentIds Reload(RecentIds recent, int most)
    {
        var stream = new MemoryStream();
        RecentIdsFile.Save(stream, [.. recent.Oldest], recent.Position);
        stream.Position = 0;
        return RecentIdsFile.Load(stream, most);
    }
}
