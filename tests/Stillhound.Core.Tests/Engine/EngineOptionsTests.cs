using Stillhound.Core.Engine;

namespace Stillhound.Core.Tests.Engine;

public sealed class EngineOptionsTests
{
    public static TheoryData<string, EngineOptions> OutOfRange => new()
    {
        { "Sweep", new EngineOptions { Sweep = TimeSpan.Zero } },
        { "Sweep", new EngineOptions { Sweep = TimeSpan.FromDays(1.1) } },
        { "Lateness", new EngineOptions { Lateness = TimeSpan.FromSeconds(-1) } },
        { "Lateness", new EngineOptions { Lateness = TimeSpan.FromDays(31) } },
        { "Search", new EngineOptions { Search = TimeSpan.Zero } },
        { "Search", new EngineOptions { Search = TimeSpan.MaxValue } },
        { "search_at_latest", new EngineOptions { SearchAtLatest = TimeSpan.Zero } },
        { "search_at_latest", new EngineOptions { SearchAtLatest = TimeSpan.FromDays(366) } },
        { "smallest_cohort", new EngineOptions { SmallestCohort = 2 } },
        { "smallest_cohort", new EngineOptions { SmallestCohort = 100_001 } },
        { "act", new EngineOptions { ActLog10Odds = 0, ReviewLog10Odds = 1 } },
        { "act", new EngineOptions { ActLog10Odds = double.NaN } },
        { "review", new EngineOptions { ReviewLog10Odds = double.NaN } },
        { "prior", new EngineOptions { PriorLog10Odds = double.NaN } },
    };

    [Fact]
    public void The_defaults_are_valid() => Should.NotThrow(static () => new EngineOptions().Validate());

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_is_named_in_the_message(string name, EngineOptions options)
    {
        var error = Should.Throw<ArgumentOutOfRangeException>(() => new DetectionEngine(options));
        error.Message.ShouldContain(name, Case.Insensitive);
    }

    [Fact]
    public void Values_at_the_edges_are_valid()
    {
        new EngineOptions { Sweep = TimeSpan.FromSeconds(1), Lateness = TimeSpan.Zero, Search = TimeSpan.FromMinutes(1), SearchAtLatest = TimeSpan.FromMinutes(1), SmallestCohort = 3 }.Validate();
        new EngineOptions { Sweep = TimeSpan.FromDays(1), Lateness = TimeSpan.FromDays(30), Search = TimeSpan.FromDays(30), SearchAtLatest = TimeSpan.FromDays(365), ActLog10Odds = 0.5 }.Validate();
    }
}
