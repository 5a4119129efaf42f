using Stillhound.Formats.Explain;
using Stillhound.Formats.Records;

namespace Stillhound.Cli.Commands;

/// <summary>An explanation for a person to read.</summary>
internal sealed class ExplanationText(TextWriter writer, bool colour)
{
    private const string Green = "32";
    private const string Yellow = "33";
    private const string Dim = "2";

    public void Write(RecordExplanation explanation)
    {
        writer.WriteLine($"Format: {explanation.Format} ({explanation.Recognised})");
        if (explanation.Note is { } note)
            writer.WriteLine($"Holds:  {note}");
        writer.WriteLine();
        writer.WriteLine("Fields");
        var width = explanation.Fields.Max(field => field.Path.Length);
        foreach (var field in explanation.Fields)
        {
            var (word, paint) = field.Outcome switch
            {
                FieldRead.Read => ("read   ", Green),
                FieldRead.Ignored => ("ignored", Yellow),
                _ => ("absent ", Dim),
            };
            var value = field.Outcome == FieldRead.Ignored ? "of a type or in a range that is not read" : field.Value;
            writer.WriteLine($"  {Paint(word, paint)}  {field.Path.PadRight(width)}  {value}".TrimEnd());
        }

        writer.WriteLine();
        writer.WriteLine("Evidence this record can feed");
        foreach (var family in explanation.Families)
            writer.WriteLine($"  {Paint(family.Feeds ? "yes" : "no ", family.Feeds ? Green : Dim)}  {family.Family,-12}  {family.Why}");
        if (explanation.Enrichment.Count == 0)
            return;
        writer.WriteLine();
        writer.WriteLine("What lists say of the address (context, not evidence)");
        var sources = explanation.Enrichment.Max(line => line.Source.Length);
        foreach (var line in explanation.Enrichment)
            writer.WriteLine(Printable.Line($"  {line.Source.PadRight(sources)}  {line.Text}"));
    }

    private string Paint(string text, string code) => colour ? $"\e[{code}m{text}\e[0m" : text;
}
