namespace Stillhound.Reporting.Tests;

public sealed class ReportTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(66_028, "66,028")]
    [InlineData(999_400, "999,400")]
    [InlineData(999_999, "1 million")]
    [InlineData(1_027_959, "1.03 million")]
    [InlineData(28_800_000, "28.8 million")]
    [InlineData(999_960_000, "1 billion")]
    [InlineData(2.5e12, "2.5 trillion")]
    public void CountsAreCompact(double value, string words) => ReportText.Compact(value).ShouldBe(words);

    [Theory]
    [InlineData(1e-6, "1 in 1 million")]
    [InlineData(2.5e-5, "1 in 40,000")]
    [InlineData(0.03, "1 in 33")]
    [InlineData(0.5, "1 in 2")]
    [InlineData(1, "common")]
    [InlineData(0, "rarer than 1 in 10^15")]
    [InlineData(double.NaN, "unknown")]
    public void ProbabilitiesAreRarities(double p, string words) => ReportText.OneIn(p).ShouldBe(words);

    [Theory]
    [InlineData(-4.1, "about 13,000 to 1 against")]
    [InlineData(0.4, "about 3 to 1 for")]
    [InlineData(-0.1, "about even")]
    [InlineData(double.NegativeInfinity, "more than a trillion to 1 against")]
    [InlineData(double.NaN, "unknown")]
    public void OddsAreWords(double log10, string words) => ReportText.Odds(log10).ShouldBe(words);

    [Theory]
    [InlineData(6.2, "1.6 million times likelier in a campaign")]
    [InlineData(-0.6, "4 times likelier without one")]
    [InlineData(0, "says nothing either way")]
    [InlineData(double.PositiveInfinity, "over a trillion times likelier in a campaign")]
    public void WeightsAreWords(double log10, string words) => ReportText.Weight(log10).ShouldBe(words);

    [Theory]
    [InlineData(0, "0%")]
    [InlineData(0.0004, "under 0.1%")]
    [InlineData(0.062, "6.2%")]
    [InlineData(0.9999, "over 99.9%")]
    [InlineData(1, "100%")]
    [InlineData(double.NaN, "unknown")]
    public void SharesNeverRoundToNoneOrAll(double share, string words) => ReportText.Percent(share).ShouldBe(words);

    [Theory]
    [InlineData(0.1, "6 min")]
    [InlineData(3.34, "3 h 20 min")]
    [InlineData(24, "1 day")]
    [InlineData(30, "1 day 6 h")]
    [InlineData(335.9, "14 days")]
    [InlineData(-1, "0 min")]
    public void LengthsHaveTwoUnits(double hours, string words) => ReportText.Duration(TimeSpan.FromHours(hours)).ShouldBe(words);

    [Theory]
    [InlineData(0.001, "0.001")]
    [InlineData(0.00001234, "1.23e-5")]
    [InlineData(57.9, "57.9")]
    [InlineData(12_345.6, "12,346")]
    [InlineData(double.NaN, "none")]
    [InlineData(double.PositiveInfinity, "beyond measure")]
    public void MeasurementsKeepTheirDigits(double value, string words) => ReportText.Measured(value).ShouldBe(words);

    [Fact]
    public void NamesBecomeWords() => ReportText.Words("popular_tool").ShouldBe("Popular tool");
}
