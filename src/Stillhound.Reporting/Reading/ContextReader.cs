using System.Text.Json;
using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Reading;

/// <summary>Reads what lists said from <c>campaigns.json</c>.</summary>
internal static class ContextReader
{
    public static ContextShare Share(JsonElement json) => new(
        json.Text("kind"), json.Number("accounts"), json.Number("population_accounts"), json.Number("exchanges"), json.Number("population_exchanges"),
        [.. json.Items("lists").Select(static l => new ContextListShare(l.Text("list"), l.Number("accounts"), l.Number("population_accounts")))]);

    public static ListSummary Lists(JsonElement json) => new(
        json.Long("looked_up"), json.Long("unreadable"), json.Long("unusable"),
        [.. json.Items("lists").Select(static l => new ListDescription(
            l.Text("list"), l.Texts("says"), l.OptionalTime("built"), l.Long("entries"), l.Long("bad_lines"), l.Texts("bad_sample")))],
        [.. json.Items("conflicts").Select(static c => new ListConflict(c.Text("what"), c.Text("first"), c.Text("second"), c.Long("exchanges")))]);
}
