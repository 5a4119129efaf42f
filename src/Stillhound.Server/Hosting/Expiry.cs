using Microsoft.Extensions.Logging;
using Stillhound.Server.Decisions;

namespace Stillhound.Server.Hosting;

/// <summary>Runs <see cref="ExpiryService"/> for as long as the host does.</summary>
internal sealed class Expiry(DecisionBook book, TimeProvider time, ILogger<ExpiryService> log) : IAsyncDisposable
{
    private readonly ExpiryService _service = new(book, time, log);

    /// <summary>Begins.</summary>
    public void Start() => _ = _service.StartAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync(CancellationToken.None).ConfigureAwait(false);
        _service.Dispose();
    }
}
