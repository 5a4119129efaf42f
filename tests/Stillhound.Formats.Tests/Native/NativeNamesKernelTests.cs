using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Native;
using Stillhound.Formats.Records;

namespace Stillhound.Formats.Tests.Native;

/// <summary>A reader that has seen other records reads the next one as a new reader does.</summary>
public class NativeNamesKernelTests
{
    private static readonly string[] Members =
    [
        "\"time\":\"2026-07-06T00:00:00Z\"", "\"account\":\"a\"", "\"account\" : \"b\"", "\"x\":1", "\"model\":\"m\"", "\"turn\":3", "\"turn\":}",
        "\"params\":{\"n\":2,\"top_p\":0.5}", "\"params\":{\"model\":\"q\",\"n\":4}", "\"params\":{\"x\":{\"n\":9},\"n\":7}", "\"params\":[1]", "\"usage\":{}",
        "\"client\":{\"ip\":\"1.2.3.4\",\"asn\":5}", "\"client\":{\"asn\":6,\"model\":\"no\"}", "\"tools\":[\"t\"]", "\"status\":200", "\"tim\\u0065\":1790000000",
        "\"system\":\"s\\n\"", "\"prompt\":\"p\"", "\"n\":8", "\"prompt\":", "\"conversation\":\"abcdefghijklmnopqrstuvwxyz\"",
    ];

    private static readonly Gen<string> Record =
        from members in Gen.ListOf(Gen.Elements(Members))
        from comma in Gen.Elements(",", ", ", " ,")
        select "{" + string.Join(comma, members) + "}" + new string(' ', 40);

    [Fact]
    public void What_came_before_changes_nothing() =>
        Prop.ForAll(Gen.ListOf(Record).ToArbitrary(), static records =>
        {
            var used = new NativeReader();
            return records.All(record => Read(used, record) == Read(new NativeReader(), record));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_table_knows_the_names_that_the_definition_knows()
    {
        var names = NativeNames.All.Select(static f => f.Path[(f.Path.IndexOf('.', StringComparison.Ordinal) + 1)..])
            .Concat(["params", "usage", "client", "", "x", "accoun", "accounts", "reasoning_token", "reasoning_tokens_", "Time"]);
        foreach (var group in new[] { NativeField.None, NativeField.Params, NativeField.Usage, NativeField.Client })
        {
            foreach (var name in names.Select(Encoding.UTF8.GetBytes))
            {
                byte[] json = [(byte)',', (byte)'"', .. name, (byte)'"', (byte)':', .. new byte[20]];
                var expected = NativeNames.Find(group, name);
                NameTable.Of(group).Take(json, first: false, out var length).ShouldBe(expected);
                NameTable.Of(group).Take(json.AsSpan(1), first: true, out var lengthOfFirst).ShouldBe(expected);
                if (expected != NativeField.None)
                    (length, lengthOfFirst).ShouldBe((name.Length + 4, name.Length + 3));
                json[^21] = (byte)' '; // a space before the colon, which is for the cursor
                NameTable.Of(group).Take(json, first: false, out _).ShouldBe(NativeField.None);
            }
        }
    }

    private static string Read(NativeReader reader, string record)
    {
        Exchange e = default;
        var reason = reader.Read(Encoding.UTF8.GetBytes(record), ref e);
        if (reason != RejectReason.None)
            return $"{reason} at {reader.FailedAt}";
        return $"{e.Time} {Text(e.Account)} {Text(e.Model)} {Text(e.System)} {Text(e.Prompt)} {Text(e.Conversation)} {e.Turn} {e.N} {e.TopP} {Text(e.Ip)} {e.Asn} {e.ToolsKey} {e.Status}";
    }

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
