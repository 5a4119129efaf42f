namespace Stillhound.Simulation.Tests.Lone;

public sealed class LoneTests
{
    private static readonly WorldOptions Options = WorldPresets.Calm(9801, 300);

    [Fact]
    public void Everybody_else_stays_as_they_were()
    {
        var without = World.Create(Options);
        var with = World.Create(Options with { Lone = [new LoneSpec(LoneKind.Harvester, 2), new LoneSpec(LoneKind.Expatriate)] });
        with.Truth.Where(static t => t.Group is not ("harvester" or "expatriate")).ShouldBe(without.Truth);
        with.Truth.CountBy(static t => t.Group).ShouldContain(new KeyValuePair<string, int>("harvester", 2));
    }

    [Fact]
    public void Who_harvests_is_told_in_the_truth()
    {
        var world = World.Create(Options with { Lone = [.. Enum.GetValues<LoneKind>().Select(static kind => new LoneSpec(kind))] });
        world.Truth.Where(static t => t.Campaign).Select(static t => t.Group).Order(StringComparer.Ordinal).ShouldBe(["harvester", "prober"]);
    }

    [Fact]
    public void No_preset_holds_any() =>
        WorldPresets.Names.ShouldAllBe(static name => WorldPresets.Find(name, 1)!.Lone.Count == 0);

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(10_001, 1.0)]
    [InlineData(1, 0.0)]
    public void What_is_out_of_range_is_refused(int accounts, double rate) =>
        Should.Throw<ArgumentException>(() => World.Create(Options with { Lone = [new LoneSpec(LoneKind.Prober, accounts) { Rate = rate }] })).Message.ShouldStartWith("lone: ");
}
