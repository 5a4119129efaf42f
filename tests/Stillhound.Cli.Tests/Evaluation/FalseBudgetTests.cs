using Stillhound.Cli.Evaluation.Calm;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>What is said of the operator's budget.</summary>
public sealed class FalseBudgetTests
{
    [Theory]
    [InlineData(0.01, 0, 0, 400, true, "budget: holds; 0 false campaigns at act a world against 0.01 allowed")]
    [InlineData(0.01, 0, 0, 200, true, "budget: kept, but not shown to hold; 0 false campaigns at act a world against 0.01 allowed, and 0.0183 is still possible (368 worlds without any would show it)")]
    [InlineData(0.01, 30, 20, 200, false, "budget: does not hold; 0.15 false campaigns at act a world against 0.01 allowed")]
    [InlineData(0.01, 3, 3, 200, false, "budget: exceeded, perhaps by chance; 0.015 false campaigns at act a world against 0.01 allowed, and 0.0031 is still possible")]
    public void Says_no_more_than_the_worlds_can_tell(double allowed, int campaigns, int hit, int worlds, bool kept, string sentence)
    {
        var budget = new FalseBudget(allowed, campaigns, hit, worlds);
        budget.Kept.ShouldBe(kept);
        budget.Sentence().ShouldBe(sentence);
    }
}
