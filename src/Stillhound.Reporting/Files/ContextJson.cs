using System.Text.Json;
using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Files;

/// <summary>What lists said, in <c>campaigns.json</c>.</summary>
internal static class ContextJson
{
    public static void WriteContext(Utf8JsonWriter json, IReadOnlyList<ContextShare> context)
    {
        json.WriteStartArray("context");
        foreach (var share in context)
        {
            json.WriteStartObject();
            json.WriteString("kind", share.Kind);
            json.WriteFinite("accounts", share.Accounts);
            json.WriteFinite("population_accounts", share.PopulationAccounts);
            json.WriteFinite("exchanges", share.Exchanges);
            json.WriteFinite("population_exchanges", share.PopulationExchanges);
            json.WriteStartArray("lists");
            foreach (var list in share.Lists)
            {
                json.WriteStartObject();
                json.WriteString("list", list.List);
                json.WriteFinite("accounts", list.Accounts);
                json.WriteFinite("population_accounts", list.PopulationAccounts);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteLists(Utf8JsonWriter json, ListSummary? summary)
    {
        if (summary is null)
        {
            json.WriteNull("lists");
            return;
        }

        json.WriteStartObject("lists");
        json.WriteNumber("looked_up", summary.LookedUp);
        json.WriteNumber("unreadable", summary.Unreadable);
        json.WriteNumber("unusable", summary.Unusable);
        json.WriteStartArray("lists");
        foreach (var list in summary.Lists)
            WriteList(json, list);
        json.WriteEndArray();
        json.WriteStartArray("conflicts");
        foreach (var conflict in summary.Conflicts)
        {
            json.WriteStartObject();
            json.WriteString("what", conflict.What);
            json.WriteString("first", conflict.First);
            json.WriteString("second", conflict.Second);
            json.WriteNumber("exchanges", conflict.Exchanges);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, ListDescription list)
    {
        json.WriteStartObject();
        json.WriteString("list", list.Name);
        json.WriteStartArray("says");
        foreach (var what in list.Says)
            json.WriteStringValue(what);
        json.WriteEndArray();
        json.WriteTime("built", list.Built);
        json.WriteNumber("entries", list.Entries);
        json.WriteNumber("bad_lines", list.BadLines);
        json.WriteStartArray("bad_sample");
        foreach (var sample in list.BadSample)
            json.WriteStringValue(sample);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
