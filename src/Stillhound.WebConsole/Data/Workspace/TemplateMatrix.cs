using Stillhound.Core.Details;

namespace Stillhound.WebConsole.Data.Workspace;

/// <summary>Some members against the campaign's templates and strongest values, ordered so that alike ones stand together.</summary>
internal sealed class TemplateMatrix
{
    /// <summary>Most members that are shown.</summary>
    public const int MostRows = 60;

    /// <summary>Most columns that are shown.</summary>
    public const int MostColumns = 30;

    private const int MostTemplates = 14;
    private const int MostOfKind = 6;

    private TemplateMatrix(IReadOnlyList<string> rows, IReadOnlyList<Column> columns, IReadOnlyList<Cell> cells) => (Rows, Columns, Cells) = (rows, columns, cells);

    /// <summary>Names of the members that are shown, in the order of the picture.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>The columns, in the order of the picture.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Cells that are not empty.</summary>
    public IReadOnlyList<Cell> Cells { get; }

    /// <summary>The data of a chart.</summary>
    public object Chart() => new { rows = Rows, columns = Columns.Select(static c => c.Name), cells = Cells.Select(static c => new[] { c.Row, c.Column, Math.Round(c.Share, 3) }) };

    /// <summary>Makes it.</summary>
    public static TemplateMatrix Of(CampaignDetail detail)
    {
        var picked = Pick(detail);
        var columns = ColumnsOf(detail);
        var values = picked.Select(_ => new double[columns.Count]).ToList();
        for (var c = 0; c < columns.Count; c++)
        {
            for (var r = 0; r < picked.Count; r++)
                values[r][c] = columns[c].ShareOf(picked[r]);
        }

        var rowOrder = Seriation.Order(values);
        var columnOrder = Seriation.Order([.. Enumerable.Range(0, columns.Count).Select(c => values.Select(v => v[c]).ToArray())]);
        var cells = new List<Cell>();
        for (var r = 0; r < rowOrder.Length; r++)
        {
            for (var c = 0; c < columnOrder.Length; c++)
            {
                if (values[rowOrder[r]][columnOrder[c]] is > 0 and var share)
                    cells.Add(new Cell(r, c, share));
            }
        }

        return new TemplateMatrix(
            [.. rowOrder.Select(r => detail.Members[picked[r]].Account)],
            [.. columnOrder.Select((c, at) => new Column(columns[c].Name, columns[c].Accounts, cells.Count(cell => cell.Column == at), columns[c].Others))], cells);
    }

    /// <summary>All members, or so many of them from each template as it has of all.</summary>
    private static List<int> Pick(CampaignDetail detail)
    {
        var order = Enumerable.Range(0, detail.Members.Count).OrderBy(m => (uint)detail.Members[m].Template).ThenBy(static m => m).ToList();
        return order.Count <= MostRows ? order : [.. Enumerable.Range(0, MostRows).Select(i => order[(int)((long)i * order.Count / MostRows)])];
    }

    private static List<Draft> ColumnsOf(CampaignDetail detail)
    {
        var columns = new List<Draft>();
        for (var t = 0; t < Math.Min(MostTemplates, detail.Templates.Count); t++)
        {
            var template = t;
            columns.Add(new Draft("template " + detail.Templates[t].Id, detail.Templates[t].Members.Count, double.NaN, m => detail.Members[m].Template == template ? 1 : 0));
        }

        foreach (var strong in StrongTrait.Of(detail, MostOfKind).Take(MostColumns - columns.Count))
        {
            var exchanges = new Dictionary<int, int>(strong.Trait.Members.Count);
            for (var i = 0; i < strong.Trait.Members.Count; i++)
                exchanges[strong.Trait.Members[i]] = strong.Trait.Exchanges[i];
            columns.Add(new Draft(strong.Name, strong.Trait.Members.Count, strong.Others,
                m => exchanges.TryGetValue(m, out var n) ? Math.Clamp(n / (double)Math.Max(1, detail.Members[m].Exchanges), 0.05, 1) : 0));
        }

        return columns;
    }

    /// <summary>A column: a template or a value.</summary>
    /// <param name="Name">In words.</param>
    /// <param name="Accounts">Members that have it.</param>
    /// <param name="Shown">Those of them in the picture.</param>
    /// <param name="Others">Share of all accounts that have it, 0 to 1; NaN for templates, which are made of members alone.</param>
    internal sealed record Column(string Name, int Accounts, int Shown, double Others);

    /// <summary>A cell.</summary>
    /// <param name="Row">From 0.</param>
    /// <param name="Column">From 0.</param>
    /// <param name="Share">Share of the member's exchanges that showed it, 0 to 1.</param>
    internal readonly record struct Cell(int Row, int Column, double Share);

    private sealed record Draft(string Name, int Accounts, double Others, Func<int, double> ShareOf);
}
