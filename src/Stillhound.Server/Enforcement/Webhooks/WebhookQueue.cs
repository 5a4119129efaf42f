using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Stillhound.Server.Enforcement.Webhooks;

/// <summary>
/// Delivers messages to one receiver, one after the other, oldest due first. One that fails is tried again up the ladder, and all
/// others to the same receiver wait five seconds. Redirects are not followed and the answer's body is not read.
/// </summary>
internal sealed partial class WebhookQueue(WebhookReceiver receiver, WebhookOptions options, WebhookOutbox outbox, HttpMessageInvoker http, TimeProvider time, Random random, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<WaitingWebhook, (DateTimeOffset Due, long Number)> _waiting = new();
    private readonly SemaphoreSlim _came = new(0);
    private long _number, _delivered, _failures, _givenUp, _dropped;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private (DateTimeOffset At, int Status, string? Error)? _last;

    /// <summary>The receiver.</summary>
    public WebhookReceiver Receiver => receiver;

    /// <summary>How deliveries stand.</summary>
    public WebhookStatus Status
    {
        get
        {
            lock (_gate)
                return new(receiver.Name, receiver.Url.Host, outbox.IsDisabled(receiver.Name), _waiting.Count, _delivered, _failures, _givenUp, _dropped, _last?.At, _last?.Status ?? 0, _last?.Error);
        }
    }

    /// <summary>Takes a message; false when too many wait.</summary>
    public bool Take(WebhookMessage message)
    {
        var waiting = new WaitingWebhook(receiver.Name, message, 0, time.GetUtcNow());
        lock (_gate)
        {
            if (_waiting.Count >= options.MostPending)
            {
                _dropped++;
                return false;
            }
        }

        outbox.Keep(waiting);
        Restore(waiting);
        return true;
    }

    /// <summary>Puts a message in line that the outbox holds already.</summary>
    public void Restore(WaitingWebhook waiting)
    {
        lock (_gate)
            _waiting.Enqueue(waiting, (waiting.Due, _number++));
        Wake();
    }

    /// <summary>Looks again at what is due.</summary>
    public void Wake()
    {
        if (_came.CurrentCount == 0)
            _came.Release();
    }

    /// <summary>Delivers until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var wait = await SendDueAsync(cancellation);
            using var sleep = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var slept = Task.Delay(wait ?? System.Threading.Timeout.InfiniteTimeSpan, time, sleep.Token);
            await Task.WhenAny(slept, _came.WaitAsync(sleep.Token));
            await sleep.CancelAsync();
        }
    }

    /// <summary>Sends what is due, until one fails; tells when to come again, or null when nothing waits.</summary>
    public async Task<TimeSpan?> SendDueAsync(CancellationToken cancellation)
    {
        while (true)
        {
            WaitingWebhook waiting;
            lock (_gate)
            {
                if (_waiting.Count == 0 || outbox.IsDisabled(receiver.Name))
                    return null;
                var due = _waiting.Peek().Due > _notBefore ? _waiting.Peek().Due : _notBefore;
                if (due > time.GetUtcNow())
                    return due - time.GetUtcNow();
                waiting = _waiting.Dequeue();
            }

            await SendAsync(waiting, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _came.Dispose();

    private async Task SendAsync(WaitingWebhook waiting, CancellationToken cancellation)
    {
        // What follows writes files; the thread that an answer comes on may be one that answers gateways.
        var (status, error, retryAfter) = await AttemptAsync(waiting.Message, cancellation).ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var now = time.GetUtcNow();
        lock (_gate)
            _last = (now, status, error);
        if (error is null)
        {
            Interlocked.Increment(ref _delivered);
            outbox.Forget(waiting);
            return;
        }

        Interlocked.Increment(ref _failures);
        Log.Failed(logger, receiver.Name, waiting.Attempts + 1, error);
        if (status == (int)HttpStatusCode.Gone)
        {
            outbox.SetDisabled(receiver.Name, true);
            Log.Gone(logger, receiver.Name);
        }

        Again(waiting, now, retryAfter);
    }

    private void Again(WaitingWebhook waiting, DateTimeOffset now, TimeSpan retryAfter)
    {
        if (RetryLadder.After(waiting.Attempts + 1, random.NextDouble()) is not { } wait)
        {
            Interlocked.Increment(ref _givenUp);
            outbox.Forget(waiting);
            return;
        }

        var next = waiting with { Attempts = waiting.Attempts + 1, Due = now + (wait > retryAfter ? wait : retryAfter) };
        outbox.Keep(next);
        lock (_gate)
        {
            _waiting.Enqueue(next, (next.Due, _number++));
            _notBefore = now + (retryAfter > Pause ? retryAfter : Pause);
        }
    }

    private async Task<(int Status, string? Error, TimeSpan RetryAfter)> AttemptAsync(WebhookMessage message, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = RequestOf(message);
            using var response = await http.SendAsync(request, both.Token);
            var status = (int)response.StatusCode;
            return status is >= 200 and < 300 ? (status, null, default) : (status, string.Create(CultureInfo.InvariantCulture, $"it answered {status}"), WaitOf(response));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (0, "it did not answer in time", default);
        }
        catch (HttpRequestException e)
        {
            return (0, e.Message, default);
        }
    }

    private HttpRequestMessage RequestOf(WebhookMessage message)
    {
        var seconds = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url) { Content = new StringContent(message.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', receiver.Secrets.Select(secret => secret.Sign(message.Id, seconds, message.Body))));
        request.Headers.UserAgent.ParseAdd("stillhound-webhook");
        return request;
    }

    // What a receiver asks for is bounded, so that none can hold a message back for ever.
    private TimeSpan WaitOf(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? (asked?.Date - time.GetUtcNow()) ?? default;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Receiver}: attempt {Attempt} failed: {Error}")]
        public static partial void Failed(ILogger logger, string receiver, int attempt, string error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Receiver} is gone (410) and is told nothing more until it is enabled")]
        public static partial void Gone(ILogger logger, string receiver);
    }
}
