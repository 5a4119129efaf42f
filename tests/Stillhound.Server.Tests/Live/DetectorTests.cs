using Microsoft.Extensions.Logging.Abstractions;
using Stillhound.Core.Engine;
using Stillhound.Server.Configuration;
using Stillhound.Server.Journal;
using Stillhound.Server.Live;
using Stillhound.Server.Tests.Journal;

namespace Stillhound.Server.Tests.Live;

public sealed class DetectorTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_checkpoint_that_was_due_before_the_place_of_an_erasure_is_not_the_one_that_was_asked_for()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        var options = new CheckpointOptions();
        using var journal = _folder.Open();
        var checkpoints = new Checkpoints(Path.Combine(_folder.Path, "checkpoints"), options.Keep);
        using var detector = new Detector(journal, checkpoints, null, new EngineOptions(), options, new ExchangeIntake(journal, new RecentIds(16)), new KnownFacts(), time, NullLogger<Detector>.Instance);
        await journal.AppendAsync(Samples.Frame(0));
        var place = await journal.AppendAsync(Samples.Frame(1));
        await journal.AppendAsync(Samples.Frame(2));
        detector.ForgetBefore(place);
        time.Advance(options.Every);
        detector.Start();
        while (detector.Status.Position < journal.DurablePosition)
            await detector.AskAsync(static engine => engine.Exchanges, TestContext.Current.CancellationToken);

        // The checkpoint of a frame comes after the answer that was given beside it.
        await detector.AskAsync(static engine => engine.Exchanges, TestContext.Current.CancellationToken);
        checkpoints.ErasedBefore.ShouldBeNull();
        checkpoints.OldestPosition.ShouldBe(place);
    }
}
