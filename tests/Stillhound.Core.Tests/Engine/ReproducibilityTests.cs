using System.Text.Json;
using System.Text.Json.Serialization;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Tests.Support;
using Stillhound.Core.Tests.Worlds;

namespace Stillhound.Core.Tests.Engine;

public sealed class ReproducibilityTests
{
    private static readonly JsonSerializerOptions Deep = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private static readonly Lazy<World> Shared = new(static () => new World(71).WithPeople(120).WithPlantedCohort(25));
    private static readonly Lazy<string> Expected = new(static () => Text(Shared.Value.Run()));

    [Fact]
    public void The_world_has_something_to_find() => JsonDocument.Parse(Expected.Value).RootElement.GetProperty("Campaigns").GetArrayLength().ShouldBeGreaterThan(0);

    [Fact]
    public void The_same_input_gives_the_same_findings() => Text(Shared.Value.Run()).ShouldBe(Expected.Value);

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(100_000)]
    public void The_size_of_batches_does_not_matter(int size) => Text(Shared.Value.Run(size)).ShouldBe(Expected.Value);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Arrival_out_of_order_within_the_lateness_does_not_matter(int seed)
    {
        var random = new Random(seed);
        var arrivals = Shared.Value.InOrder().ConvertAll(r => (Request: r, Arrival: r.Time + random.NextInt64(10 * Request.Minute)));
        arrivals.Sort(static (a, b) => a.Arrival.CompareTo(b.Arrival));
        arrivals.Zip(arrivals.Skip(1)).Count(static pair => pair.First.Request.Time > pair.Second.Request.Time).ShouldBeGreaterThan(100);
        Text(Shared.Value.Run(arrivals, 100)).ShouldBe(Expected.Value);
    }

    private static string Text(Findings findings) => JsonSerializer.Serialize(findings, Deep);
}
