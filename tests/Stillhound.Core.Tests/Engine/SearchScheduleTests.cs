using Stillhound.Core.Engine;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Tests.Support;
using static Stillhound.Core.Tests.Support.Request;

namespace Stillhound.Core.Tests.Engine;

public sealed class SearchScheduleTests
{
    [Fact]
    public void At_first_searches_are_as_close_as_they_may_be() =>
        SearchesOf(new EngineOptions(), days: 3, perHour: 100)[..4].ShouldBe([Hours(6), Hours(12), Hours(18), Hours(24)]);

    [Fact]
    public void Then_they_wait_until_traffic_has_grown_by_a_fifth()
    {
        var searches = SearchesOf(new EngineOptions { SearchAtLatest = TimeSpan.FromDays(365) }, days: 60, perHour: 100);
        foreach (var (before, after) in searches.Zip(searches.Skip(1)).Where(static s => s.First >= Hours(30)))
            (after / before).ShouldBeInRange(1.19, 1.21);
    }

    [Fact]
    public void However_long_the_log_they_wait_no_longer_than_they_are_allowed_to()
    {
        var searches = SearchesOf(new EngineOptions { SearchAtLatest = TimeSpan.FromDays(1) }, days: 60, perHour: 100);
        searches.Zip(searches.Skip(1), static (before, after) => after - before).ShouldAllBe(static gap => gap <= TimeSpan.FromDays(1));
        searches[^1].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromDays(59));
    }

    [Fact]
    public void A_least_time_above_the_longest_one_holds() =>
        SearchesOf(new EngineOptions { Search = TimeSpan.FromDays(3), SearchAtLatest = TimeSpan.FromDays(1) }, days: 10, perHour: 100)
            .ShouldBe([TimeSpan.FromDays(3), TimeSpan.FromDays(6), TimeSpan.FromDays(9)]);

    [Fact]
    public void Where_next_to_nothing_comes_there_is_nothing_to_search() =>
        SearchesOf(new EngineOptions { SearchAtLatest = TimeSpan.FromDays(1) }, days: 20, perHour: 0.1).ShouldBeEmpty();

    /// <summary>When an engine searches while even traffic comes, since its first exchange; the last search, after the end, left out.</summary>
    private static List<TimeSpan> SearchesOf(EngineOptions options, int days, double perHour)
    {
        var engine = new DetectionEngine(options with { Lateness = TimeSpan.Zero });
        var searches = new List<TimeSpan>();
        var batch = new FingerprintBatch();
        var now = Monday;
        engine.Searching = begins =>
        {
            // The sweep at which it searches is over once an exchange after it comes: the latest full ten minutes.
            if (begins)
                searches.Add(TimeSpan.FromMilliseconds((now - Monday) / (10 * Minute) * (10 * Minute)));
        };
        var count = (int)(days * 24 * perHour);
        for (var i = 0; i < count; i++)
        {
            now = Monday + (long)(i * (Hour / perHour));
            batch.Clear();
            new Request { Account = $"a{i % 10}", Time = now, Prompt = "words" }.SendTo(batch);
            engine.Accept(batch, now);
        }

        return searches;
    }

    private static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);
}
