using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Fingerprints;

public sealed class FingerprinterTests
{
    [Fact]
    public void An_exchange_with_nothing_but_time_and_account_shows_no_more_than_that()
    {
        var print = new Request { Time = 42, Account = "a" }.Fingerprint();
        print.Time.ShouldBe(42);
        print.Account.ShouldBe(Hash64.Of("a"u8));
        ((ReadOnlySpan<uint>)print.Traits).ToArray().ShouldAllBe(static key => key == 0);
        print.Flags.ShouldBe(ExchangeFlags.None);
        print.PhraseCount.ShouldBe((byte)0);
        float.IsNaN(print.RttGapMs).ShouldBeTrue();
        print.OutputTokens.ShouldBe(-1);
    }

    [Fact]
    public void Every_trait_is_read_from_its_own_field()
    {
        var plain = new Request { Prompt = "hello there" };
        Differs(plain with { System = "Be brief." }, TraitKind.System);
        Differs(plain with { ToolsKey = 77 }, TraitKind.Tools);
        Differs(plain with { TopP = 0.5f }, TraitKind.Params);
        Differs(plain with { N = 3 }, TraitKind.Params);
        Differs(plain with { Logprobs = 1 }, TraitKind.Params);
        Differs(plain with { Reasoning = "high" }, TraitKind.Params);
        Differs(plain with { MaxTokens = 100 }, TraitKind.MaxTokens);
        Differs(plain with { MaxTokens = 0 }, TraitKind.MaxTokens);
        Differs(plain with { Temperature = 0 }, TraitKind.Temperature);
        Differs(plain with { Prompt = "hello <b> there" }, TraitKind.Format);
        Differs(plain with { Model = "m" }, TraitKind.Model);
        Differs(plain with { UserAgent = "curl" }, TraitKind.UserAgent);
        Differs(plain with { Ja4 = "t13d" }, TraitKind.Tls);
        Differs(plain with { Asn = 64500 }, TraitKind.Asn);
        Differs(plain with { Country = "NZ" }, TraitKind.Country);
        Differs(plain with { Ip = "192.0.2.1" }, TraitKind.Network);

        void Differs(Request changed, params TraitKind[] kinds)
        {
            var (before, after) = (plain.Fingerprint(), changed.Fingerprint());
            for (var kind = 0; kind < TraitKinds.Count; kind++)
                (before.Traits[kind] != after.Traits[kind]).ShouldBe(kinds.Contains((TraitKind)kind), $"{changed}: {(TraitKind)kind}");
            foreach (var kind in kinds)
                after.Traits[(int)kind].ShouldNotBe(0u);
        }
    }

    [Fact]
    public void Parameters_that_swap_their_values_are_other_parameters() =>
        Trait(new Request { Temperature = 0.5f, TopP = 1 }, TraitKind.Params).ShouldNotBe(Trait(new Request { Temperature = 1, TopP = 0.5f }, TraitKind.Params));

    [Theory]
    [InlineData(FinishReason.Refusal, ExchangeFlags.Refused)]
    [InlineData(FinishReason.Filter, ExchangeFlags.Refused)]
    [InlineData(FinishReason.Length, ExchangeFlags.Truncated)]
    [InlineData(FinishReason.Error, ExchangeFlags.Failed)]
    [InlineData(FinishReason.Stop, ExchangeFlags.None)]
    [InlineData(FinishReason.ToolUse, ExchangeFlags.None)]
    public void How_the_answer_ended_is_flagged(FinishReason reason, ExchangeFlags expected) =>
        new Request { FinishReason = reason }.Fingerprint().Flags.ShouldBe(expected);

    [Fact]
    public void What_else_shows_is_flagged()
    {
        new Request { Status = 400 }.Fingerprint().Flags.ShouldBe(ExchangeFlags.Failed);
        new Request { Status = 399 }.Fingerprint().Flags.ShouldBe(ExchangeFlags.None);
        new Request { Turn = 1 }.Fingerprint().Flags.ShouldBe(ExchangeFlags.FirstTurn);
        new Request { Turn = 2 }.Fingerprint().Flags.ShouldBe(ExchangeFlags.None);
        new Request { Logprobs = 1 }.Fingerprint().Flags.ShouldBe(ExchangeFlags.Logprobs);
        new Request { N = 2 }.Fingerprint().Flags.ShouldBe(ExchangeFlags.ManyAnswers);
        new Request { Prompt = "hm" }.Fingerprint().Flags.ShouldBe(ExchangeFlags.HasContent);
        new Request { Prompt = "..." }.Fingerprint().Flags.ShouldBe(ExchangeFlags.None);
    }

    [Theory]
    [InlineData("Show your reasoning, step by step.", ExchangeFlags.AsksReasoning)]
    [InlineData("Grade the answers by this rubric.", ExchangeFlags.AsksGrading)]
    [InlineData("Generate ten diverse questions.", ExchangeFlags.AsksTasks)]
    public void What_is_asked_for_is_flagged_by_two_words(string prompt, ExchangeFlags expected) =>
        new Request { Prompt = prompt }.Fingerprint().Flags.ShouldBe(expected | ExchangeFlags.HasContent);

    [Theory]
    [InlineData("Fix the bug in this python function", Capability.SoftwareEngineering)]
    [InlineData("Solve the equation and prove the theorem", Capability.Mathematics)]
    [InlineData("Übersetze das", Capability.Translation)]
    [InlineData("good morning", Capability.General)]
    public void What_the_model_should_be_good_at_is_guessed(string prompt, Capability expected) =>
        new Request { Prompt = prompt }.Fingerprint().Capability.ShouldBe(expected);

    [Fact]
    public void Upstream_phrases_stand_in_for_text_that_is_not_there()
    {
        var print = new Request { Phrases = [5, 6, 7] }.Fingerprint();
        print.PhraseCount.ShouldBe((byte)3);
        ((ReadOnlySpan<ulong>)print.Phrases)[..3].ToArray().ShouldBe([5ul, 6, 7]);
        print.Flags.ShouldBe(ExchangeFlags.HasContent);
        print.PromptWords.ShouldBe(0);
    }

    [Fact]
    public void Upstream_phrases_of_zero_are_absent()
    {
        var print = new Request { Phrases = [0, 5, 0, 7] }.Fingerprint();
        ((ReadOnlySpan<ulong>)print.Phrases)[..print.PhraseCount].ToArray().ShouldBe([5ul, 7]);
        new Request { Phrases = [0] }.Fingerprint().Flags.ShouldBe(ExchangeFlags.None);
    }

    [Fact]
    public void A_hash_of_the_prompt_stands_in_for_phrases_that_are_not_there()
    {
        new Request { PromptSha = "c0ffee" }.Fingerprint().Phrases[0].ShouldBe(Hash64.Of("c0ffee"u8));
        new Request { PromptSha = "c0ffee", Phrases = [9] }.Fingerprint().Phrases[0].ShouldBe(9ul);
    }

    [Fact]
    public void Text_goes_before_what_was_made_upstream() =>
        new Request { Prompt = "some text", Phrases = [5, 6, 7], PromptSha = "x" }.Fingerprint().PhraseCount.ShouldBe((byte)1);

    [Fact]
    public void A_very_long_prompt_is_read_up_to_a_limit_and_its_format_to_the_end()
    {
        var words = string.Join(' ', Enumerable.Range(0, 200_000).Select(static i => new string((char)('a' + (i % 26)), 1 + (i % 9))));
        var print = new Request { Prompt = words + " <answer>" }.Fingerprint();
        print.PromptWords.ShouldBe(4096);
        print.Traits[(int)TraitKind.Format].ShouldNotBe(0u);
    }

    [Fact]
    public void What_came_before_does_not_matter()
    {
        var batch = new FingerprintBatch(1);
        new Request { Prompt = new string('z', 30_000) + " <x> é", System = "s", Turn = 3 }.SendTo(batch);
        new Request { Prompt = "Größe of things" }.SendTo(batch);
        var alone = new Request { Prompt = "Größe of things" }.Fingerprint();
        ((ReadOnlySpan<ulong>)batch.Items[1].Phrases).ToArray().ShouldBe(((ReadOnlySpan<ulong>)alone.Phrases).ToArray());
        ((ReadOnlySpan<uint>)batch.Items[1].Traits).ToArray().ShouldBe(((ReadOnlySpan<uint>)alone.Traits).ToArray());
        batch.Items[1].Turn.ShouldBe((ushort)0);
    }

    [Fact]
    public void The_round_trip_gap_needs_both_round_trips()
    {
        new Request { RttTcpMs = 10, RttTlsMs = 85 }.Fingerprint().RttGapMs.ShouldBe(75);
        float.IsNaN(new Request { RttTlsMs = 85 }.Fingerprint().RttGapMs).ShouldBeTrue();
    }

    private static uint Trait(Request request, TraitKind kind) => request.Fingerprint().Traits[(int)kind];
}
