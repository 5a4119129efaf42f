using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;
using Stillhound.Core.Tests.Support;

namespace Stillhound.Core.Tests.Profiles;

public sealed class ProfileCountTests
{
    [Fact]
    public void Every_count_comes_from_its_own_sign()
    {
        var p = ProfileOf.Requests(
            new Request { Turn = 1, FinishReason = FinishReason.Length, OutputTokens = 100, InputTokens = 7, Prompt = "hello" },
            new Request { Turn = 2, FinishReason = FinishReason.Refusal, OutputTokens = 0, Conversation = "c" },
            new Request { Status = 500, Logprobs = 1, RttTcpMs = 10, RttTlsMs = 100 },
            new Request { RttTcpMs = 10, RttTlsMs = 20, Prompt = "Rate by rubric; generate tasks; thinking step" });
        p.Exchanges.ShouldBe(4);
        (p.WithTurn, p.FirstTurns).ShouldBe(((ushort)2, (ushort)1));
        p.Refused.ShouldBe((ushort)1);
        (p.WithOutput, p.OutputTokens, p.InputTokens).ShouldBe(((ushort)2, 100, 7));
        (p.WithRtt, p.RttGaps).ShouldBe(((ushort)2, (ushort)1));
        (p.WithContent, p.EmbeddingCount).ShouldBe(((ushort)2, (ushort)2));
        (p.AsksGrading, p.AsksTasks, p.AsksReasoning).ShouldBe(((ushort)1, (ushort)1, (ushort)1));
        p.LogOutput.ShouldBe(MathF.Log(101), 1e-5f);
    }

    [Fact]
    public void What_the_link_index_knew_is_counted_for_exchanges_with_content()
    {
        var p = default(Profile);
        var content = new Request { Prompt = "one two three four five six seven" }.Fingerprint();
        foreach (var seen in Enum.GetValues<PhraseSightings>())
            ProfileUpdate.Apply(ref p, content, seen, 0);
        ProfileUpdate.Apply(ref p, new Request().Fingerprint(), PhraseSightings.Fresh, 0);
        (p.OwnRepeats, p.RepeatedItems, p.WithContent).ShouldBe(((ushort)1, (ushort)1, (ushort)5));
    }

    [Fact]
    public void Traffic_on_the_newest_model_is_counted_once_there_is_one()
    {
        var p = default(Profile);
        var print = new Request { Model = "new" }.Fingerprint();
        ProfileUpdate.Apply(ref p, print, PhraseSightings.None, 0);
        ProfileUpdate.Apply(ref p, print, PhraseSightings.None, ClientKeys.Of("other"u8));
        ProfileUpdate.Apply(ref p, print, PhraseSightings.None, ClientKeys.Of("new"u8));
        p.NewestModel.ShouldBe((ushort)1);
    }

    [Theory]
    [InlineData(65_535, 65_535)]
    [InlineData(65_536, 32_768)]
    [InlineData(98_303, 65_535)]
    [InlineData(98_304, 32_768)]
    [InlineData(200_000, 36_160)]
    public void What_runs_full_is_halved_together_so_that_nothing_of_an_account_moves(int exchanges, int counted)
    {
        var print = new Request { Turn = 1, FinishReason = FinishReason.Length, Prompt = "x", OutputTokens = 7, System = "s" }.Fingerprint();
        var other = new Request { Turn = 2, FinishReason = FinishReason.Filter, Prompt = "y", OutputTokens = 7, System = "t", Time = Request.Monday + Request.Minute }.Fingerprint();
        var p = ProfileOf.Prints(Enumerable.Range(0, exchanges).Select(i => i % 4 == 3 ? other : print));
        p.Exchanges.ShouldBe(exchanges);
        p.OutputTokens.ShouldBe(7L * exchanges);
        ((int)p.WithOutput).ShouldBe(ProfileShares.Counted(exchanges));
        ProfileShares.Counted(exchanges).ShouldBe(counted);
        (p.WithContent, p.WithTurn).ShouldBe((p.WithOutput, p.WithOutput));
        var row = default(AccountRow);
        AccountRow.Read(0, p, ref row);
        row.LogOutput.ShouldBe(MathF.Log(8), 0.01f);
        ProfileShares.FirstTurns(p).ShouldBe(0.75f, 0.001f);
        ProfileShares.Refused(p).ShouldBe(0.25f, 0.001f);
        p.Gaps[0].ShouldBeLessThan(ushort.MaxValue);
        p.Traits.Top(TraitKind.System, out var share).ShouldBe(print.Traits[(int)TraitKind.System]);
        share.ShouldBe(0.75f, 0.001f);
    }

    [Fact]
    public void The_longest_answer_that_a_log_can_hold_leaves_the_sums_finite()
    {
        var p = ProfileOf.Requests(new Request { OutputTokens = int.MaxValue, InputTokens = int.MaxValue }, new Request { OutputTokens = int.MaxValue, InputTokens = int.MaxValue });
        p.OutputTokens.ShouldBe(2L * int.MaxValue);
        p.InputTokens.ShouldBe(2L * int.MaxValue);
        p.LogOutput.ShouldBe(2 * MathF.Log(int.MaxValue), 0.01f);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("r", 0)]
    [InlineData("aaaa", 0)]
    [InlineData("rrrr", 0)]
    [InlineData("ar", 1)]
    [InlineData("ra", 1)]
    [InlineData("arararar", 7)]
    [InlineData("aarrra", 2)]
    public void Refusal_switches_are_changes_between_answered_and_refused(string course, int switches) =>
        ProfileOf.Requests(course.Select(static c => new Request { FinishReason = c == 'r' ? FinishReason.Refusal : FinishReason.Stop }))
            .RefusalSwitches.ShouldBe((ushort)switches);

    [Fact]
    public void The_most_used_value_of_a_trait_comes_first()
    {
        var p = ProfileOf.Requests(Enumerable.Range(0, 30).Select(static i => new Request { Model = i % 3 == 0 ? "rare" : "usual" }));
        p.Traits.Top(TraitKind.Model, out var share).ShouldBe(ClientKeys.Of("usual"u8));
        share.ShouldBe(2 / 3f, 0.01f);
        p.Traits.Top(TraitKind.Tls, out share).ShouldBe(0u);
        share.ShouldBe(0);
    }

    [Fact]
    public void Kinds_of_traits_do_not_reach_into_each_other()
    {
        var slots = default(TraitSlots);
        for (var kind = 0; kind < TraitKinds.Count; kind++)
        {
            for (uint value = 1; value <= 6; value++)
                slots.Add(kind, (uint)(kind * 100) + value);
        }

        for (var kind = 0; kind < TraitKinds.Count; kind++)
        {
            foreach (var value in slots.ValuesOf((TraitKind)kind).ToArray().Where(static v => v != 0))
                value.ShouldBeInRange((uint)(kind * 100), (uint)(kind * 100) + 6);
        }
    }
}
