using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Fingerprints;

public sealed class EmbeddingTests
{
    private static readonly Arbitrary<(ulong[] Tokens, ulong Previous)> Blocks = (
        from seed in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(0, 127)
        from distinct in Gen.Choose(1, 200)
        select (Draw(seed, length, distinct), (ulong)seed)).ToArbitrary();

    private static readonly Arbitrary<ulong[]> Prompts = (
        from seed in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(1, 700)
        select Draw(seed, length, 5000)).ToArbitrary();

    [Fact]
    public void Bit_sliced_counting_equals_its_scalar_twin() => Prop.ForAll(Blocks, static block =>
    {
        Span<int> sliced = stackalloc int[Embedding.Dimensions], scalar = stackalloc int[Embedding.Dimensions];
        sliced.Fill(3);
        scalar.Fill(3);
        Embedding.CountVotes(block.Tokens, block.Previous, sliced);
        Embedding.CountVotesScalar(block.Tokens, block.Previous, scalar);
        return sliced.SequenceEqual(scalar);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_fullest_block_overflows_no_counter()
    {
        var tokens = new ulong[127];
        Array.Fill(tokens, 0x123456789ABCDEFul);
        Span<int> sliced = stackalloc int[Embedding.Dimensions], scalar = stackalloc int[Embedding.Dimensions];
        Embedding.CountVotes(tokens, tokens[0], sliced);
        Embedding.CountVotesScalar(tokens, tokens[0], scalar);
        sliced.SequenceEqual(scalar).ShouldBeTrue();
        scalar.ToArray().Max().ShouldBe(254);
    }

    [Fact]
    public void Prompts_of_any_length_equal_the_scalar_definition() =>
        Prop.ForAll(Prompts, static tokens => Compute(tokens).AsSpan().SequenceEqual(Definition(tokens))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(4096)]
    public void Lengths_at_the_edges_of_blocks_equal_the_scalar_definition(int length)
    {
        var tokens = Draw(length, length, 900);
        Compute(tokens).ShouldBe(Definition(tokens));
    }

    [Fact]
    public void The_norm_is_about_the_same_for_every_prompt() =>
        Prop.ForAll(Prompts, static tokens => Math.Abs(Norm(Compute(tokens)) - Embedding.Norm) < 0.04 * Embedding.Norm).QuickCheckThrowOnFailure();

    [Fact]
    public void No_token_gives_zero() => Compute([]).ShouldAllBe(static v => v == 0);

    [Fact]
    public void A_prompt_is_nearer_to_its_rewording_than_to_another_prompt()
    {
        var random = new Random(17);
        var nearer = 0;
        for (var trial = 0; trial < 500; trial++)
        {
            var prompt = Tokens.Random(random, 40);
            var reworded = prompt.ToArray();
            for (var i = 0; i < 12; i++)
                reworded[random.Next(reworded.Length)] = Tokens.Random(random, 1)[0];
            var other = Tokens.Random(random, 40);
            if (Cosine(prompt, reworded) > Cosine(prompt, other) + 0.1)
                nearer++;
        }

        nearer.ShouldBeGreaterThanOrEqualTo(495);
    }

    [Fact]
    public void Unrelated_prompts_are_at_right_angles_on_average()
    {
        var random = new Random(23);
        var mean = Enumerable.Range(0, 1000).Average(_ => Cosine(Tokens.Random(random, 30), Tokens.Random(random, 30)));
        mean.ShouldBeInRange(-0.02, 0.02);
    }

    [Fact]
    public void The_order_of_paragraphs_hardly_matters_but_that_of_words_does()
    {
        var random = new Random(29);
        ulong[] first = Tokens.Random(random, 127), second = Tokens.Random(random, 127);
        ulong[] prompt = [.. first, .. second];
        Cosine(prompt, [.. second, .. first]).ShouldBeGreaterThan(0.97);
        var shuffled = prompt.ToArray();
        random.Shuffle(shuffled);
        Cosine(prompt, shuffled).ShouldBeInRange(0.3, 0.75); // words stay, pairs go
    }

    private static ulong[] Draw(int seed, int length, int distinct)
    {
        var words = Tokens.Random(new Random(seed), distinct);
        var random = new Random(seed + 1);
        return [.. Enumerable.Range(0, length).Select(_ => words[random.Next(distinct)])];
    }

    private static sbyte[] Compute(ReadOnlySpan<ulong> tokens)
    {
        var result = default(EmbeddingBytes);
        Embedding.Compute(tokens, ref result);
        return ((ReadOnlySpan<sbyte>)result).ToArray();
    }

    private static sbyte[] Definition(ulong[] tokens)
    {
        var counts = new int[Embedding.Dimensions];
        Embedding.CountVotesScalar(tokens, 0, counts);
        var votes = Array.ConvertAll(counts, c => (2 * c) - (2 * tokens.Length));
        var scale = Embedding.Norm / MathF.Sqrt(votes.Sum(static v => (long)v * v));
        return Array.ConvertAll(votes, v => (sbyte)Math.Clamp(MathF.Round(v * scale), -127, 127));
    }

    private static double Norm(sbyte[] vector) => Math.Sqrt(vector.Sum(static v => v * v));

    private static double Cosine(ulong[] a, ulong[] b)
    {
        var (x, y) = (Compute(a), Compute(b));
        return x.Zip(y, static (p, q) => p * q).Sum() / (Norm(x) * Norm(y));
    }
}
