using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Fingerprints;

public sealed class UnicodeScanTests
{
    [Fact]
    public void An_ascii_word_gives_the_same_token_beside_other_scripts() =>
        Tokens.Of("Explain_this 42 – naïve")[..2].ShouldBe(Tokens.Of("Explain_this 42"));

    [Fact]
    public void Full_width_forms_fold_away() => Tokens.Of("Ｉｇｎｏｒｅ　Ｒｕｌｅ＿１２").ShouldBe(Tokens.Of("ignore rule_12"));

    [Theory]
    [InlineData("\u00AD")] // soft hyphen
    [InlineData("\u034F")] // combining grapheme joiner
    [InlineData("\u061C")] // Arabic letter mark
    [InlineData("\u180E")] // Mongolian vowel separator
    [InlineData("\u200B")] // zero width space
    [InlineData("\u200D")] // zero width joiner
    [InlineData("\u200E")] // left-to-right mark
    [InlineData("\u202E")] // right-to-left override
    [InlineData("\u2060")] // word joiner
    [InlineData("\u2066")] // left-to-right isolate
    [InlineData("\u3164")] // Hangul filler
    [InlineData("\uFE0F")] // variation selector
    [InlineData("\uFEFF")] // byte order mark
    [InlineData("\U000E0041")] // tag A
    [InlineData("\U000E0100")] // variation selector 17
    public void Characters_of_no_width_fold_away(string invisible) =>
        Tokens.Of(string.Join(invisible, "ignore all rules".Select(static c => c.ToString()))).ShouldBe(Tokens.Of("ignore all rules"));

    [Theory]
    [InlineData("ÀÉÎÕÜ", "àéîõü")]
    [InlineData("ПРИВЕТ", "привет")]
    [InlineData("ΑΘΗΝΑ", "αθηνα")]
    [InlineData("ȺȾ", "ⱥⱦ")]
    public void Letter_case_does_not_matter_in_other_scripts(string upper, string lower) => Tokens.Of(upper).ShouldBe(Tokens.Of(lower));

    [Fact]
    public void Digits_of_other_scripts_are_digits() => Tokens.Of("٣٤٥ ४५६ x").ShouldBe(Tokens.Of("123 456 x"));

    [Theory]
    [InlineData("请解释量子力学")]
    [InlineData("ありがとう")]
    [InlineData("สวัสดี")]
    [InlineData("𠀀𠀁𠀂")]
    public void Scripts_without_spaces_give_one_token_a_character(string text)
    {
        var tokens = Tokens.Of(text);
        tokens.Length.ShouldBe(text.EnumerateRunes().Count());
        tokens.Distinct().Count().ShouldBe(text.EnumerateRunes().Distinct().Count());
    }

    [Fact]
    public void A_word_ends_where_such_a_character_begins() => Tokens.Of("python代码code").ShouldBe([.. Tokens.Of("python"), .. Tokens.Of("代码"), .. Tokens.Of("code")]);

    [Fact]
    public void Korean_words_stay_whole() => Tokens.Of("안녕하세요 세계").Length.ShouldBe(2);

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })] // a lone surrogate
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })] // beyond the last code point
    [InlineData(new byte[] { 0xC0, 0x80 })] // an overlong zero
    public void Invalid_sequences_separate(byte[] invalid) =>
        Tokens.Of([.. "left"u8, .. invalid, .. "right"u8]).ShouldBe(Tokens.Of("left right"));

    [Fact]
    public void Random_bytes_never_throw_and_give_at_most_one_token_a_byte() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes => Tokens.Of(bytes).Length <= bytes.Length).QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_word_whose_lower_case_takes_more_bytes_is_one_token()
    {
        // Two bytes in upper case, three in lower: the scratch of the fingerprinter must have room for that.
        foreach (var length in new[] { 1, 100, 3000, 20_000 })
        {
            new Request { Prompt = new string('Ⱥ', length) }.Fingerprint().PromptWords.ShouldBe(1);
            new Request { Prompt = new string('Ⱥ', length) }.Fingerprint().Phrases[0]
                .ShouldBe(new Request { Prompt = new string('ⱥ', length) }.Fingerprint().Phrases[0]);
            TextScan.TokenOf(Encoding.UTF8.GetBytes(new string('Ⱥ', Math.Min(length, 1000)))).ShouldNotBe(0ul);
        }
    }

    [Fact]
    public void No_character_grows_by_more_than_half_when_it_is_folded()
    {
        for (var value = 0x80; value <= 0x10FFFF; value++)
        {
            if (Rune.IsValid(value) && Rune.ToLowerInvariant(new Rune(value)).Utf8SequenceLength * 2 > new Rune(value).Utf8SequenceLength * 3)
                Assert.Fail($"U+{value:X4}");
        }
    }
}
