using Stillhound.Reporting.Html;

namespace Stillhound.Reporting.Tests.Html;

public sealed class BucketsTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 6, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void SeriesShrinkToAnEasyWidthAndKeepTheirSum()
    {
        var counts = Enumerable.Range(0, 6_480).Select(i => (long)i).ToArray();
        var buckets = Buckets.Fit(Start, TimeSpan.FromMinutes(10), counts.Length, 240);
        buckets.Width.ShouldBe(TimeSpan.FromHours(6));
        buckets.Count.ShouldBe(180);
        buckets.Sum(counts).Sum().ShouldBe(counts.Sum());
    }

    [Fact]
    public void ShortSeriesStayAsTheyAre() => Buckets.Fit(Start, TimeSpan.FromHours(1), 24, 240).Factor.ShouldBe(1);

    [Fact]
    public void OddWidthsStillFit() => Buckets.Fit(Start, TimeSpan.FromMinutes(7), 1_000, 240).Count.ShouldBeLessThanOrEqualTo(240);

    [Fact]
    public void SeriesThatAreTooShortOrTooLongDoNoHarm()
    {
        var buckets = Buckets.Fit(Start, TimeSpan.FromHours(1), 3, 240);
        buckets.Sum([5]).ShouldBe([5, 0, 0]);
        buckets.Sum([1, 2, 3, 4]).ShouldBe([1, 2, 3]);
        Buckets.Fit(Start, TimeSpan.Zero, 0, 240).Cumulate([Start]).ShouldBeEmpty();
    }

    [Fact]
    public void TimesOutsideCountAtTheEnds() =>
        Buckets.Fit(Start, TimeSpan.FromHours(1), 3, 240)
            .Cumulate([Start.AddDays(-1), Start.AddHours(1.5), Start.AddDays(9)]).ShouldBe([1, 2, 3]);
}
