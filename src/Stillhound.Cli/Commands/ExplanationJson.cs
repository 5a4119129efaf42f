using System.Text;
using System.Text.Json;
using Stillhound.Formats.Explain;
using Stillhound.Formats.Records;

namespace Stillhound.Cli.Commands;

/// <summary>An explanation for a program to read.</summary>
internal static class ExplanationJson
{
    public static void Write(TextWriter writer, RecordExplanation explanation)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("format", explanation.Format);
            json.WriteString("recognised", explanation.Recognised);
            json.WriteBoolean("readable", explanation.Reason == RejectReason.None);
            if (explanation.Reason != RejectReason.None)
                json.WriteString("reason", explanation.Reason.Code());
            if (explanation.Detail is { } detail)
                json.WriteString("detail", detail);
            if (explanation.Note is { } note)
                json.WriteString("note", note);
            if (explanation.FailedAt is { } at)
                json.WriteNumber("failed_at", at);
            json.WriteStartArray("fields");
            foreach (var field in explanation.Fields)
            {
                json.WriteStartObject();
                json.WriteString("path", field.Path);
                json.WriteString("outcome", field.Outcome.ToString().ToLowerInvariant());
                if (field.Outcome == FieldRead.Read)
                    json.WriteString("value", field.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("families");
            foreach (var family in explanation.Families)
            {
                json.WriteStartObject();
                json.WriteString("family", family.Family);
                json.WriteBoolean("feeds", family.Feeds);
                json.WriteString("why", family.Why);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("enrichment");
            foreach (var line in explanation.Enrichment)
            {
                json.WriteStartObject();
                json.WriteString("source", line.Source);
                json.WriteString("text", line.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        writer.WriteLine(Encoding.UTF8.GetString(memory.ToArray()));
    }
}
