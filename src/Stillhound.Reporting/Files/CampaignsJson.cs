using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Stillhound.Core.Campaigns;

namespace Stillhound.Reporting.Files;

/// <summary>Version 1 of <c>campaigns.json</c>. Fields are only ever added, and after those that were there.</summary>
internal static class CampaignsJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // Letters of any script stay readable; what HTML would act on is still escaped, since JSON gets pasted into pages.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static void Write(Findings findings, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        WriteInput(json, findings.Input);
        json.WriteStartArray("coverage");
        foreach (var family in findings.Coverage)
        {
            json.WriteStartObject();
            json.WriteString("family", family.Family);
            json.WriteBoolean("available", family.Available);
            json.WriteFinite("share", family.Share);
            json.WriteString("needs", family.Needs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("campaigns");
        foreach (var campaign in findings.Campaigns)
            WriteCampaign(json, campaign);
        json.WriteEndArray();
        ContextJson.WriteLists(json, findings.Lists);
        ErrorJson.Write(json, findings.Errors);
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static void WriteInput(Utf8JsonWriter json, InputSummary input)
    {
        json.WriteStartObject("input");
        json.WriteNumber("exchanges", input.Exchanges);
        json.WriteNumber("rejected", input.Rejected);
        json.WriteNumber("accounts", input.Accounts);
        json.WriteTime("first", input.First);
        json.WriteTime("last", input.Last);
        json.WriteEndObject();
    }

    private static void WriteCampaign(Utf8JsonWriter json, CampaignFinding campaign)
    {
        json.WriteStartObject();
        json.WriteString("id", campaign.Id);
        json.WriteString("tier", ReportText.Tier(campaign.Tier));
        json.WriteFinite("confidence", campaign.Confidence);
        json.WriteString("title", campaign.Title);
        json.WriteNumber("accounts", campaign.Members.Count);
        json.WriteNumber("exchanges", campaign.Exchanges);
        json.WriteNumber("input_tokens", campaign.InputTokens);
        json.WriteNumber("output_tokens", campaign.OutputTokens);
        json.WriteTime("first_seen", campaign.FirstSeen);
        json.WriteTime("last_seen", campaign.LastSeen);
        json.WriteTime("detected_at", campaign.DetectedAt);
        json.WriteNumber("exchanges_before_detection", campaign.ExchangesBeforeDetection);
        WriteTargets(json, campaign.Targets);
        WriteEvidence(json, campaign.Evidence);
        WriteExplanations(json, campaign.Explanations);
        json.WriteStartArray("sample_accounts");
        foreach (var account in campaign.SampleAccounts)
            json.WriteStringValue(account);
        json.WriteEndArray();
        json.WriteString("summary", campaign.Summary);
        json.WriteFinite("leak", campaign.Leak);
        WriteHistory(json, campaign.History);
        ContextJson.WriteContext(json, campaign.Context);
        json.WriteString("successor_of", campaign.SuccessorOf);
        ErrorJson.Write(json, campaign.Error);
        ComponentsJson.Write(json, campaign.Components);
        json.WriteString("likely_of", campaign.LikelyOf);
        json.WriteEndObject();
    }

    private static void WriteTargets(Utf8JsonWriter json, IReadOnlyList<TargetShare> targets)
    {
        json.WriteStartArray("targets");
        foreach (var target in targets)
        {
            json.WriteStartObject();
            json.WriteString("capability", target.Capability);
            json.WriteFinite("share", target.Share);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEvidence(Utf8JsonWriter json, IReadOnlyList<EvidenceItem> evidence)
    {
        json.WriteStartArray("evidence");
        foreach (var item in evidence)
        {
            json.WriteStartObject();
            json.WriteString("family", item.Family);
            json.WriteString("name", item.Name);
            json.WriteFinite("statistic", item.Statistic);
            json.WriteString("null", item.Null);
            json.WriteWeight("log10_lr", item.Log10Lr);
            json.WriteFinite("p_value", item.PValue);
            json.WriteString("text", item.Text);
            json.WriteFinite("null_value", item.NullValue);
            json.WriteString("refute", item.Refute);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteExplanations(Utf8JsonWriter json, IReadOnlyList<ExplanationItem> explanations)
    {
        json.WriteStartArray("explanations");
        foreach (var item in explanations)
        {
            json.WriteStartObject();
            json.WriteString("hypothesis", item.Hypothesis);
            json.WriteWeight("log10_odds", item.Log10Odds);
            json.WriteString("text", item.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHistory(Utf8JsonWriter json, IReadOnlyList<CampaignNote> history)
    {
        json.WriteStartArray("history");
        foreach (var note in history)
        {
            json.WriteStartObject();
            json.WriteTime("time", note.Time);
            json.WriteString("text", note.Text);
            json.WriteString("what", ReportText.Change(note.What));
            json.WriteString("reason", note.Reason);
            json.WriteNumber("accounts", note.Accounts);
            json.WriteString("campaign", note.Campaign);
            json.WriteTime("until", note.Until);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
