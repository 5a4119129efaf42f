using Microsoft.Extensions.Logging;
using Stillhound.Ledger;
using Stillhound.Server.Access;
using Stillhound.Server.Configuration;
using Stillhound.Server.Configuration.Reloading;
using Stillhound.Server.Decisions;
using Stillhound.Server.Operations;
using Stillhound.Server.Setup;
using Stillhound.Server.Tests.Decisions.Support;

namespace Stillhound.Server.Tests.Configuration.Reloading;

/// <summary>A folder with a configuration, and what a running server would change when it is read again.</summary>
internal sealed class ReloadRig : ILogger, IDisposable
{
    private readonly LogLevelSwitch _level;

    public ReloadRig(string change = "", Func<string, byte[]>? read = null)
    {
        Starter.Write(Folder, Time);
        if (change.Length > 0)
            Append(change);
        Started = ServerConfig.Load(File);
        Ledger = new MemoryLedger(Time);
        Book = new DecisionBook(Ledger, Started.Policy, new PlainNames(), static _ => null, Time);
        Tokens = new TokenTable(Started.Access);
        _level = new LogLevelSwitch(Started.Log.Level);
        var settings = new LiveSettings(Book, Ledger, Tokens, new UserTable(Started.Access), Started.Enforce, _level) { PolicyChanged = () => PolicyChanges++ };
        Reload = new ConfigReload(Started, settings, Time, Metrics, this, read);
        Watch = new ConfigWatch(Reload, Time);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("stillhound-reload-").FullName;

    public string File => Path.Combine(Folder, Starter.FileName);

    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    public ServerOptions Started { get; }

    public MemoryLedger Ledger { get; }

    public DecisionBook Book { get; }

    public TokenTable Tokens { get; }

    public LogLevel Level => _level.Level;

    public MetricRegistry Metrics { get; } = new();

    public ConfigReload Reload { get; }

    public ConfigWatch Watch { get; }

    public int PolicyChanges { get; private set; }

    public List<string> Lines { get; } = [];

    public IEnumerable<(string Type, string Payload)> Entries => Ledger.Read().Select(static e => (e.Type, System.Text.Encoding.UTF8.GetString(e.Payload.Span)));

    public string Token(string name) => Path.Combine(Folder, "keys", name + ".token");

    public void Append(string text) => System.IO.File.AppendAllText(File, "\n" + text + "\n");

    public void Replace(string before, string after)
    {
        var text = System.IO.File.ReadAllText(File);
        text.ShouldContain(before);
        System.IO.File.WriteAllText(File, text.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>Looks as often as it takes to notice a change that is over.</summary>
    public void Settle()
    {
        Watch.Look();
        Watch.Look();
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add(formatter(state, exception));

    public void Dispose()
    {
        Watch.Dispose();
        _level.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
