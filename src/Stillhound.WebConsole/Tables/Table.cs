using System.Globalization;
using System.Text.Json;

namespace Stillhound.WebConsole.Tables;

/// <summary>A table as far as its export needs it.</summary>
internal interface ITable
{
    /// <summary>Name in links and file names.</summary>
    string Name { get; }

    /// <summary>Writes all rows as CSV.</summary>
    void WriteCsv(TextWriter writer);

    /// <summary>Writes all rows as JSON objects.</summary>
    void WriteJson(Utf8JsonWriter json);
}

/// <summary>Rows with columns; a page shows a part of it, an export all.</summary>
/// <typeparam name="T">What a row is.</typeparam>
/// <param name="name">Name in links and file names.</param>
/// <param name="caption">What it holds, in words.</param>
/// <param name="rows">All rows, in their own order.</param>
/// <param name="columns">Its columns.</param>
public sealed class Table<T>(string name, string caption, IReadOnlyList<T> rows, params IReadOnlyList<Column<T>> columns) : ITable
{
    /// <summary>Name in links and file names.</summary>
    public string Name { get; } = name;

    /// <summary>What it holds, in words.</summary>
    public string Caption { get; } = caption;

    /// <summary>All rows.</summary>
    public IReadOnlyList<T> Rows { get; } = rows;

    /// <summary>Its columns.</summary>
    public IReadOnlyList<Column<T>> Columns { get; } = columns;

    /// <summary>Rows of a page.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Whether rows can be searched.</summary>
    public bool Searchable { get; init; } = true;

    /// <summary>The column that it is sorted by when nobody asked, with <c>-</c> before it for the largest first; null for the rows' own order.</summary>
    public string? Sorted { get; init; }

    /// <summary>What stands there when there is no row.</summary>
    public string Empty { get; init; } = "Nothing here.";

    /// <summary>Where its exports are found; null for none.</summary>
    public string? Export { get; init; }

    /// <summary>Where a row leads by keyboard; null for nowhere.</summary>
    public Func<T, string?>? Open { get; init; }

    /// <summary>The part that was asked for.</summary>
    public TablePage<T> Page(TableQuery query)
    {
        IEnumerable<T> found = Rows;
        if (query.Search is { Length: > 0 } words)
        {
            var cells = Columns.Select(c => new SoughtColumn<T>(c.Exported ?? c.Value, words)).ToArray();
            found = found.Where(row => Array.Exists(cells, cell => cell.Has(row)));
        }

        var sort = query.Sort ?? Sorted;
        if (sort is not null && Columns.FirstOrDefault(c => c.Key == sort.TrimStart('-')) is { } by)
        {
            found = sort.StartsWith('-')
                ? found.OrderByDescending(by.Value, ValueOrder.Instance)
                : found.OrderBy(by.Value, ValueOrder.Instance);
        }

        var all = found as IReadOnlyList<T> ?? [.. found];
        var last = Math.Max(1, (all.Count + PageSize - 1) / PageSize);
        var page = Math.Clamp(query.Page, 1, last);
        return new TablePage<T>([.. all.Skip((page - 1) * PageSize).Take(PageSize)], all.Count, page, last, sort);
    }

    /// <inheritdoc/>
    public void WriteCsv(TextWriter writer)
    {
        var exported = Columns.Where(static c => !c.Plain).ToList();
        writer.Write(string.Join(',', exported.Select(static c => c.Key)));
        writer.Write("\r\n");
        foreach (var row in Rows)
        {
            writer.Write(string.Join(',', exported.Select(c => Field((c.Exported ?? c.Value)(row)))));
            writer.Write("\r\n");
        }
    }

    /// <inheritdoc/>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var row in Rows)
        {
            json.WriteStartObject();
            foreach (var column in Columns.Where(static c => !c.Plain))
            {
                json.WritePropertyName(column.Key);
                Write(json, (column.Exported ?? column.Value)(row));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double:
                json.WriteNullValue();
                break;
            case int or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(ValueText.Of(value));
                break;
        }
    }

    private static string Field(object? value) => value is string text ? CsvText.Field(text) : CsvText.Quoted(ValueText.Of(value));

    /// <summary>Nothing before something; numbers by size, text by its characters.</summary>
    private sealed class ValueOrder : IComparer<object?>
    {
        public static readonly ValueOrder Instance = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string a, string b) => string.CompareOrdinal(a, b),
            (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
            (bool a, bool b) => a.CompareTo(b),
            (IConvertible a, IConvertible b) when a is not string && b is not string => a.ToDouble(CultureInfo.InvariantCulture).CompareTo(b.ToDouble(CultureInfo.InvariantCulture)),
            _ => string.CompareOrdinal(ValueText.Of(x), ValueText.Of(y)),
        };
    }
}

/// <summary>A part of a table.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">Rows that the search left.</param>
/// <param name="Number">Number of this page, from 1.</param>
/// <param name="Last">Number of the last page.</param>
/// <param name="Sort">What it is sorted by.</param>
public sealed record TablePage<T>(IReadOnlyList<T> Rows, int Total, int Number, int Last, string? Sort);
