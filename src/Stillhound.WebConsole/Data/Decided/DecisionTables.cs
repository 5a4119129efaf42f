using Stillhound.Server.Decisions.Projection;
using Stillhound.Server.Enforcement;
using Stillhound.Server.Enforcement.CrowdSec;
using Stillhound.Server.Enforcement.Webhooks;
using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;

namespace Stillhound.WebConsole.Data.Decided;

/// <summary>Decisions and their delivery as tables.</summary>
internal static class DecisionTables
{
    /// <summary>Decisions.</summary>
    public static Table<DecisionRow> Of(IReadOnlyList<DecisionRow> rows, string name, string caption) => new(name, caption, rows,
        new Column<DecisionRow>("id", "Decision", static d => d.Id) { Link = static d => Words.Decision(d.Id), Cell = static d => Cells.Code(d.Id) },
        new Column<DecisionRow>("state", "State", static d => d.State) { Cell = static d => Cells.Badge(State(d), Look(d)) },
        new Column<DecisionRow>("campaign", "Campaign", static d => d.Campaign) { Link = static d => Words.Campaign(d.Campaign), Cell = static d => Cells.Code(d.Campaign) },
        new Column<DecisionRow>("action", "Action", static d => d.Action) { Cell = static d => d.Limit.Length == 0 ? Cells.Text(d.Action) : Cells.Lines(d.Step, d.Limit), Wide = true },
        new Column<DecisionRow>("accounts", "Accounts", static d => d.Accounts) { Numeric = true },
        new Column<DecisionRow>("waiting", "Waiting", static d => d.Waiting) { Numeric = true, Help = "Accounts that came beyond what was approved" },
        new Column<DecisionRow>("approvals", "Approvals", static d => d.Approvals) { Help = "How many people approved, of how many have to" },
        new Column<DecisionRow>("proposed", "Proposed", static d => d.Proposed) { Hidden = true },
        new Column<DecisionRow>("from", "From", static d => d.From) { Hidden = true },
        new Column<DecisionRow>("until", "Until", static d => d.Until),
        new Column<DecisionRow>("ended", "Ended", static d => d.Ended) { Hidden = true },
        new Column<DecisionRow>("simulated", "Simulated", static d => d.Simulated) { Hidden = true },
        new Column<DecisionRow>("reason", "Reason, policy", static d => d.Reason) { Cell = static d => Cells.Lines(d.Reason, d.Policy) },
        new Column<DecisionRow>("policy", "Policy", static d => d.Policy) { Hidden = true })
    {
        Export = "/export/decisions",
        Open = static d => Words.Decision(d.Id),
        Empty = "No decision stands here now.",
    };

    /// <summary>The accounts of one decision.</summary>
    public static Table<CoveredAccount> Accounts(DecisionDetail detail) => new("accounts", $"Accounts of {detail.Row.Id}",
        [.. detail.Covered.Select(static a => new CoveredAccount(a, false)), .. detail.Waiting.Select(static a => new CoveredAccount(a, true))],
        new Column<CoveredAccount>("account", "Account", static a => a.Account) { Link = static a => Words.Account(a.Account), Heads = true },
        new Column<CoveredAccount>("state", "State", a => a.Waits ? "waits for approval" : detail.Row.IsActive ? "covered" : "would be covered"))
    {
        Export = $"/export/decisions/{Uri.EscapeDataString(detail.Row.Id)}/accounts",
        Empty = "A decision that is over lets go of its accounts; the ledger has them.",
        PageSize = 25,
    };

    /// <summary>The accounts of a blast radius.</summary>
    public static Table<BlastAccount> Top(BlastRadius blast) => new("top", "Accounts with the most exchanges", blast.Top,
        new Column<BlastAccount>("account", "Account", static a => a.Account) { Link = static a => Words.Account(a.Account), Heads = true },
        new Column<BlastAccount>("exchanges", "Exchanges", static a => a.Exchanges) { Numeric = true },
        new Column<BlastAccount>("confidence", "Confidence", static a => a.ConfidencePpm / 1e6) { Numeric = true, Format = "share" }) { Searchable = false };

    /// <summary>What enforcers answered since the start.</summary>
    public static Table<EnforcerCounts> Enforcers(IEnumerable<Enforcer> enforcers) => new("enforcers", "Answers to gateways since the start", [.. enforcers.Select(static e => e.Counts)],
        new Column<EnforcerCounts>("enforcer", "Enforcer", static e => e.Name) { Cell = static e => Cells.Code(e.Name) },
        new Column<EnforcerCounts>("answers", "Answers", static e => e.Answers) { Numeric = true },
        Counted("allowed", "Allowed", Outcome.Allowed, "Nothing stands for the account"),
        Counted("marked", "Marked", Outcome.Marked, "Served, and the answer carries what is decided"),
        Counted("would", "Would", Outcome.Would, "Served because the decision is simulated"),
        Counted("limited", "Limited", Outcome.Limited, "Refused for now: too many requests or tokens"),
        Counted("refused", "Refused", Outcome.Refused, "Refused"),
        Counted("unnamed", "No name", Outcome.Unnamed, "Served because the request names no account"),
        Counted("late", "Late", Outcome.Late, "Served because the answer was not ready in time"),
        Counted("failed", "Failed", Outcome.Failed, "Served because something failed here"),
        Counted("unreadable", "Not read", Outcome.Unreadable, "Not answered: the request cannot be read"),
        Counted("unauthorized", "No token", Outcome.Unauthorized, "Not answered: the token is missing or wrong"),
        new Column<EnforcerCounts>("half_us", "Half within", static e => e.Within(0.5)?.TotalMicroseconds) { Numeric = true, Cell = static e => Cells.Text(Micros(e.Within(0.5))), Help = "Half of the answers took no longer" },
        new Column<EnforcerCounts>("p99_us", "99 % within", static e => e.Within(0.99)?.TotalMicroseconds) { Numeric = true, Cell = static e => Cells.Text(Micros(e.Within(0.99))), Help = "99 of a hundred answers took no longer" })
    {
        Searchable = false, Export = "/export/enforcers",
    };

    /// <summary>What each bouncer fetched last.</summary>
    public static Table<FetchedSnapshot> Bouncers(IEnumerable<FetchedSnapshot> fetched, long current) => new("bouncers", "Who fetches decisions, and which version each has", [.. fetched.OrderBy(static f => f.Bouncer, StringComparer.Ordinal)],
        new Column<FetchedSnapshot>("bouncer", "Bouncer", static f => f.Bouncer) { Heads = true },
        new Column<FetchedSnapshot>("version", "Version", static f => f.Version) { Numeric = true },
        new Column<FetchedSnapshot>("behind", "Behind", f => Math.Max(0, current - f.Version)) { Numeric = true, Help = "Versions that came since" },
        new Column<FetchedSnapshot>("at", "Asked last", static f => f.At))
    {
        Export = "/export/bouncers", Empty = "No bouncer has fetched decisions since the start.", Searchable = false,
    };

    /// <summary>How webhooks stand.</summary>
    public static Table<WebhookStatus> Webhooks(IReadOnlyList<WebhookStatus> status) => new("webhooks", "Webhooks", status,
        new Column<WebhookStatus>("name", "Receiver", static w => w.Name) { Heads = true },
        new Column<WebhookStatus>("host", "Host", static w => w.Host),
        new Column<WebhookStatus>("state", "State", static w => w.IsDisabled ? "said that it is gone" : w.LastError is null ? "well" : "fails") { Cell = static w => Cells.Badge(w.IsDisabled ? "off: said that it is gone" : w.LastError is null ? "well" : "fails", w.IsDisabled || w.LastError is not null ? "wrong" : "") },
        new Column<WebhookStatus>("pending", "Waiting", static w => w.Pending) { Numeric = true },
        new Column<WebhookStatus>("delivered", "Delivered", static w => w.Delivered) { Numeric = true },
        new Column<WebhookStatus>("failures", "Failed attempts", static w => w.Failures) { Numeric = true },
        new Column<WebhookStatus>("given_up", "Given up", static w => w.GivenUp) { Numeric = true },
        new Column<WebhookStatus>("dropped", "Dropped", static w => w.Dropped) { Numeric = true },
        new Column<WebhookStatus>("last_at", "Last attempt", static w => w.LastAt),
        new Column<WebhookStatus>("last_status", "Answer", static w => w.LastStatus == 0 ? null : (long?)w.LastStatus) { Numeric = true },
        new Column<WebhookStatus>("last_error", "Why it failed", static w => w.LastError))
    {
        Export = "/export/webhooks", Empty = "No receiver is configured.", Searchable = false,
    };

    /// <summary>A state's word as it is shown.</summary>
    public static string State(DecisionRow row) => row switch
    {
        { IsActive: true, Simulated: true } => "simulated",
        { State: "proposed" } => "needs approval",
        { State: "approved" } => "needs another approval",
        _ => row.State,
    };

    /// <summary>The look of a state.</summary>
    public static string Look(DecisionRow row) => row.IsPending ? "waiting" : row is { IsActive: true, Simulated: false } ? "act" : "";

    private static Column<EnforcerCounts> Counted(string key, string title, Outcome outcome, string help) => new(key, title, e => e[outcome]) { Numeric = true, Help = help };

    private static string Micros(TimeSpan? time) => time switch
    {
        null => "–",
        { TotalMilliseconds: < 1 } small => $"{Words.Count((long)small.TotalMicroseconds)} µs",
        { } large => $"{Words.Number(Math.Round(large.TotalMilliseconds, 1))} ms",
    };
}

/// <summary>An account of a decision.</summary>
/// <param name="Account">Its stored name.</param>
/// <param name="Waits">Whether it came beyond what was approved.</param>
internal sealed record CoveredAccount(string Account, bool Waits);
