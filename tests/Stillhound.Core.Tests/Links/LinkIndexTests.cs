using Stillhound.Core.Fingerprints;
using Stillhound.Core.Links;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Links;

public sealed class LinkIndexTests
{
    private readonly LinkIndex.SharedPhrase[] _shared = new LinkIndex.SharedPhrase[PhraseKeys.Capacity];
    private readonly LinkIndex _index = new(bits: 12);

    [Fact]
    public void An_exchange_without_phrases_was_not_seen_at_all() => See(_index, 1).ShouldBe(PhraseSightings.None);

    [Fact]
    public void Phrases_that_nobody_used_are_fresh() => See(_index, 1, 10, 11).ShouldBe(PhraseSightings.Fresh);

    [Fact]
    public void Phrases_that_the_account_used_before_are_its_own()
    {
        See(_index, 1, 10, 11);
        See(_index, 1, 10, 11).ShouldBe(PhraseSightings.Own);
        See(_index, 1, 10, 99).ShouldBe(PhraseSightings.Own);
    }

    [Fact]
    public void Phrases_of_which_others_used_some_are_mixed()
    {
        See(_index, 1, 10, 11);
        See(_index, 2, 10, 20).ShouldBe(PhraseSightings.Mixed);
    }

    [Fact]
    public void An_item_whose_phrases_others_used_all_came_before()
    {
        See(_index, 1, 10, 11);
        See(_index, 2, 10, 11).ShouldBe(PhraseSightings.AllShared);
        See(_index, 1, 10, 11).ShouldBe(PhraseSightings.AllShared); // shared now for its first user too
    }

    [Fact]
    public void One_phrase_alone_is_too_little_to_be_an_item()
    {
        See(_index, 1, 10);
        See(_index, 2, 10).ShouldBe(PhraseSightings.Mixed);
    }

    [Fact]
    public void The_first_user_is_reported_once_when_a_second_one_comes()
    {
        See(_index, 7, 10);
        Shared(_index, 7, 10).ShouldBeEmpty();
        Shared(_index, 8, 10).ShouldBe([new(LinkIndex.Tag(10), 7)]);
        Shared(_index, 9, 10).ShouldBe([new(LinkIndex.Tag(10), -1)]);
        Shared(_index, 7, 10).ShouldBe([new(LinkIndex.Tag(10), -1)]);
    }

    [Fact]
    public void Only_the_shared_phrases_of_an_exchange_are_reported()
    {
        See(_index, 1, 10, 12);
        See(_index, 2, 11);
        Shared(_index, 2, 10, 11, 12, 13).ShouldBe([new(LinkIndex.Tag(10), 1), new(LinkIndex.Tag(12), 1)]);
    }

    [Fact]
    public void Shared_keys_survive_a_flood_of_keys_that_are_used_once()
    {
        var random = new Random(9);
        var shared = Tokens.Random(random, 200);
        foreach (var key in shared)
        {
            See(_index, 1, 0, [key]);
            See(_index, 2, 0, [key]);
        }

        foreach (var (i, key) in Tokens.Random(random, 200_000).Index())
            See(_index, 3 + i, i / 100 * Request.Minute, [key]);
        shared.Count(key => Shared(_index, 1, key).Length == 1).ShouldBeGreaterThanOrEqualTo(199);
    }

    [Fact]
    public void Among_keys_of_single_accounts_the_longest_unused_goes_first()
    {
        var index = new LinkIndex(bits: 2); // one set
        for (var i = 1; i <= 4; i++)
            See(index, 1, i * Request.Hour, [(ulong)i]);
        See(index, 1, 5 * Request.Hour, [1]);
        See(index, 1, 6 * Request.Hour, [100]);
        See(index, 1, 7 * Request.Hour, [1]).ShouldBe(PhraseSightings.Own);
        See(index, 1, 7 * Request.Hour, [3]).ShouldBe(PhraseSightings.Own);
        See(index, 1, 7 * Request.Hour, [2]).ShouldBe(PhraseSightings.Fresh);
    }

    [Fact]
    public void Growth_keeps_every_key_and_what_is_known_of_it()
    {
        var index = new LinkIndex(bits: 12);
        var keys = Tokens.Random(new Random(4), 400);
        for (var i = 0; i < keys.Length; i++)
            See(index, i, keys[i]);
        var before = index.Capacity;
        index.GrowFor(20_000);
        index.Capacity.ShouldBeGreaterThanOrEqualTo(160_000);
        index.Capacity.ShouldBeGreaterThan(before);
        for (var i = 0; i < keys.Length; i++)
            Shared(index, 1_000_000, keys[i]).ShouldBe([new(LinkIndex.Tag(keys[i]), i)]);
    }

    [Fact]
    public void Growth_for_fewer_accounts_changes_nothing()
    {
        var index = new LinkIndex(bits: 12);
        index.GrowFor(10);
        index.Capacity.ShouldBe(4096);
    }

    [Fact]
    public void Keys_at_the_edges_are_keys_like_any_other()
    {
        See(_index, 1, 1, ulong.MaxValue).ShouldBe(PhraseSightings.Fresh);
        See(_index, 1, 1, ulong.MaxValue).ShouldBe(PhraseSightings.Own);
        See(_index, 1, 253_402_300_799_999, [1ul, ulong.MaxValue]).ShouldBe(PhraseSightings.Own);
    }

    private PhraseSightings See(LinkIndex index, int account, params ulong[] keys) => See(index, account, Request.Monday, keys);

    private PhraseSightings See(LinkIndex index, int account, long time, ulong[] keys) => index.Observe(Print(time, keys), account, _shared, out _);

    private LinkIndex.SharedPhrase[] Shared(LinkIndex index, int account, params ulong[] keys)
    {
        index.Observe(Print(Request.Monday, keys), account, _shared, out var count);
        return _shared[..count];
    }

    private static Fingerprint Print(long time, ulong[] keys)
    {
        var print = new Fingerprint { Time = time, PhraseCount = (byte)keys.Length };
        keys.CopyTo((Span<ulong>)print.Phrases);
        return print;
    }
}
