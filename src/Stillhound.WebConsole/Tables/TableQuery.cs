using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Stillhound.WebConsole.Tables;

/// <summary>Which part of a table an address asks for: <c>NAME.sort</c>, <c>NAME.page</c>, <c>NAME.q</c>.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Sort">A column's key, with <c>-</c> before it for the largest first; null for the table's own order.</param>
/// <param name="Page">From 1.</param>
/// <param name="Search">What rows must contain; null for all.</param>
public sealed record TableQuery(string Name, string? Sort, int Page, string? Search)
{
    private const int LongestSearch = 200;
    private HttpRequest _request = null!;

    /// <summary>Reads it from an address.</summary>
    public static TableQuery Of(HttpRequest request, string name)
    {
        ArgumentNullException.ThrowIfNull(request);
        string? search = request.Query[name + ".q"];
        return new TableQuery(
            name,
            request.Query[name + ".sort"] is [{ Length: > 0 and < 64 } sort, ..] ? sort : null,
            int.TryParse(request.Query[name + ".page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1,
            search is { Length: > LongestSearch } ? search[..LongestSearch] : search) { _request = request };
    }

    /// <summary>The same address with another order; from the first page.</summary>
    public string SortedBy(string column) => With((Name + ".sort", Sort == column ? "-" + column : column), (Name + ".page", null));

    /// <summary>The same address with another page.</summary>
    public string At(int page) => With((Name + ".page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Everything else that the address says, for a form that sends it along.</summary>
    public IEnumerable<(string Key, string Value)> Others() =>
        _request.Query.Where(q => q.Key != Name + ".q" && q.Key != Name + ".page").SelectMany(static q => q.Value.Select(v => (q.Key, v ?? "")));

    private string With(params (string Key, string? Value)[] changes)
    {
        var query = new QueryBuilder();
        foreach (var (key, values) in _request.Query.Where(q => Array.TrueForAll(changes, c => c.Key != q.Key)))
        {
            foreach (var value in values)
                query.Add(key, value ?? "");
        }

        foreach (var (key, value) in changes)
        {
            if (value is not null)
                query.Add(key, value);
        }

        return _request.Path + query.ToQueryString().ToString();
    }
}
