using Stillhound.Core.Verdicts;
using Stillhound.Server.Cases;
using Stillhound.Server.Hosting;
using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;

namespace Stillhound.WebConsole.Data;

/// <summary>A case in a table.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Title">Its title as of the last verdict; empty where there is none.</param>
/// <param name="Owner">Who has it.</param>
/// <param name="Verdict">The verdict, or open.</param>
/// <param name="Instead">What it was instead, or of which campaign it is a duplicate.</param>
/// <param name="Opened">When it was made.</param>
/// <param name="Last">When something was done last.</param>
/// <param name="Notes">How many notes.</param>
public sealed record Row(string Campaign, string Title, string? Owner, string Verdict, string? Instead, DateTimeOffset? Opened, DateTimeOffset? Last, int Notes);

/// <summary>An appeal in a table.</summary>
/// <param name="Id">The appeal.</param>
/// <param name="Account">The account's stored name.</param>
/// <param name="State">Where it is.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="Due">When an answer is due.</param>
/// <param name="Left">Time that is left; negative where it is overdue; null once it is answered.</param>
/// <param name="EndedBy">Who answered.</param>
public sealed record AppealRow(string Id, string Account, string State, DateTimeOffset OpenedAt, DateTimeOffset Due, double? Left, string? EndedBy);

/// <summary>Cases and appeals as tables.</summary>
internal static class CaseTables
{
    /// <summary>All cases, those touched last first.</summary>
    public static Table<Row> Cases(LiveState live)
    {
        var titles = live.Decisions.Read(static all => all.Campaigns.ToDictionary(static c => c.Id, static c => c.Judged?.Title ?? "", StringComparer.Ordinal));
        var rows = live.Cases.All.Select(c => new Row(
            c.Campaign, titles.GetValueOrDefault(c.Campaign) ?? "", c.Owner, c.Verdict is { } v ? Words.Plain(Case.Word(v)) : "open", c.Hypothesis is { } h ? Words.Plain(h) : c.DuplicateOf, c.OpenedAt,
            c.Steps is [.., var last] ? last.Time : null, c.Steps.Count(static s => s.Kind == CaseStepKind.Noted))).OrderByDescending(static r => r.Last).ToList();
        return new Table<Row>("cases", "Cases, those touched last first", rows,
            new Column<Row>("campaign", "Case", static r => r.Campaign) { Heads = true, Link = static r => CaseOf(r.Campaign) },
            new Column<Row>("title", "Campaign", static r => r.Title),
            new Column<Row>("owner", "Owner", static r => r.Owner),
            new Column<Row>("verdict", "Verdict", static r => r.Verdict),
            new Column<Row>("instead", "Instead", static r => r.Instead),
            new Column<Row>("opened", "Opened", static r => r.Opened),
            new Column<Row>("last", "Last touched", static r => r.Last),
            new Column<Row>("notes", "Notes", static r => r.Notes) { Numeric = true }) { Export = "/export/cases", Open = static r => CaseOf(r.Campaign), Empty = "No case was begun yet." };
    }

    /// <summary>All appeals; those that wait longest first.</summary>
    /// <param name="live">What is live.</param>
    /// <param name="now">The time.</param>
    /// <param name="account">Those about one account alone, by its name; null for all.</param>
    public static Table<AppealRow> Appeals(LiveState live, DateTimeOffset now, string? account = null)
    {
        var rows = (account is null ? live.Appeals.All : live.Appeals.Of(account)).Select(a => new AppealRow(a.Id, a.Account, a.IsOverdue(now) ? "overdue" : Appeal.Word(a.State), a.OpenedAt, a.Due, a.State == AppealState.Open ? (a.Due - now).TotalHours : null, a.EndedBy))
            .OrderBy(static r => r.Left is null).ThenBy(static r => r.Left ?? 0).ToList();
        return new Table<AppealRow>("appeals", "Appeals, the most urgent first", rows,
            new Column<AppealRow>("id", "Appeal", static r => r.Id) { Heads = true, Link = static r => AppealOf(r.Id) },
            new Column<AppealRow>("account", "Account", static r => r.Account) { Link = static r => Words.Account(r.Account) },
            new Column<AppealRow>("state", "State", static r => r.State) { Cell = static r => Cells.Badge(r.State, r.State == "overdue" ? "wrong" : r.State == "open" ? "waiting" : "") },
            new Column<AppealRow>("opened_at", "Opened", static r => r.OpenedAt),
            new Column<AppealRow>("due", "Due", static r => r.Due),
            new Column<AppealRow>("hours_left", "Hours left", static r => r.Left) { Numeric = true, Format = "0.#" },
            new Column<AppealRow>("answered_by", "Answered by", static r => r.EndedBy)) { Export = account is null ? "/export/appeals" : null, Open = static r => AppealOf(r.Id), Empty = "No appeal." };
    }

    /// <summary>What dismissals taught about each explanation.</summary>
    public static Table<TaughtChance> Taught(LiveState live)
    {
        var lessons = live.Cases.Lessons();
        return new Table<TaughtChance>("taught", "Chances of the benign explanations before any evidence", [.. Hypotheses.All.Select(h => Hypotheses.Taught(h.Name, lessons)).OrderByDescending(static t => t.Dismissals).ThenByDescending(static t => t.Before)],
            new Column<TaughtChance>("explanation", "Explanation", static t => Words.Plain(t.Hypothesis)) { Heads = true },
            new Column<TaughtChance>("dismissals", "Dismissals", static t => t.Dismissals) { Numeric = true },
            new Column<TaughtChance>("before", "Chance before them", static t => t.Before) { Numeric = true, Format = "share" },
            new Column<TaughtChance>("now", "Chance now", static t => t.Now) { Numeric = true, Format = "share" }) { Export = "/export/taught", Searchable = false };
    }

    /// <summary>A case's page.</summary>
    public static string CaseOf(string campaign) => "/cases/" + Uri.EscapeDataString(campaign);

    /// <summary>An appeal's page.</summary>
    public static string AppealOf(string id) => "/appeals/" + Uri.EscapeDataString(id);
}
