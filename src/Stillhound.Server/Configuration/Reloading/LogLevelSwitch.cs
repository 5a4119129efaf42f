using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Stillhound.Server.Configuration.Reloading;

/// <summary>The least that is logged, which can be changed at any time.</summary>
internal sealed class LogLevelSwitch(LogLevel level) : IConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>, IDisposable
{
    private volatile LogLevel _level = level;
    private CancellationTokenSource _changed = new();

    /// <inheritdoc/>
    public string? Name => Options.DefaultName;

    /// <summary>What is logged now.</summary>
    public LogLevel Level => _level;

    /// <summary>Changes it.</summary>
    public void Set(LogLevel level)
    {
        _level = level;
        using var before = Interlocked.Exchange(ref _changed, new CancellationTokenSource());
        before.Cancel();
    }

    /// <inheritdoc/>
    public void Configure(LoggerFilterOptions options) => options.MinLevel = _level;

    /// <inheritdoc/>
    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    /// <inheritdoc/>
    public void Dispose() => _changed.Dispose();
}
