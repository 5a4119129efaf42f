using Stillhound.Formats.Configuration;
using Stillhound.Server.Access;
using Stillhound.Server.Cases;
using Stillhound.Server.Decisions.Policies;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Ingest;
using Stillhound.Server.Journal;
using Stillhound.Server.Operations;
using Stillhound.Server.Privacy;

namespace Stillhound.Server.Configuration;

/// <summary>Everything that the configuration of the server says.</summary>
internal sealed record ServerOptions
{
    /// <summary>Where it was read from.</summary>
    public required string File { get; init; }

    /// <summary>What it was read from; null where it was not read from files.</summary>
    public ConfigReading? Reading { get; init; }

    /// <summary>The folder of everything that outlives the process.</summary>
    public required string State { get; init; }

    /// <summary>Where it listens.</summary>
    public ListenOptions Listen { get; init; } = new();

    /// <summary>Who may do what.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>What is kept of what says who somebody is.</summary>
    public PrivacyOptions Privacy { get; init; } = new();

    /// <summary>What is taken in.</summary>
    public IngestOptions Ingest { get; init; } = new();

    /// <summary>How the journal is kept.</summary>
    public JournalOptions Journal { get; init; } = new();

    /// <summary>How often the detector's state is written down.</summary>
    public CheckpointOptions Checkpoint { get; init; } = new();

    /// <summary>What follows from verdicts.</summary>
    public Policy Policy { get; init; } = new();

    /// <summary>How cases and appeals are worked on.</summary>
    public CaseOptions Cases { get; init; } = new();

    /// <summary>The servers that gateways ask.</summary>
    public EnforcementOptions Enforce { get; init; } = new();

    /// <summary>The console.</summary>
    public ConsoleOptions Console { get; init; } = new();

    /// <summary>What the server says of itself.</summary>
    public ServerLogOptions Log { get; init; } = new();

    /// <summary>How detection works, as with <c>scan --config</c>.</summary>
    public required DetectionSettings Detect { get; init; }

    /// <summary>Folder of the journal.</summary>
    public string JournalFolder => Journal.Folder ?? Path.Combine(State, "journal");

    /// <summary>Folder of the checkpoints.</summary>
    public string CheckpointFolder => Path.Combine(State, "checkpoints");

    /// <summary>Folder of the ledger.</summary>
    public string LedgerFolder => Path.Combine(State, "ledger");
}
