using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Stillhound.Formats.Framing;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Mapped;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests.Mapped;

public sealed class FieldMapTests
{
    [Theory]
    [InlineData("fields: {time: t, account: a}\nformats: csv", "m.yaml:2: unknown key formats")]
    [InlineData("fields:\n  time: t\n  account: a\n  colour: c", "m.yaml:4: colour is not a native field")]
    [InlineData("fields:\n  time: t", "m.yaml:1: the required field account is not mapped")]
    [InlineData("fields:\n  time: t\n  account: a\n  id: a", "m.yaml:4: id: the source path a is empty or used twice")]
    [InlineData("fields:\n  time: t\n  account: [a, {b: c}]", "m.yaml:3: account must be a single value")]
    [InlineData("format: xml", "m.yaml:1: format must be ndjson or csv")]
    [InlineData("time_format: whenever", "m.yaml:1: time_format must be")]
    [InlineData("delimiter: ab", "m.yaml:1: delimiter must be one ASCII character")]
    [InlineData("fields: [a]", "m.yaml:1: fields must be an object")]
    [InlineData("constants: {time: 1}\nfields: {account: a}", "m.yaml:1: time cannot be a constant")]
    [InlineData("fields: {time: t\naccount", "m.yaml: not YAML")]
    [InlineData("", "m.yaml: a map is one YAML object")]
    [InlineData("- a", "m.yaml: a map is one YAML object")]
    public void What_is_wrong_is_said_in_one_line_with_its_place(string yaml, string message)
    {
        var error = Should.Throw<InputException>(() => FieldMap.Parse(yaml, "m.yaml"));
        error.Message.ShouldStartWith(message);
        error.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("flat-request-log.yaml")]
    [InlineData("flat-request-csv.yaml")]
    public void Shipped_maps_are_right(string name) => FieldMap.Load(Shipped(name)).Name.ShouldEndWith(name);

    [Fact]
    public void The_flat_request_log_map_reads_the_public_sample()
    {
        var sample = Sample();
        Assert.SkipWhen(sample is null, "the public sample is not beside the repository");
        var reader = new LogReader<PictureBatch>(
            LogFiles.Find([sample!]), new LogOptions { Map = FieldMap.Load(Shipped("flat-request-log.yaml")) }, () => new PictureBatch(), batch => batch.Pictures.Clear());
        var count = 0;
        var systems = 0;
        reader.Run((batch, _) =>
        {
            count += batch.Pictures.Count;
            systems += batch.Pictures.Count(picture => picture.ContainsKey("system"));
            batch.Pictures.ShouldAllBe(picture => picture.ContainsKey("prompt") && picture.ContainsKey("asn") && picture.ContainsKey("max_tokens") && picture.ContainsKey("ip"));
        });
        count.ShouldBe(5000);
        systems.ShouldBe(1015);
        reader.Progress.Rejected.ShouldBe(0);
    }

    [Fact]
    public void A_csv_without_a_needed_column_is_said_in_one_line()
    {
        using var folder = new TempFolder();
        var path = folder.Write("a.csv", "when,who\n1,a\n");
        var map = FieldMap.Parse("format: csv\nfields: {time: when, account: account}", "m.yaml");
        Should.Throw<InputException>(() => LogRun.Of(new LogOptions { Map = map }, path)).Message.ShouldContain("no column gives account");
    }

    [Fact]
    public void Rows_are_taken_apart_as_CsvHelper_does()
    {
        var random = new Random(9);
        for (var i = 0; i < 300; i++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Enumerable.Range(0, 3).Select(_ => Cell(random)).ToArray()).ToArray();
            var text = new StringBuilder();
            using (var writer = new CsvWriter(new StringWriter(text), new CsvConfiguration(CultureInfo.InvariantCulture) {
                NewLine = i % 2 == 0 ? "\n" : "\r\n",
                ShouldQuote = args => args.Field.AsSpan().ContainsAny("\",\r\n"),
            }))
            {
                foreach (var row in rows)
                {
                    foreach (var cell in row)
                        writer.WriteField(cell);
                    writer.NextRecord();
                }
            }

            Rows(Encoding.UTF8.GetBytes(text.ToString())).ShouldBe(rows);
        }
    }

    private static string Cell(Random random) =>
        "x" + string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => "a,\"\n\r é;"[random.Next(8)]));

    private static List<string[]> Rows(byte[] bytes)
    {
        var rows = new List<string[]>();
        var at = 0;
        while (CsvFraming.Instance.Next(bytes, ref at, out var range))
        {
            ReadOnlySpan<byte> row = bytes.AsSpan(range);
            var cells = new List<string>();
            for (var i = 0; i <= row.Length;)
            {
                CsvRow.Next(row, (byte)',', ref i, out var field, out var doubled).ShouldBeTrue();
                var into = new byte[field.Length];
                cells.Add(doubled ? Encoding.UTF8.GetString(into, 0, CsvRow.Undouble(field, into)) : Encoding.UTF8.GetString(field));
            }

            rows.Add([.. cells]);
        }

        return rows;
    }

    private static string Shipped(string name) => Path.Combine(AppContext.BaseDirectory, "maps", name);

    private static string? Sample()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var sample = Path.Combine(folder.FullName, "shared", "data", "external", "glasswally_labeled_5k.jsonl.gz");
            if (File.Exists(sample))
                return sample;
        }

        return null;
    }
}
