using Microsoft.Extensions.Logging;
using Stillhound.Server.Decisions;
using Stillhound.Server.Enforcement.Webhooks;

namespace Stillhound.Server.Hosting;

/// <summary>Tells receivers of webhooks about decisions that were made and that ended: a message a decision, whatever the number of its accounts.</summary>
internal sealed class Webhooks(WebhookSender sender, IDecisions decisions, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private long _version = decisions.Current.Version;
    private Task _work = Task.CompletedTask;

    /// <summary>Begins.</summary>
    public void Start() => _work = Task.WhenAll(sender.RunAsync(_stop.Token), WatchAsync());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _work.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What is undelivered is in the outbox.
        }

        sender.Dispose();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
        {
            if (decisions.ChangesSince(_version) is not { } changes)
            {
                _version = decisions.Current.Version;
                continue;
            }

            _version = changes.Version;
            var now = time.GetUtcNow();
            foreach (var made in changes.Added.GroupBy(static a => a.Decision))
                sender.Send(WebhookMessage.DecisionMade(made.Key, made.Count(), now));
            foreach (var ended in changes.Removed.GroupBy(static a => a.Decision))
                sender.Send(WebhookMessage.DecisionEnded(ended.Key, ended.Count(), now));
        }
    }
}
