using Microsoft.Extensions.Logging;

namespace Stillhound.Server.Enforcement.Webhooks;

/// <summary>Tells receivers what happened, signed as Standard Webhooks say. Thread safe; taking a message writes it to the outbox and does not wait for the network.</summary>
internal sealed class WebhookSender : IDisposable
{
    private readonly List<WebhookQueue> _queues = [];
    private readonly List<HttpMessageInvoker> _clients = [];
    private readonly WebhookOutbox _outbox;

    /// <summary>Makes it, with what the outbox still holds.</summary>
    /// <param name="options">Receivers.</param>
    /// <param name="outboxPath">The file that keeps undelivered messages.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Jitter.</param>
    /// <param name="logger">Where failures are told.</param>
    /// <param name="connect">How a receiver is reached; null for the network.</param>
    /// <exception cref="IOException">The outbox cannot be read or written.</exception>
    public WebhookSender(WebhookOptions options, string outboxPath, TimeProvider time, Random random, ILogger logger, Func<WebhookReceiver, HttpMessageHandler>? connect = null)
    {
        _outbox = new WebhookOutbox(outboxPath);
        foreach (var receiver in options.Receivers)
        {
            var client = new HttpMessageInvoker((connect ?? HandlerOf)(receiver));
            _clients.Add(client);
            _queues.Add(new WebhookQueue(receiver, options, _outbox, client, time, random, logger));
        }

        foreach (var waiting in _outbox.Waiting)
            _queues.FirstOrDefault(q => q.Receiver.Name == waiting.Receiver)?.Restore(waiting);
    }

    /// <summary>How deliveries stand, by receiver.</summary>
    public IReadOnlyList<WebhookStatus> Status => [.. _queues.Select(static q => q.Status)];

    /// <summary>Takes a message for every receiver that wants it.</summary>
    public void Send(WebhookMessage message)
    {
        foreach (var queue in _queues.Where(q => q.Receiver.Wants(message.Type)))
            queue.Take(message);
    }

    /// <summary>Sends again to a receiver that had said that it is gone; false when there is none of this name.</summary>
    public bool Enable(string receiver)
    {
        if (_queues.Find(q => q.Receiver.Name == receiver) is not { } queue)
            return false;
        _outbox.SetDisabled(receiver, false);
        queue.Wake();
        return true;
    }

    /// <summary>Delivers until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(_queues.Select(queue => queue.RunAsync(cancellation)));

    /// <summary>Sends what is due once.</summary>
    public Task SendDueAsync(CancellationToken cancellation) => Task.WhenAll(_queues.Select(queue => queue.SendDueAsync(cancellation)));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var queue in _queues)
            queue.Dispose();
        foreach (var client in _clients)
            client.Dispose();
        _outbox.Dispose();
    }

    private static SocketsHttpHandler HandlerOf(WebhookReceiver receiver) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 16,
        ConnectCallback = (context, cancellation) => WebhookAddress.ConnectAsync(receiver, context.DnsEndPoint, cancellation),
    };
}
