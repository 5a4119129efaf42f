using Stillhound.WebConsole.Data.Workspace;
using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;
using Stillhound.Core.Details;
using Stillhound.Core.SingleAccounts;
using Stillhound.Reporting;

namespace Stillhound.WebConsole.Data.Accounts;

/// <summary>What is known of accounts, as tables.</summary>
internal static class AccountTables
{
    /// <summary>Names of the tables of one account.</summary>
    public static IReadOnlyList<string> Names { get; } = ["campaigns", "findings", "traits", "shares", "hours", "activity", "decisions"];

    /// <summary>A table of an account by its name; null where there is nothing for it.</summary>
    public static ITable? Named(string name, AccountView account) => name switch
    {
        "campaigns" => Campaigns(account),
        "findings" => Findings(account.Findings, AccountPath.Export(account.Name, "findings")),
        "traits" => account.Detail is { } d ? Traits(d) : null,
        "shares" => account.Detail is { } d ? Shares(d) : null,
        "hours" => account.Detail is { } d ? Hours(account, d) : null,
        "activity" => account.Detail is { } d ? Activity(d) : null,
        _ => Decisions(account),
    };

    /// <summary>Its campaigns.</summary>
    public static Table<AccountView.Place> Campaigns(AccountView account) => new("campaigns", "Its campaigns", account.Campaigns,
        new Column<AccountView.Place>("title", "Campaign", static p => p.Campaign.Title) { Heads = true, Link = static p => Words.Campaign(p.Campaign.Id) },
        new Column<AccountView.Place>("id", "Id", static p => p.Campaign.Id) { Hidden = true },
        new Column<AccountView.Place>("tier", "Tier", static p => Words.Of(p.Campaign.Tier)) { Cell = static p => Cells.Tier(p.Campaign.Tier) },
        new Column<AccountView.Place>("accused", "Accused", static p => Words.Plain(p.Accused)) { Help = "All of its traffic, a part, or end users that it serves" },
        new Column<AccountView.Place>("confidence", "Confidence", static p => double.IsNaN(p.Confidence) ? null : p.Confidence) { Numeric = true, Format = "share" },
        new Column<AccountView.Place>("attached_at", "Attached", static p => p.AttachedAt),
        new Column<AccountView.Place>("exchanges", "Exchanges", static p => p.Exchanges) { Numeric = true },
        new Column<AccountView.Place>("ties", "What ties it, and what would remove it", static p => p.Ties) { Cell = static p => Cells.Lines(p.Ties, p.Removal ?? "") },
        new Column<AccountView.Place>("removal", "What would remove it", static p => p.Removal) { Hidden = true })
    {
        Export = AccountPath.Export(account.Name, "campaigns"),
        Searchable = false,
        Open = static p => Words.Campaign(p.Campaign.Id),
        Empty = "It is in no campaign.",
    };

    /// <summary>Findings about accounts by themselves.</summary>
    public static Table<AccountFinding> Findings(IReadOnlyList<AccountFinding> findings, string? export) => new("findings", "Findings about accounts by themselves, the surest first", findings,
        new Column<AccountFinding>("title", "Finding", static f => f.Title) { Heads = true, Cell = static f => Cells.Told(f.Title, Words.Finding(f.Id), f.Summary) },
        new Column<AccountFinding>("id", "Id", static f => f.Id) { Hidden = true },
        new Column<AccountFinding>("kind", "Kind", static f => ReportText.Kind(f.Kind)) { Cell = static f => Cells.Text(Words.Plain(ReportText.Kind(f.Kind))) },
        new Column<AccountFinding>("tier", "Tier", static f => Words.Of(f.Tier)) { Cell = static f => Cells.Tier(f.Tier) },
        new Column<AccountFinding>("p", "p", static f => f.PValue) { Numeric = true, Format = "0.##e-0", Help = "How often an account of this population is as unusual by chance" },
        new Column<AccountFinding>("q", "q", static f => f.QValue) { Numeric = true, Format = "0.####", Help = "The smallest false discovery rate at which it counts" },
        new Column<AccountFinding>("exchanges", "Exchanges", static f => f.Exchanges) { Numeric = true },
        new Column<AccountFinding>("accounts", "Accounts", static f => string.Join(' ', f.Accounts)) { Cell = static f => Cells.Accounts(f.Accounts) },
        new Column<AccountFinding>("campaign", "Campaign", static f => f.Campaign) { Link = static f => f.Campaign is { } id ? Words.Campaign(id) : null },
        new Column<AccountFinding>("last_seen", "Last seen", static f => f.LastSeen) { Hidden = true })
    {
        Export = export,
        Open = static f => Words.Finding(f.Id),
        Empty = "No account stands out by itself.",
    };

    /// <summary>What was measured for a finding.</summary>
    public static Table<SignFinding> Signs(AccountFinding finding) => new("signs", "What was measured, the rarest first", finding.Signs,
        new Column<SignFinding>("family", "Family", static s => s.Family) { Cell = static s => Cells.Text(Words.Plain(s.Family)) },
        new Column<SignFinding>("name", "What was measured", static s => s.Name) { Heads = true, Cell = static s => Cells.Lines(s.Name, s.Text) },
        new Column<SignFinding>("statistic", "Value", static s => s.Statistic) { Numeric = true, Cell = static s => Cells.Text(ReportText.Measured(Math.Round(s.Statistic, 4))) },
        new Column<SignFinding>("null", "Compared with", static s => s.Null),
        new Column<SignFinding>("null_value", "Its middle", static s => double.IsNaN(s.NullValue) ? null : s.NullValue) { Numeric = true, Cell = static s => Cells.Text(double.IsNaN(s.NullValue) ? "–" : ReportText.Measured(Math.Round(s.NullValue, 4))), Help = "The median of what it was compared with" },
        new Column<SignFinding>("p_value", "Rarity", static s => s.PValue) { Numeric = true, Cell = static s => Cells.Text(ReportText.OneIn(s.PValue)), Help = "How often the comparison gives as much" },
        new Column<SignFinding>("refute", "What would refute it", static s => s.Refute),
        new Column<SignFinding>("text", "In a sentence", static s => s.Text) { Hidden = true })
    {
        Export = "/export/findings/" + Uri.EscapeDataString(finding.Id) + "/signs",
        Searchable = false,
        Empty = "No measurement is told.",
    };

    /// <summary>The benign explanations of a finding.</summary>
    public static Table<BenignFinding> Readings(AccountFinding finding) => new("readings", "Benign explanations, those that hold first", finding.Explanations,
        new Column<BenignFinding>("hypothesis", "Explanation", static e => e.Hypothesis) { Heads = true, Cell = static e => Cells.Text(ReportText.Words(e.Hypothesis)) },
        new Column<BenignFinding>("outcome", "Outcome", static e => e.Holds ? "held" : "lost") { Cell = static e => Cells.Badge(e.Holds ? "held" : "lost", e.Holds ? "review" : "watch") },
        new Column<BenignFinding>("text", "Why", static e => e.Text))
    {
        Export = "/export/findings/" + Uri.EscapeDataString(finding.Id) + "/readings",
        Searchable = false,
        Empty = "No benign explanation was weighed.",
    };

    /// <summary>What it sends with and from.</summary>
    public static Table<AccountTrait> Traits(AccountDetail detail) => new("traits", "What it sends with and from, the most frequent values of each kind", detail.Traits,
        new Column<AccountTrait>("kind", "Kind", static t => t.Kind) { Heads = true, Cell = static t => Cells.Text(TraitWords.Of(t.Kind)) },
        new Column<AccountTrait>("value", "Value", static t => t.Label) { Cell = static t => Cells.Code(t.Label) },
        new Column<AccountTrait>("exchanges", "Exchanges", static t => t.Exchanges) { Numeric = true, Help = "That showed it, at least" },
        new Column<AccountTrait>("share", "Of its exchanges", t => Math.Min(1, t.Exchanges / (double)Math.Max(1, detail.Exchanges))) { Numeric = true, Format = "share" })
    {
        Export = AccountPath.Export(detail.Account, "traits"),
        Empty = "Nothing is known.",
    };

    /// <summary>How it uses answers, and what it is after.</summary>
    public static Table<NamedShare> Shares(AccountDetail detail) => new("shares", "Shares of its exchanges",
        [.. detail.Capabilities.Select(static c => new NamedShare("asks for " + c.Capability, c.Share)), .. detail.Shares],
        new Column<NamedShare>("name", "What", static s => s.Name) { Heads = true, Cell = static s => Cells.Text(Words.Plain(s.Name)) },
        new Column<NamedShare>("share", "Share", static s => s.Share) { Numeric = true, Format = "share" })
    {
        Export = AccountPath.Export(detail.Account, "shares"),
        Searchable = false,
        Empty = "Nothing fed it.",
    };

    /// <summary>Hours of the week.</summary>
    public static Table<HistoryTables.Hour> Hours(AccountView account, AccountDetail detail) => HistoryTables.Hours(
        "Exchanges by hour of the week", [.. detail.HourOfWeek.Select(static n => (long)n)], account.View.Findings.PopulationHourOfWeek, AccountPath.Export(account.Name, "hours"));

    /// <summary>Exchanges over time.</summary>
    public static Table<Bucket> Activity(AccountDetail detail) => new("activity", "Exchanges by six hours, the two weeks up to its last one",
        [.. detail.Activity.Select((n, i) => new Bucket(detail.ActivityStart + (i * detail.ActivityBucket), n))],
        new Column<Bucket>("from", "From", static b => b.From) { Heads = true },
        new Column<Bucket>("exchanges", "Exchanges", static b => b.Exchanges) { Numeric = true, Help = "Counted up to 255" })
    {
        Export = AccountPath.Export(detail.Account, "activity"),
        Searchable = false,
        PageSize = 28,
    };

    /// <summary>The data of a chart of it.</summary>
    public static object ActivityChart(AccountDetail detail) => new
    {
        start = detail.ActivityStart.ToUnixTimeMilliseconds(),
        step = (long)detail.ActivityBucket.TotalMilliseconds,
        series = new object[] { new { name = "This account", role = "campaign", values = detail.Activity } },
        marks = Array.Empty<object>(),
    };

    /// <summary>Decisions that cover it now.</summary>
    public static Table<DecisionTable.Row> Decisions(AccountView account) =>
        DecisionTable.Of(account.Decisions, "decisions", "Decisions that cover it now, or would", AccountPath.Export(account.Name, "decisions"));

    /// <summary>Some hours of exchanges.</summary>
    /// <param name="From">Their start.</param>
    /// <param name="Exchanges">Exchanges in them.</param>
    internal sealed record Bucket(DateTimeOffset From, int Exchanges);
}
