using System.Text.Json;
using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Files;

/// <summary>The part of <c>campaigns.json</c> about accounts of which only a part is accused.</summary>
internal static class ComponentsJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ComponentFinding> components)
    {
        json.WriteStartArray("components");
        foreach (var component in components)
        {
            json.WriteStartObject();
            json.WriteString("account", component.Account);
            json.WriteString("accused", component.ByEndUser ? "end_users" : "part");
            json.WriteNumber("exchanges", component.Exchanges);
            json.WriteFinite("share", component.Share);
            json.WriteNumber("input_tokens", component.InputTokens);
            json.WriteNumber("output_tokens", component.OutputTokens);
            json.WriteTime("first_seen", component.FirstSeen);
            json.WriteTime("last_seen", component.LastSeen);
            json.WriteTime("attached_at", component.AttachedAt);
            json.WriteNumber("exchanges_before_attach", component.ExchangesBeforeAttach);
            json.WriteString("template", component.Template);
            json.WriteStartArray("end_users");
            foreach (var user in component.EndUsers)
            {
                json.WriteStartObject();
                json.WriteString("key", user.Key);
                json.WriteNumber("exchanges", user.Exchanges);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
