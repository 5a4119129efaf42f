using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Fingerprints;

public sealed class PhraseSamplerTests
{
    private static readonly Arbitrary<ulong[]> Prompts =
        Gen.Choose(1, int.MaxValue).Select(static v => (ulong)v * 0x9E3779B97F4A7C15ul).ArrayOf().Resize(120).ToArbitrary();

    [Fact]
    public void Nothing_gives_nothing() => Keys([]).ShouldBeEmpty();

    [Fact]
    public void A_prompt_shorter_than_a_phrase_is_one_phrase()
    {
        var seen = new HashSet<ulong>();
        for (var length = 1; length <= PhraseSampler.Words; length++)
        {
            var keys = Keys(Tokens.Random(new Random(length), length));
            keys.Length.ShouldBe(1);
            seen.Add(keys[0]).ShouldBeTrue();
        }
    }

    [Fact]
    public void Head_and_tail_are_always_kept() => Prop.ForAll(Prompts, static tokens =>
    {
        if (tokens.Length <= PhraseSampler.Words)
            return true;
        var keys = Keys(tokens);
        return keys.Contains(Phrase(tokens.AsSpan(0, PhraseSampler.Words))) && keys.Contains(Phrase(tokens.AsSpan(tokens.Length - PhraseSampler.Words)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Keys_are_of_phrases_of_the_prompt_without_doubles_and_within_room() => Prop.ForAll(Prompts, static tokens =>
    {
        var keys = Keys(tokens);
        var phrases = Phrases(tokens);
        return keys.Length <= PhraseKeys.Capacity && keys.Distinct().Count() == keys.Length
            && (tokens.Length < PhraseSampler.Words || keys.All(phrases.Contains));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Between_the_ends_the_smallest_two_are_kept_and_all_under_the_threshold_that_have_room() => Prop.ForAll(Prompts, static tokens =>
    {
        if (tokens.Length < PhraseSampler.Words)
            return true;
        var sorted = Phrases(tokens).Distinct().Order().ToArray();
        var expected = sorted.Where(static (key, i) => i < 2 || (i < PhraseKeys.Capacity - 2 && key < PhraseSampler.Threshold));
        return expected.ToHashSet().IsSubsetOf(Keys(tokens));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_phrase_under_the_threshold_is_kept_in_whatever_prompt_it_stands()
    {
        var random = new Random(5);
        var phrase = Tokens.Random(random, PhraseSampler.Words);
        while (Phrase(phrase) >= PhraseSampler.Threshold)
            phrase = Tokens.Random(random, PhraseSampler.Words);
        Prop.ForAll(Prompts, Prompts, (before, after) =>
        {
            ulong[] prompt = [.. before, .. phrase, .. after];
            var under = Phrases(prompt).Distinct().Count(static key => key < PhraseSampler.Threshold);
            return under > PhraseKeys.Capacity - 2 || Keys(prompt).Contains(Phrase(phrase));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Equal_scaffolds_around_different_items_share_phrases()
    {
        var random = new Random(11);
        ulong[] head = Tokens.Random(random, 40), tail = Tokens.Random(random, 40);
        var first = Keys([.. head, .. Tokens.Random(random, 12), .. tail]);
        var second = Keys([.. head, .. Tokens.Random(random, 30), .. tail]);
        first.Intersect(second).Count().ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public void A_phrase_that_a_prompt_repeats_crowds_no_other_out()
    {
        var random = new Random(3);
        var chorus = Tokens.Random(random, 6);
        var verse = Tokens.Random(random, 60);
        ulong[] song = [.. verse];
        for (var i = 0; i < 100; i++)
            song = [.. song, .. chorus];
        var keys = Keys(song);
        var expected = Phrases(verse).Where(static key => key < PhraseSampler.Threshold).ToArray();
        expected.Length.ShouldBeInRange(1, 6, "the seed should give some phrases to keep");
        keys.ShouldBeSubsetOf(Phrases(song));
        expected.ShouldBeSubsetOf(keys);
    }

    [Fact]
    public void About_one_phrase_in_sixteen_is_under_the_threshold()
    {
        var phrases = Phrases(Tokens.Random(new Random(1), 32_000));
        var under = phrases.Count(static key => key < PhraseSampler.Threshold);
        under.ShouldBeInRange(1800, 2200);
    }

    private static ulong[] Keys(ReadOnlySpan<ulong> tokens)
    {
        var keys = default(PhraseKeys);
        var count = PhraseSampler.Sample(tokens, ref keys);
        return ((ReadOnlySpan<ulong>)keys)[..count].ToArray();
    }

    private static ulong Phrase(ReadOnlySpan<ulong> words) => Keys(words)[0];

    /// <summary>Every phrase hashed on its own, without rolling.</summary>
    private static ulong[] Phrases(ulong[] tokens) =>
        [.. Enumerable.Range(0, Math.Max(0, tokens.Length - PhraseSampler.Words + 1)).Select(i => Phrase(tokens.AsSpan(i, PhraseSampler.Words)))];
}
