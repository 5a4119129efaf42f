using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Fingerprints;

public sealed class TextScanTests
{
    private const string Word = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";

    private static readonly Arbitrary<byte[]> Ascii = Gen.Choose(0, 127).Select(static v => (byte)v).ArrayOf().Resize(300).ToArbitrary();

    [Fact]
    public void Vector_fold_writes_what_the_scalar_twin_gives() => Prop.ForAll(Ascii, static text =>
    {
        Tokens.Of(text, 4096, out var folded);
        for (var i = 0; i < text.Length; i++)
        {
            var twin = TextScan.FoldByte(text[i]);
            if (twin != 0 && folded[i] != twin)
                return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Vector_scan_finds_the_words_that_the_scalar_twin_finds() => Prop.ForAll(Ascii, static text =>
        Tokens.Of(text).AsSpan().SequenceEqual(ScalarTokens(text))).QuickCheckThrowOnFailure();

    [Fact]
    public void Letter_case_does_not_matter() => Tokens.Of("IGNORE All Previous words_HERE").ShouldBe(Tokens.Of("ignore aLL pREVIOUS Words_here"));

    [Fact]
    public void The_values_of_digits_do_not_matter() => Tokens.Of("row17 of v2 in 1984").ShouldBe(Tokens.Of("row93 of v5 in 2077"));

    [Fact]
    public void A_number_is_one_token_however_long()
    {
        for (var length = 1; length <= 80; length++)
            Tokens.Of(new string('7', length)).ShouldBe([TextScan.Number], $"{length} digits");
    }

    [Fact]
    public void A_word_that_only_begins_with_digits_is_no_number()
    {
        foreach (var length in new[] { 1, 7, 8, 9, 15, 16, 17, 40 })
            Tokens.Of(new string('7', length) + "x")[0].ShouldNotBe(TextScan.Number);
    }

    [Theory]
    [InlineData("  one\t two\r\n\r\nthree   ")]
    [InlineData("one,two;three!")]
    [InlineData("(one)-[two]={three}")]
    public void What_separates_words_does_not_matter(string text) => Tokens.Of(text).ShouldBe(Tokens.Of("one two three"));

    [Fact]
    public void An_underscore_belongs_to_its_word() => Tokens.Of("max_tokens").Length.ShouldBe(1);

    [Fact]
    public void A_word_hashes_alike_wherever_it_stands_and_whatever_its_length()
    {
        for (var length = 1; length <= Word.Length; length++)
        {
            var alone = Tokens.Of(Word[..length])[0];
            for (var offset = 0; offset <= 70; offset++)
                Tokens.Of(new string(' ', offset) + Word[..length] + " tail").ShouldBe([alone, .. Tokens.Of("tail")], $"{length} letters at {offset}");
        }
    }

    [Fact]
    public void A_word_may_end_exactly_with_the_text_at_every_offset()
    {
        var alone = Tokens.Of("boundary")[0];
        for (var offset = 0; offset <= 70; offset++)
            Tokens.Of(new string('.', offset) + "boundary").ShouldBe([alone], $"at {offset}");
    }

    [Fact]
    public void Words_of_every_length_differ()
    {
        var tokens = Enumerable.Range(1, 100).Select(static length => Tokens.Of(new string('a', length))[0]).ToList();
        tokens.Distinct().Count().ShouldBe(tokens.Count);
    }

    [Fact]
    public void Long_words_differ_by_any_letter()
    {
        var word = new string('q', 45).ToCharArray();
        var seen = new HashSet<ulong> { Tokens.Of(new string(word))[0] };
        for (var i = 0; i < word.Length; i++)
        {
            word[i] = 'z';
            seen.Add(Tokens.Of(new string(word))[0]).ShouldBeTrue($"letter {i}");
            word[i] = 'q';
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    public void No_more_tokens_come_than_there_is_room_for(int room)
    {
        Tokens.Of("one two three four five"u8, room).ShouldBe(Tokens.Of("one two three four five").Take(room));
        Tokens.Of("één twee drie vier vijf"u8, room).ShouldBe(Tokens.Of("één twee drie vier vijf").Take(room));
    }

    [Fact]
    public void Nothing_gives_no_token()
    {
        Tokens.Of("").ShouldBeEmpty();
        Tokens.Of(" \t\n .,;:!? ").ShouldBeEmpty();
    }

    [Fact]
    public void The_token_of_one_word_is_the_token_that_a_text_gives()
    {
        TextScan.TokenOf("Größe"u8).ShouldBe(Tokens.Of("die größe")[1]);
        TextScan.TokenOf("code"u8).ShouldBe(Tokens.Of("my code")[1]);
        TextScan.TokenOf(""u8).ShouldBe(0ul);
    }

    private static ulong[] ScalarTokens(byte[] text)
    {
        var tokens = new List<ulong>();
        var word = new List<byte>();
        foreach (var folded in text.Select(TextScan.FoldByte).Append((byte)0))
        {
            if (folded != 0)
            {
                word.Add(folded);
                continue;
            }

            if (word.Count == 0)
                continue;
            var padded = new byte[word.Count + 16];
            word.CopyTo(padded);
            tokens.Add(TextScan.HashWord(ref padded[0], word.Count));
            word.Clear();
        }

        return [.. tokens];
    }
}
