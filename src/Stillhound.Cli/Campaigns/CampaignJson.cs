using System.Globalization;
using System.Text.Json;
using Stillhound.Core.Campaigns;

namespace Stillhound.Cli.Campaigns;

/// <summary>One campaign as it stands in <c>campaigns.json</c>, with members behind it.</summary>
internal static class CampaignJson
{
    public static void Write(JsonElement campaign, IEnumerable<MemberFinding> members, TextWriter output) => JsonText.Write(output, json =>
    {
        foreach (var property in campaign.EnumerateObject())
            property.WriteTo(json);
        json.WriteStartArray("members");
        foreach (var member in members)
        {
            json.WriteStartObject();
            json.WriteString("account", member.Account);
            if (double.IsNaN(member.Confidence))
                json.WriteNull("confidence");
            else
                json.WriteNumber("confidence", member.Confidence);
            json.WriteString("attached_at", member.AttachedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteNumber("exchanges", member.Exchanges);
            json.WriteNumber("exchanges_before_attach", member.ExchangesBeforeAttach);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
