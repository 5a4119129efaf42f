using Stillhound.WebConsole.Data.Details;
using Stillhound.WebConsole.Parts;
using Stillhound.WebConsole.Tables;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;

namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>What members share: values beside everybody, groups of those who share the same, templates.</summary>
internal static class SharedTables
{
    private const int MostBars = 12;

    /// <summary>All shared values, the strongest first.</summary>
    public static Table<Value> Values(CampaignFinding campaign, DetailView view)
    {
        double members = Math.Max(1, view.Detail.Members.Count), everybody = Math.Max(1, view.Detail.PopulationAccounts);
        var rows = view.Detail.Traits.SelectMany(g => g.Traits.Select(t => new Value(g.Kind, t.Label, t.Members.Count, t.Members.Count / members, t.Population / everybody)));
        return new Table<Value>("values", "Values that at least two members share", [.. rows.OrderByDescending(static v => v.Share * Math.Log2(v.Share / Math.Max(1e-9, v.Others)))],
            new Column<Value>("value", "Value", static v => v.Label) { Heads = true, Cell = static v => Cells.Code(v.Label) },
            new Column<Value>("kind", "Kind", static v => v.Kind) { Cell = static v => Cells.Text(TraitWords.Of(v.Kind)) },
            new Column<Value>("accounts", "Members", static v => v.Accounts) { Numeric = true },
            new Column<Value>("share", "Of the members", static v => v.Share) { Numeric = true, Format = "share" },
            new Column<Value>("others", "Of everybody", static v => v.Others) { Numeric = true, Cell = static v => Cells.Text(Words.Share(v.Others, 2)) },
            new Column<Value>("times", "Times as often", static v => v.Others == 0 ? null : v.Share / v.Others) { Numeric = true, Cell = static v => Cells.Text(v.Others == 0 ? "–" : (v.Share / v.Others).ToString("N1", System.Globalization.CultureInfo.InvariantCulture)) })
        {
            Export = Words.Export(campaign.Id, "values"),
            PageSize = 40,
            Empty = "No value is shared by two members.",
        };
    }

    /// <summary>Values of one kind as bars beside everybody; null where no two members share any.</summary>
    public static object? Bars(DetailView view, string kind)
    {
        if (view.Traits(kind) is not { Traits.Count: > 0 } group)
            return null;
        double members = Math.Max(1, view.Detail.Members.Count), everybody = Math.Max(1, view.Detail.PopulationAccounts);
        var shown = group.Traits.Take(MostBars).ToList();
        return new
        {
            format = "share",
            name = "Members",
            othersName = "All accounts",
            names = shown.Select(static t => t.Label),
            values = shown.Select(t => Math.Round(t.Members.Count / members, 4)),
            others = shown.Select(t => Math.Round(t.Population / everybody, 4)),
        };
    }

    /// <summary>What lists say, as bars beside everybody; null where no list was given.</summary>
    public static object? ContextBars(CampaignFinding campaign) => campaign.Context.Count == 0 ? null : new
    {
        format = "share",
        name = "Members",
        othersName = "All accounts",
        names = campaign.Context.Select(static c => Words.Plain(c.Kind)),
        values = campaign.Context.Select(static c => Finite(c.Accounts)),
        others = campaign.Context.Select(static c => Finite(c.PopulationAccounts)),
    };

    /// <summary>What lists say, as rows.</summary>
    public static Table<ContextShare> Context(CampaignFinding campaign) => new("context", "What lists say of its accounts", campaign.Context,
        new Column<ContextShare>("kind", "Kind", static c => c.Kind) { Heads = true, Cell = static c => Cells.Text(Words.Plain(c.Kind)) },
        new Column<ContextShare>("accounts", "Members", static c => c.Accounts) { Numeric = true, Format = "share" },
        new Column<ContextShare>("population_accounts", "All accounts", static c => c.PopulationAccounts) { Numeric = true, Format = "share" },
        new Column<ContextShare>("exchanges", "Its exchanges", static c => c.Exchanges) { Numeric = true, Format = "share" },
        new Column<ContextShare>("population_exchanges", "All exchanges", static c => c.PopulationExchanges) { Numeric = true, Format = "share" },
        new Column<ContextShare>("lists", "Lists", static c => string.Join("; ", c.Lists.Select(static l => $"{l.List} {Words.Share(l.Accounts)}"))))
    {
        Export = Words.Export(campaign.Id, "context"),
        Searchable = false,
    };

    /// <summary>Groups of members that share the same of the strongest values.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="view">What it rests on.</param>
    /// <param name="toggled">Address with a group opened or closed; null in exports.</param>
    public static Table<TieGroup> Groups(CampaignFinding campaign, DetailView view, Func<string, string>? toggled) => new("groups", "Groups of members by what they share", view.Groups.Groups,
        new Column<TieGroup>("group", "Group", static g => g.Id) { Heads = true, Link = toggled is null ? null : g => toggled(g.Id), Cell = static g => Cells.Code(g.Id) },
        new Column<TieGroup>("accounts", "Accounts", static g => g.Members.Count) { Numeric = true },
        new Column<TieGroup>("shared", "All of them share", g => LinkGraph.Shared(view.Groups, g)),
        new Column<TieGroup>("sample", "Some of them", g => string.Join(", ", g.Members.Take(3).Select(m => view.Detail.Members[m].Account))))
    {
        Export = Words.Export(campaign.Id, "groups"),
        Searchable = false,
    };

    /// <summary>Templates as rows.</summary>
    public static Table<TemplateDetail> Templates(CampaignFinding campaign, DetailView view) => new("templates", "Templates, the most used first", view.Detail.Templates,
        new Column<TemplateDetail>("template", "Template", static t => t.Id) { Heads = true, Cell = static t => Cells.Code(t.Id) },
        new Column<TemplateDetail>("basis", "Told by", static t => t.Basis == "settings" ? "system prompt and tools" : "a phrase of its own"),
        new Column<TemplateDetail>("accounts", "Accounts", static t => t.Members.Count) { Numeric = true },
        new Column<TemplateDetail>("exchanges", "Exchanges", static t => t.Exchanges) { Numeric = true, Help = "That showed it, at least" },
        new Column<TemplateDetail>("fixed", "Fixed phrases", static t => t.Fixed) { Numeric = true, Help = "Sampled phrases that at least nine in ten of its members use" },
        new Column<TemplateDetail>("varying", "Varying phrases", static t => t.Varying) { Numeric = true },
        new Column<TemplateDetail>("prompt_words", "Words of a prompt", static t => double.IsNaN(t.PromptWords) ? null : t.PromptWords) { Numeric = true, Format = "N0" },
        new Column<TemplateDetail>("output_tokens", "Tokens of an answer", static t => double.IsNaN(t.OutputTokens) ? null : t.OutputTokens) { Numeric = true, Format = "N0" })
    {
        Export = Words.Export(campaign.Id, "templates"),
        Searchable = false,
        Empty = "No two members share a template.",
    };

    /// <summary>Columns of the matrix as rows.</summary>
    public static Table<TemplateMatrix.Column> Matrix(CampaignFinding campaign, DetailView view) => new("matrix", "Templates and values of the picture", view.Matrix.Columns,
        new Column<TemplateMatrix.Column>("value", "Template or value", static c => c.Name) { Heads = true },
        new Column<TemplateMatrix.Column>("accounts", "Members that have it", static c => c.Accounts) { Numeric = true },
        new Column<TemplateMatrix.Column>("shown", "Of those shown", static c => c.Shown) { Numeric = true },
        new Column<TemplateMatrix.Column>("others", "Of everybody", static c => double.IsNaN(c.Others) ? null : c.Others) { Numeric = true, Cell = static c => Cells.Text(Words.Share(c.Others, 2)) })
    {
        Export = Words.Export(campaign.Id, "matrix"),
        Searchable = false,
    };

    private static double Finite(double value) => double.IsFinite(value) ? Math.Round(value, 4) : 0;

    /// <summary>One value that members share.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Label">How it is told.</param>
    /// <param name="Accounts">Members that have it.</param>
    /// <param name="Share">Their share of the members, 0 to 1.</param>
    /// <param name="Others">Share of all accounts that have it, 0 to 1.</param>
    public sealed record Value(string Kind, string Label, int Accounts, double Share, double Others);
}
