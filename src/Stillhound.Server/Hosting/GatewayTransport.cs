using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Stillhound.Server.Hosting;

/// <summary>
/// Serves the addresses that gateways ask, each request on the thread that read it. Passing requests on to other threads costs more than
/// answering does; what is answered there takes microseconds and waits for nothing.
/// </summary>
/// <param name="points">The addresses; others that look alike are not served.</param>
/// <param name="options">Made by the host, which gives them the memory that Kestrel counts on, and not to be shared with another transport.</param>
/// <param name="logs">Where it logs.</param>
internal sealed class GatewayTransport(IReadOnlyList<IPEndPoint> points, SocketTransportOptions options, ILoggerFactory logs) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private readonly SocketTransportFactory _sockets = new(Options.Create(Inline(options)), logs);

    /// <summary>
    /// Has sockets of the whole process answer on the threads that wait for them. Only before the first socket is used, and only where the
    /// process serves and does nothing else: there is no setting of a single socket for it.
    /// </summary>
    public static void AnswerWhereRead()
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
    }

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => points.Any(point => ReferenceEquals(point, endpoint));

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => _sockets.BindAsync(endpoint, cancellationToken);

    private static SocketTransportOptions Inline(SocketTransportOptions options)
    {
        options.UnsafePreferInlineScheduling = true;
        return options;
    }
}
