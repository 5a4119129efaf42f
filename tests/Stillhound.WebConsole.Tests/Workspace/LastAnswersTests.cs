using Stillhound.WebConsole.Data.Details;

namespace Stillhound.WebConsole.Tests.Workspace;

public class LastAnswersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task One_revision_is_asked_for_once()
    {
        var answers = new LastAnswers<string>(TimeProvider.System, 4, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        var asked = 0;
        for (var i = 0; i < 3; i++)
            (await answers.AskAsync("c", 7, () => Task.FromResult<string?>($"{++asked}"), TestContext.Current.CancellationToken)).Value.ShouldBe("1");
    }

    [Fact]
    public async Task Who_asks_first_waits_no_longer_than_patience_lasts()
    {
        var answers = new LastAnswers<string>(TimeProvider.System, 4, TimeSpan.Zero, Patience);
        var search = new TaskCompletionSource<string?>();
        var first = await answers.AskAsync("c", 7, () => search.Task, TestContext.Current.CancellationToken);
        first.ShouldBe(new Asked<string>(null, IsComing: true));
        search.SetResult("found");
        var later = first;
        while (later.IsComing)
            later = await answers.AskAsync("c", 7, () => throw new InvalidOperationException("it is being made"), TestContext.Current.CancellationToken);
        later.Value.ShouldBe("found");
    }

    [Fact]
    public async Task While_a_newer_answer_is_made_the_older_one_is_given()
    {
        var answers = new LastAnswers<string>(TimeProvider.System, 4, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        await answers.AskAsync("c", 7, () => Task.FromResult<string?>("old"), TestContext.Current.CancellationToken);
        var search = new TaskCompletionSource<string?>();
        (await answers.AskAsync("c", 8, () => search.Task, TestContext.Current.CancellationToken)).Value.ShouldBe("old");
        search.SetResult("new");
        Asked<string> now;
        do
            now = await answers.AskAsync("c", 8, () => search.Task, TestContext.Current.CancellationToken);
        while (now.Value == "old");
        now.Value.ShouldBe("new");
    }

    [Fact]
    public async Task Where_detection_has_stopped_nothing_is_coming()
    {
        var answers = new LastAnswers<string>(TimeProvider.System, 4, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        (await answers.AskAsync("c", 7, () => Task.FromException<string?>(new InvalidOperationException("stopped")), TestContext.Current.CancellationToken)).ShouldBe(new Asked<string>(null));
    }
}
