using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Details;

namespace Stillhound.Reporting.Files;

/// <summary>
/// Version 1 of <c>details.json</c>: what findings about campaigns rest on, for screens. Members are told by their place in
/// <c>members.csv</c> and words once, because there are many of them. Fields are only ever added.
/// </summary>
internal static class DetailsJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        // As in campaigns.json: readable, and safe to paste into a page.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static void Write(Findings findings, IReadOnlyList<CampaignDetail> details, Stream stream)
    {
        var byId = details.ToDictionary(static d => d.Id, StringComparer.Ordinal);
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteTime("activity_start", findings.ActivityStart);
        json.WriteNumber("activity_bucket_ms", (long)findings.ActivityBucket.TotalMilliseconds);
        json.WriteStartObject("population");
        json.WriteNumber("accounts", findings.Input.Accounts);
        WriteActivity(json, findings.PopulationActivity);
        WriteNumbers(json, "hour_of_week", findings.PopulationHourOfWeek);
        json.WriteEndObject();
        json.WriteStartArray("campaigns");
        foreach (var campaign in findings.Campaigns)
            WriteCampaign(json, campaign, byId.GetValueOrDefault(campaign.Id));
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static void WriteCampaign(Utf8JsonWriter json, CampaignFinding campaign, CampaignDetail? detail)
    {
        json.WriteStartObject();
        json.WriteString("id", campaign.Id);
        WriteActivity(json, campaign.Activity);
        WriteNumbers(json, "hour_of_week", campaign.HourOfWeek);
        WriteMembers(json, campaign, detail);
        if (detail is not null)
        {
            json.WriteStartArray("traits");
            foreach (var group in detail.Traits)
                WriteGroup(json, group);
            json.WriteEndArray();
            json.WriteStartArray("templates");
            foreach (var template in detail.Templates)
                WriteTemplate(json, template);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, CampaignFinding campaign, CampaignDetail? detail)
    {
        var words = new Dictionary<string, long>(StringComparer.Ordinal);
        var ties = campaign.Members.Select(m => PlaceOf(m.Ties)).ToList();
        var removal = detail?.Members.Select(m => PlaceOf(m.Removal)).ToList();
        json.WriteStartArray("words");
        foreach (var text in words.Keys)
            json.WriteStringValue(text);
        json.WriteEndArray();
        json.WriteStartObject("members");
        WriteNumbers(json, "ties", ties);
        if (detail is not null)
        {
            WriteNumbers(json, "removal", removal!);
            WriteNumbers(json, "first_seen_ms", detail.Members.Select(static m => m.FirstSeen.ToUnixTimeMilliseconds()));
            WriteNumbers(json, "last_seen_ms", detail.Members.Select(static m => m.LastSeen.ToUnixTimeMilliseconds()));
            WriteNumbers(json, "template", detail.Members.Select(static m => (long)m.Template));
        }

        json.WriteEndObject();

        long PlaceOf(string text)
        {
            if (!words.TryGetValue(text, out var place))
                words.Add(text, place = words.Count);
            return place;
        }
    }

    private static void WriteGroup(Utf8JsonWriter json, TraitGroup group)
    {
        json.WriteStartObject();
        json.WriteString("kind", group.Kind);
        json.WriteNumber("members", group.Members);
        json.WriteNumber("population", group.Population);
        json.WriteNumber("values", group.Values);
        json.WriteStartArray("traits");
        foreach (var trait in group.Traits)
        {
            json.WriteStartObject();
            json.WriteString("label", trait.Label);
            json.WriteNumber("population", trait.Population);
            WriteNumbers(json, "members", trait.Members);
            WriteNumbers(json, "exchanges", trait.Exchanges);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTemplate(Utf8JsonWriter json, TemplateDetail template)
    {
        json.WriteStartObject();
        json.WriteString("id", template.Id);
        json.WriteString("basis", template.Basis);
        json.WriteNumber("exchanges", template.Exchanges);
        WriteNumbers(json, "members", template.Members);
        json.WriteStartArray("settings");
        foreach (var setting in template.Settings)
        {
            json.WriteStartObject();
            json.WriteString("kind", setting.Kind);
            json.WriteString("label", setting.Label);
            json.WriteFinite("share", setting.Share);
            json.WriteNumber("values", setting.Values);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("fixed", template.Fixed);
        json.WriteNumber("varying", template.Varying);
        json.WriteStartArray("phrases");
        foreach (var phrase in template.Phrases)
        {
            json.WriteStartObject();
            json.WriteString("label", phrase.Label);
            json.WriteFinite("share", phrase.Share);
            json.WriteBoolean("own", phrase.Own);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteFinite("prompt_words", template.PromptWords);
        json.WriteFinite("output_tokens", template.OutputTokens);
        json.WriteEndObject();
    }

    /// <summary>A series without the empty buckets around it: a log can be long and a campaign short.</summary>
    private static void WriteActivity(Utf8JsonWriter json, IReadOnlyList<long> series)
    {
        var from = 0;
        while (from < series.Count && series[from] == 0)
            from++;
        var to = series.Count;
        while (to > from && series[to - 1] == 0)
            to--;
        json.WriteNumber("activity_buckets", series.Count);
        json.WriteNumber("activity_from", from);
        WriteNumbers(json, "activity", series.Skip(from).Take(to - from));
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
