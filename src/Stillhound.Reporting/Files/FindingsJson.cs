using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Stillhound.Core.SingleAccounts;

namespace Stillhound.Reporting.Files;

/// <summary>Version 1 of <c>findings.json</c>: what was found about accounts by themselves. Fields are only ever added.</summary>
internal static class FindingsJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // As in campaigns.json: readable, and safe to paste into a page.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static void Write(AccountReport report, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteNumber("tested", report.Tested);
        json.WriteFinite("false_discovery_rate", report.FalseDiscoveryRate);
        WriteRegion(json, report.Region);
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
            WriteFinding(json, finding);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static void WriteRegion(Utf8JsonWriter json, RegionSummary? region)
    {
        if (region is null)
        {
            json.WriteNull("regional_access");
            return;
        }

        json.WriteStartObject("regional_access");
        json.WriteString("mode", region.Mode);
        json.WriteNumber("examined", region.Examined);
        json.WriteNumber("not_served", region.NotServed);
        json.WriteNumber("unknown", region.Unknown);
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, AccountFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("kind", ReportText.Kind(finding.Kind));
        json.WriteString("tier", ReportText.Tier(finding.Tier));
        json.WriteString("title", finding.Title);
        json.WriteString("summary", finding.Summary);
        json.WriteStartArray("accounts");
        foreach (var account in finding.Accounts)
            json.WriteStringValue(account);
        json.WriteEndArray();
        json.WriteString("campaign", finding.Campaign);
        json.WriteNumber("exchanges", finding.Exchanges);
        json.WriteNumber("input_tokens", finding.InputTokens);
        json.WriteNumber("output_tokens", finding.OutputTokens);
        json.WriteTime("first_seen", finding.FirstSeen);
        json.WriteTime("last_seen", finding.LastSeen);
        json.WriteFinite("p_value", finding.PValue);
        json.WriteFinite("q_value", finding.QValue);
        json.WriteStartArray("signs");
        foreach (var sign in finding.Signs)
            WriteSign(json, sign);
        json.WriteEndArray();
        json.WriteStartArray("explanations");
        foreach (var reading in finding.Explanations)
        {
            json.WriteStartObject();
            json.WriteString("hypothesis", reading.Hypothesis);
            json.WriteBoolean("holds", reading.Holds);
            json.WriteString("text", reading.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSign(Utf8JsonWriter json, SignFinding sign)
    {
        json.WriteStartObject();
        json.WriteString("family", sign.Family);
        json.WriteString("name", sign.Name);
        json.WriteFinite("statistic", sign.Statistic);
        json.WriteString("null", sign.Null);
        json.WriteFinite("null_value", sign.NullValue);
        json.WriteFinite("p_value", sign.PValue);
        json.WriteString("text", sign.Text);
        json.WriteString("refute", sign.Refute);
        json.WriteEndObject();
    }
}
