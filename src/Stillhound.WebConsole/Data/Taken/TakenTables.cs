using Stillhound.Formats.Records;
using Stillhound.Server.Hosting;
using Stillhound.Server.Ingest.Following;
using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;

namespace Stillhound.WebConsole.Data.Taken;

/// <summary>What comes in, as tables.</summary>
internal static class TakenTables
{
    private const int NewestRejects = 200;
    private const string Followed = "file";

    /// <summary>The ways in. What followed files hold that cannot be read is counted with the files.</summary>
    public static Table<SourceRow> Sources(HostState host, SourceRates rates) => new("sources", "Records by source since the start",
        [.. rates.Of(host.Live.Ingest).Select(s => s.Source == Followed ? s with { Rejected = host.Live.Followers.Status.Sum(static f => f.RejectedBy.Values.Sum()) } : s)],
        new Column<SourceRow>("source", "Source", static s => s.Source) { Heads = true, Link = static s => PathOf(s.Source) },
        new Column<SourceRow>("rate", "A second", static s => s.Rate) { Numeric = true, Format = "N0", Help = "Records taken in a second over the last minute" },
        new Column<SourceRow>("added", "Taken in", static s => s.Added) { Numeric = true },
        new Column<SourceRow>("retried", "Sent again", static s => s.Retried) { Numeric = true, Help = "Had been taken in before" },
        new Column<SourceRow>("rejected", "Rejected", static s => s.Rejected) { Numeric = true },
        new Column<SourceRow>("skipped", "No call of a model", static s => s.Skipped) { Numeric = true },
        new Column<SourceRow>("refused", "Requests told to wait", static s => s.Refused) { Numeric = true })
    {
        Export = "/export/sources", Open = static s => PathOf(s.Source), Empty = "Nothing has come in since the start.", Searchable = false,
    };

    /// <summary>A way in by its name; null where nothing has come in by it.</summary>
    public static SourceRow? Find(HostState host, SourceRates rates, string source) => Sources(host, rates).Rows.FirstOrDefault(s => s.Source == source);

    /// <summary>A source's page.</summary>
    public static string PathOf(string source) => "/ingest/sources/" + Uri.EscapeDataString(source);

    /// <summary>The files that are followed.</summary>
    /// <param name="host">The server.</param>
    /// <param name="source">The source that they are to be of; null for any.</param>
    public static Table<FollowStatus> Files(HostState host, string? source = null) => new("files", "Followed files", [.. source is null or Followed ? host.Live.Followers.Status : []],
        new Column<FollowStatus>("path", "File", static f => f.Path) { Heads = true },
        new Column<FollowStatus>("state", "State", static f => f.LastError is not null ? "stuck" : f.Found ? "followed" : "not there yet") { Cell = static f => Cells.Badge(f.LastError is not null ? "stuck" : f.Found ? "followed" : "not there yet", f.LastError is not null ? "wrong" : "") },
        new Column<FollowStatus>("behind", "Bytes behind", static f => f.Behind) { Numeric = true },
        new Column<FollowStatus>("lines", "Lines", static f => f.Lines) { Numeric = true },
        new Column<FollowStatus>("accepted", "Taken in", static f => f.Accepted) { Numeric = true },
        new Column<FollowStatus>("rejected", "Rejected", static f => f.RejectedBy.Values.Sum()) { Numeric = true },
        new Column<FollowStatus>("lost", "Bytes lost", static f => f.Lost) { Numeric = true, Help = "Seen, and gone before they could be read" },
        new Column<FollowStatus>("last_error", "Why it is stuck", static f => f.LastError))
    {
        Export = "/export/files", Empty = "No file is followed.", Searchable = false,
    };

    /// <summary>Why records could not be read.</summary>
    /// <param name="host">The server.</param>
    /// <param name="source">The source that they came by; null for all.</param>
    public static Table<ReasonRow> Reasons(HostState host, string? source = null)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var cell in host.Live.Ingest.RejectedRecords.Where(c => source is null || c.Values[0] == source))
            counts[cell.Values[1]] = counts.GetValueOrDefault(cell.Values[1]) + cell.Value;
        foreach (var (reason, count) in Files(host, source).Rows.SelectMany(static f => f.RejectedBy))
            counts[reason.Code()] = counts.GetValueOrDefault(reason.Code()) + count;
        var described = Enum.GetValues<RejectReason>().Where(static r => r != RejectReason.None).ToDictionary(static r => r.Code(), static r => r.Describe(), StringComparer.Ordinal);
        return new Table<ReasonRow>("reasons", "Rejects by reason since the start", [.. counts.Select(c => new ReasonRow(c.Key, described.GetValueOrDefault(c.Key, ""), c.Value))],
            new Column<ReasonRow>("reason", "Reason", static r => r.Reason) { Cell = static r => Cells.Code(r.Reason), Heads = true },
            new Column<ReasonRow>("means", "What it means", static r => r.Means),
            new Column<ReasonRow>("count", "Records", static r => r.Count) { Numeric = true })
        {
            Export = source is null ? "/export/reject_reasons" : $"/export/sources/{Uri.EscapeDataString(source)}/reasons", Empty = "Nothing has been rejected since the start.", Searchable = false, Sorted = "-count",
        };
    }

    /// <summary>The newest rejects.</summary>
    public static Table<RejectRow> Rejects(HostState host) => new("rejects", "The newest rejects", RejectTail.Read(Path.Combine(host.Options.State, "rejects.ndjson"), NewestRejects),
        new Column<RejectRow>("at", "At", static r => r.At),
        new Column<RejectRow>("reason", "Reason", static r => r.Reason) { Cell = static r => Cells.Code(r.Reason), Heads = true },
        new Column<RejectRow>("source", "Source", static r => r.Source),
        new Column<RejectRow>("line", "Line", static r => r.Line) { Numeric = true },
        new Column<RejectRow>("offset", "Byte", static r => r.Offset) { Numeric = true },
        new Column<RejectRow>("length", "Bytes", static r => r.Length) { Numeric = true },
        new Column<RejectRow>("excerpt", "Begins", static r => r.Excerpt) { Hidden = !host.Options.Ingest.Rejects.Excerpts })
    {
        Export = "/export/rejects", Empty = "Nothing was rejected.", PageSize = 10,
    };
}

/// <summary>One reason.</summary>
/// <param name="Reason">Its code.</param>
/// <param name="Means">What it means.</param>
/// <param name="Count">Records.</param>
internal sealed record ReasonRow(string Reason, string Means, long Count);
