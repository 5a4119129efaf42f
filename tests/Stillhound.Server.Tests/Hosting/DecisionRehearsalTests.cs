using Stillhound.Server.Hosting;

namespace Stillhound.Server.Tests.Hosting;

public sealed class DecisionRehearsalTests
{
    [Fact]
    public async Task Every_way_of_asking_is_answered_by_leave_to_pass()
    {
        (await DecisionRehearsal.PlayAsync(40, TimeProvider.System, TestContext.Current.CancellationToken)).ShouldBe(40 + 2);
    }

    [Fact]
    public async Task It_ends_when_it_is_told_to()
    {
        using var end = new CancellationTokenSource();
        await end.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => DecisionRehearsal.PlayAsync(40, TimeProvider.System, end.Token));
    }
}
