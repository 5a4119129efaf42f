using Microsoft.Extensions.Logging;
using Stillhound.Ledger;
using Stillhound.Server.Operations;

namespace Stillhound.Server.Configuration.Reloading;

/// <summary>
/// Reads the configuration again and puts it in force as a whole, or not at all: whatever is wrong, the one before stays. What needs a
/// restart is named and waits for one. Thread safe.
/// </summary>
internal sealed partial class ConfigReload
{
    private const int Attempts = 3;
    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly LiveSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Counter _count;
    private readonly Func<string, byte[]> _read;
    private readonly Func<string, string?> _environment;
    private readonly Dictionary<string, string> _inForce;
    private volatile ReloadOutcome _last;
    private volatile ReloadOutcome? _refused;

    /// <summary>Makes it for a server that runs with a configuration.</summary>
    /// <param name="started">The configuration, with its reading.</param>
    /// <param name="settings">What can be changed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="metrics">Where reloads are counted.</param>
    /// <param name="log">Where they are told.</param>
    /// <param name="read">Reads a file; null for the disk.</param>
    /// <param name="environment">Gives environment variables; null for the process's own.</param>
    public ConfigReload(
        ServerOptions started, LiveSettings settings, TimeProvider time, MetricRegistry metrics, ILogger log, Func<string, byte[]>? read = null, Func<string, string?>? environment = null)
    {
        (_file, _settings, _time, _log) = (started.File, settings, time, log);
        (_read, _environment) = (read ?? File.ReadAllBytes, environment ?? Environment.GetEnvironmentVariable);
        _count = metrics.Counter("stillhound_config_reloads_total", "Configurations that were read while the server ran, by what became of them.", "result");
        _count.Of("applied").Add(0);
        _count.Of("refused").Add(0);
        Reading = started.Reading!;
        _inForce = Values(Reading);
        _last = new ReloadOutcome(true, HashOf(Reading), time.GetUtcNow(), [], [], null);
        metrics.Gauge("stillhound_config_needs_restart", "Keys whose new values wait for a restart.", () => _last.NeedsRestart.Count);
    }

    /// <summary>What became of the configuration that is in force.</summary>
    public ReloadOutcome InForce => _last;

    /// <summary>What became of the newest configuration, where it was refused; null otherwise.</summary>
    public ReloadOutcome? Refused => _refused;

    /// <summary>What was read last, whatever became of it.</summary>
    public ConfigReading Reading { get; private set; }

    /// <summary>Reads it and puts it in force.</summary>
    /// <param name="by">Who wants it: <c>file</c>, <c>signal</c>, or <c>token:NAME</c>.</param>
    public ReloadOutcome Reload(string by)
    {
        lock (_gate)
        {
            var outcome = Try(by);
            _count.Of(outcome.Applied ? "applied" : "refused").Add();
            if (outcome.Applied)
                Log.Applied(_log, by, outcome.Changed.Count == 0 ? "nothing" : string.Join(", ", outcome.Changed));
            else
                Refuse(outcome, by);
            foreach (var key in outcome.Applied ? outcome.NeedsRestart : [])
                Log.NeedsRestart(_log, key);
            return outcome;
        }
    }

    private ReloadOutcome Try(string by)
    {
        try
        {
            var next = Load();
            var values = Values(Reading);
            var atOnce = _settings.AtOnce(next);
            var change = ConfigChange.Of(_inForce, values, atOnce);
            var outcome = new ReloadOutcome(true, HashOf(Reading), _time.GetUtcNow(), change.AtOnce, change.NeedsRestart, null);
            _settings.Apply(next, change.AtOnce, outcome.Draft(by));
            foreach (var key in _inForce.Keys.Union(values.Keys, StringComparer.Ordinal).Where(key => atOnce(ConfigChange.NameOf(key))).ToList())
                _inForce[key] = values.GetValueOrDefault(key, "");
            (_last, _refused) = (outcome, null);
            return outcome;
        }
        catch (Exception e) when (e is ConfigurationException or LedgerException)
        {
            return No(e.Message);
        }
#pragma warning disable CA1031 // No file may be why the server ends.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return No($"internal error: {e.GetType().Name}: {e.Message}");
        }

        ReloadOutcome No(string problem) => new(false, HashOf(Reading), _time.GetUtcNow(), [], _last.NeedsRestart, problem);
    }

    /// <summary>Reads until no file changed meanwhile, so that nothing is put in force of which half is old.</summary>
    private ServerOptions Load()
    {
        for (var attempt = 1; ; attempt++)
        {
            ConfigurationException? problem = null;
            Reading = new ConfigReading(_read);
            try
            {
                var options = ServerConfig.Load(_file, _environment, Reading);
                if (Reading.IsCurrent())
                    return options;
            }
            catch (ConfigurationException e)
            {
                problem = e;
                if (Reading.IsCurrent())
                    throw;
            }

            if (attempt == Attempts)
                throw new ConfigurationException($"{_file}: changes while it is read", problem!);
        }
    }

    private void Refuse(ReloadOutcome outcome, string by)
    {
        _refused = outcome;
        Log.Refused(_log, by, outcome.Problem!);
        try
        {
            _settings.Note(outcome.Draft(by));
        }
        catch (LedgerException e)
        {
            Log.NotRecorded(_log, e.Message);
        }
    }

    private string HashOf(ConfigReading reading) => reading.Files.GetValueOrDefault(_file, ConfigReading.Missing);

    private static Dictionary<string, string> Values(ConfigReading reading) => reading.Keys.ToDictionary(static k => k.Key, static k => k.Value.Value, StringComparer.Ordinal);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "the configuration was read again ({By}); in force: {Changed}")]
        public static partial void Applied(ILogger log, string by, string changed);

        [LoggerMessage(2, LogLevel.Warning, "needs restart: {Key}")]
        public static partial void NeedsRestart(ILogger log, string key);

        [LoggerMessage(3, LogLevel.Error, "the configuration ({By}) is refused and the one before stays: {Problem}")]
        public static partial void Refused(ILogger log, string by, string problem);

        [LoggerMessage(4, LogLevel.Error, "the ledger does not take that a configuration was refused: {Reason}")]
        public static partial void NotRecorded(ILogger log, string reason);
    }
}
