using System.Runtime.InteropServices;

namespace Stillhound.Server.Configuration.Reloading;

/// <summary>
/// Looks at the configuration's files every few seconds and has them read again once they changed and then stayed the same, so that a
/// file that somebody is still writing is left alone; and when the process is sent SIGHUP.
/// </summary>
internal sealed class ConfigWatch(ConfigReload reload, TimeProvider time) : IDisposable
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private SortedDictionary<string, string> _known = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _seen;
    private PosixSignalRegistration? _signal;
    private ITimer? _timer;
    private bool _ended;

    /// <summary>Begins.</summary>
    public void Start()
    {
        Know();
        _timer = time.CreateTimer(_ => Look(), null, Every, Timeout.InfiniteTimeSpan);
        if (!OperatingSystem.IsWindows())
            _signal = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Signalled);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _signal?.Dispose();
        lock (_gate)
        {
            _ended = true;
            _timer?.Dispose();
        }
    }

    /// <summary>Looks once.</summary>
    internal void Look()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            LookAtFiles();
            _timer?.Change(Every, Timeout.InfiniteTimeSpan);
        }
    }

    private void LookAtFiles()
    {
        Know();
        var now = _known.Keys.ToDictionary(static path => path, reload.Reading.HashNow, StringComparer.Ordinal);
        if (IsSame(now, _known))
        {
            _seen = null;
        }
        else if (_seen is null || !IsSame(now, _seen))
        {
            _seen = now;
        }
        else
        {
            _seen = null;
            // What a refused configuration no longer names may be named again once it is mended.
            _known = new SortedDictionary<string, string>(now, StringComparer.Ordinal);
            reload.Reload("file");
        }
    }

    private void Know()
    {
        foreach (var (path, hash) in reload.Reading.Files)
            _known[path] = hash;
    }

    private void Signalled(PosixSignalContext signal)
    {
        signal.Cancel = true;
        lock (_gate)
        {
            if (!_ended)
                reload.Reload("signal");
        }
    }

    private static bool IsSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.All(file => other.GetValueOrDefault(file.Key) == file.Value);
}
