using Stillhound.Core.Verdicts;

namespace Stillhound.Core.Tests.Verdicts;

public class CoverTests
{
    [Fact]
    public void A_family_covers_each_of_its_measurements()
    {
        var chances = Cover.Chances([Family.Rhythm]);
        for (var m = 0; m < chances.Length; m++)
            chances[m].ShouldBe(Measurements.All[m].Family == Family.Rhythm ? 1 : 0);
    }

    [Fact]
    public void A_measurement_of_its_own_goes_before_its_family_in_either_order()
    {
        Cover.Chances([Family.Rhythm, new Cover(Measurements.HourIndividuality, 0.2)])[Measurements.HourIndividuality].ShouldBe(0.2);
        Cover.Chances([new Cover(Measurements.HourIndividuality, 0.2), Family.Rhythm])[Measurements.HourIndividuality].ShouldBe(0.2);
    }

    [Fact]
    public void Every_chance_of_every_explanation_is_a_probability() =>
        Explanation.All.SelectMany(static e => Cover.Chances(e.Covers)).ShouldAllBe(static c => c >= 0 && c <= 1);
}
