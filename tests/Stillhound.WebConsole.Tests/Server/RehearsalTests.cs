using Stillhound.WebConsole.Hosting;

namespace Stillhound.WebConsole.Tests.Server;

public sealed class RehearsalTests
{
    [Fact]
    public async Task Pages_are_answered_over_nothing_by_a_console_that_listens_nowhere() => (await Rehearsal.PlayAsync(TimeProvider.System)).ShouldBe(5);
}
