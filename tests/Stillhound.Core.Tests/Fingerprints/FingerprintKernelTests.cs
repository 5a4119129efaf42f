using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Core.Tests.Fingerprints;

/// <summary>Every fast kernel of the fingerprint against the plain code that defines it.</summary>
public class FingerprintKernelTests
{
    private static readonly string[] Pieces =
    [
        "word", "WORD_9", " ", ", ", "2024", "a", "Ångström", "ȺȾ", "中文", "한국어", "\u200B", "ＦＵＬＬ", "🙂", "é", "\n", "x\u0301", "ไทย",
        "averyveryverylongwordindeedthatgoeson", "00000000000000000000", "12345678", "İ", "١٢٣", "\u00AD", "«", new string('b', 63),
    ];

    [Fact]
    public void Text_of_any_mixture_tokenises_as_defined() =>
        Prop.ForAll(Gen.ListOf(Gen.Elements(Pieces)).Select(static pieces => string.Concat(pieces)).ToArbitrary(), SameTokens).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_tokenise_as_defined() =>
        Prop.ForAll<byte[]>(static bytes => SameTokens(bytes)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(30)]
    [InlineData(64)]
    [InlineData(4000)]
    public void Letters_that_grow_when_folded_stay_in_the_scratch(int count) =>
        SameTokens(string.Concat(Enumerable.Repeat("Ⱥ", count))).ShouldBeTrue();

    [Fact]
    public void A_full_token_buffer_ends_the_text_where_the_definition_does()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("ab é 中 ", 50)));
        for (var room = 0; room < 40; room++)
            Fast(text, room).ShouldBe(Defined(text, room));
    }

    [Theory]
    [InlineData("a ")]
    [InlineData("中")]
    [InlineData("Ⱥ中")]
    [InlineData("x")]
    [InlineData("seven \u200B")]
    [InlineData("0 00 7e7 \u00E9")]
    public void Text_of_several_stretches_tokenises_as_defined(string piece)
    {
        foreach (var length in new[] { 31, 32, 33, 1023, 1024, 1025, 1055, 1056, 1057, 2048, 3000 })
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, length)))[..length];
            foreach (var room in new[] { 4096, 900, 512, 1 })
                Fast(text, room).ShouldBe(Defined(text, room), $"{length} bytes, room for {room}");
        }
    }

    [Fact]
    public void The_smallest_keys_are_those_of_a_sorted_list() =>
        Prop.ForAll(Gen.Choose(0, 40).ToArbitrary(), Gen.Choose(1, 30).ToArbitrary(), static (length, distinct) =>
        {
            var keys = Tokens(length, distinct);
            var kept = SmallestKeys.None;
            foreach (var key in keys)
                kept.Add(key);
            var fast = new ulong[SmallestKeys.Capacity];
            kept.CopyTo(fast);
            var sorted = keys.Distinct().Order().Take(SmallestKeys.Capacity).ToArray();
            return kept.Count == sorted.Length && fast.SequenceEqual([.. sorted, .. Enumerable.Repeat(ulong.MaxValue, fast.Length - sorted.Length)]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_wide_product_is_that_of_the_library() =>
        Prop.ForAll<ulong, ulong>(static (x, y) =>
            (WideProduct.Of(x, ~y, out var low), low) == (Math.BigMul(x, ~y, out var expected), expected)).QuickCheckThrowOnFailure();

    [Fact]
    public void Votes_are_counted_as_defined() =>
        Prop.ForAll(Gen.Choose(0, VoteCounter.MostVotes).ToArbitrary(), static length =>
        {
            var tokens = Tokens(length, 3);
            var fast = new int[Embedding.Dimensions];
            var slow = new int[Embedding.Dimensions];
            Embedding.CountVotes(tokens, 77, fast);
            Embedding.CountVotesScalar(tokens, 77, slow);
            return fast.AsSpan().SequenceEqual(slow);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Phrases_are_the_ends_and_the_smallest()
    {
        Prop.ForAll(Gen.Choose(1, 400).ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(), static (length, distinct) =>
        {
            var tokens = Tokens(length, distinct);
            PhraseKeys keys = default;
            var count = PhraseSampler.Sample(tokens, ref keys);
            return ((ReadOnlySpan<ulong>)keys)[..count].SequenceEqual(Phrases(tokens));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_cached_user_agent_has_the_family_of_an_uncached_one()
    {
        var cache = new UserAgentCache();
        for (var i = 0; i < 3000; i++)
        {
            var agent = Encoding.UTF8.GetBytes($"client-{i % 700:D3}/{i % 7}.{i % 11} (linux)");
            cache.FamilyOf(agent).ShouldBe(ClientKeys.UserAgentFamily(agent));
        }

        cache.FamilyOf([]).ShouldBe(0u);
    }

    private static bool SameTokens(string text) => SameTokens(Encoding.UTF8.GetBytes(text));

    private static bool SameTokens(byte[] text) => Fast(text, 4096).AsSpan().SequenceEqual(Defined(text, 4096));

    private static ulong[] Fast(byte[] text, int room)
    {
        var tokens = new ulong[room];
        return tokens[..TextScan.Tokenize(text, new byte[TextScan.ScratchFor(text.Length)], tokens)];
    }

    private static ulong[] Defined(byte[] text, int room)
    {
        var tokens = new ulong[room];
        return tokens[..UnicodeScan.TokenizeScalar(text, new byte[(2 * text.Length) + 64], tokens)];
    }

    private static ulong[] Tokens(int length, int distinct) =>
        [.. Enumerable.Range(0, length).Select(i => Hash64.Mix((ulong)(i * 7 % distinct) + 5) | 1)];

    // Straight from the definition: hash each run of words, keep the ends, then the smallest.
    private static ulong[] Phrases(ulong[] tokens)
    {
        var words = Math.Min(tokens.Length, PhraseSampler.Words);
        var all = Enumerable.Range(0, tokens.Length - words + 1).Select(at =>
            Hash64.Mix(tokens.Skip(at).Take(words).Aggregate(0ul, static (sum, token) => unchecked((sum * 0x9FB21C651E98DF25ul) + token)))).ToArray();
        ulong[] ends = all[0] == all[^1] ? [all[0]] : [all[0], all[^1]];
        var kept = tokens.Length < PhraseSampler.Words
            ? []
            : all.Distinct().Order().Take(PhraseKeys.Capacity - 2).Where(static (key, rank) => rank < 2 || key < PhraseSampler.Threshold);
        return [.. ends, .. kept.Where(key => !ends.Contains(key))];
    }}
