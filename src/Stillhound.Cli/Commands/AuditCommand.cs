using System.CommandLine;
using System.Globalization;
using Stillhound.Cli.Campaigns;
using Stillhound.Formats.Inputs;
using Stillhound.Ledger;

namespace Stillhound.Cli.Commands;

/// <summary><c>stillhound audit</c>: whether a ledger is what was written.</summary>
internal static class AuditCommand
{
    public static Command Build() => new("audit", "Check the ledger of verdicts, decisions and human acts.") { Verify() };

    private static Command Verify()
    {
        var folder = new Argument<string>("DIR") { Description = "The ledger's folder." }.RefuseOptions();
        var head = new Option<string?>("--head") { Description = "A head that was kept elsewhere, to see whether the end was cut off or all of it written anew.", HelpName = "SEQ:HASH" };
        var output = new Option<string>("--output", "-o") { Description = "human or json.", DefaultValueFactory = static _ => "human" };
        output.AcceptOnlyFromAmong("human", "json");
        var command = new Command("verify", "Check every entry from the first on. Exit code 0: whole, 1: broken, 2: no ledger or not readable.") { folder, head, output };
        command.SetAction((result, cancellation) => Task.FromResult(Edge.Guard(() =>
        {
            LedgerHead? expected = null;
            if (result.GetValue(head) is { } text)
                expected = LedgerHead.TryParse(text, out var parsed) ? parsed : throw new InputException("--head: expected SEQ:HASH, as 'audit verify' prints it");
            var verdict = LedgerVerifier.Verify(result.GetRequiredValue(folder), expected, cancellation);
            if (result.GetValue(output) == "json")
                WriteJson(verdict, Console.Out);
            else
                Write(verdict, Console.Out);
            return verdict.Whole ? ExitCodes.Nothing : ExitCodes.Found;
        })));
        return command;
    }

    private static void Write(LedgerVerdict verdict, TextWriter output)
    {
        if (verdict.Break is { } found)
        {
            var place = found.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({found.Segment}, line {found.Line})") : "";
            output.WriteLine($"broken: {Printable.Line(found.Text + place)}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{verdict.Entries} entries before it are whole"));
            return;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"whole: {verdict.Entries} entries in {verdict.Segments} segments, {verdict.First:yyyy-MM-dd HH:mm} to {verdict.Last:yyyy-MM-dd HH:mm} UTC"));
        output.WriteLine($"head: {verdict.Head}");
    }

    private static void WriteJson(LedgerVerdict verdict, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteBoolean("whole", verdict.Whole);
        json.WriteNumber("entries", verdict.Entries);
        json.WriteNumber("segments", verdict.Segments);
        json.WriteNumber("bytes", verdict.Bytes);
        json.WriteString("head", verdict.Head.ToString());
        if (verdict.Break is not { } found)
            return;
        json.WriteStartObject("break");
        json.WriteString("fault", found.Fault.ToString().ToLowerInvariant());
        json.WriteNumber("seq", found.Seq);
        json.WriteString("segment", found.Segment);
        json.WriteNumber("line", found.Line);
        json.WriteString("text", found.Text);
        json.WriteEndObject();
    });
}
