using Stillhound.Cli.Evaluation;
using Stillhound.Formats.Inputs;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>Work on many worlds.</summary>
public sealed class ParallelWorldsTests
{
    [Fact]
    public void Results_come_in_the_order_of_what_was_given() =>
        ParallelWorlds.Map(Enumerable.Range(0, 200).ToList(), static i => i * i, TestContext.Current.CancellationToken).ShouldBe(Enumerable.Range(0, 200).Select(static i => i * i));

    [Fact]
    public void What_goes_wrong_is_what_went_wrong() =>
        Should.Throw<InputException>(static () => ParallelWorlds.Map<int, int>([1, 2], static _ => throw new InputException("no"), CancellationToken.None)).Message.ShouldBe("no");

    [Fact]
    public void A_stop_is_a_stop() =>
        Should.Throw<OperationCanceledException>(static () => ParallelWorlds.Map([1, 2], static i => i, new CancellationToken(canceled: true)));
}
