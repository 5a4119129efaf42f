using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Mapped;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests;

/// <summary>
/// Runs every folder of Cases: <c>input.*</c>, perhaps with <c>map.yaml</c>, must give <c>expected.json</c>. Where there is
/// none yet, it is written for a person to check, and the test fails once.
/// </summary>
public sealed class CaseTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases");

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Case_gives_what_it_expects(string name)
    {
        var folder = Path.Combine(Folder, name);
        var input = Directory.GetFiles(folder, "input.*").ShouldHaveSingleItem();
        var map = Path.Combine(folder, "map.yaml");
        var rejects = new RejectList();
        var options = new LogOptions { Workers = 1, Rejects = rejects, Map = File.Exists(map) ? FieldMap.Load(map) : null };
        var exchanges = new JsonArray();
        var reader = new LogReader<PictureBatch>(LogFiles.Find([input]), options, () => new PictureBatch(), batch => batch.Pictures.Clear());
        reader.Run((batch, _) => batch.Pictures.ForEach(picture => exchanges.Add(picture)));

        var actual = new JsonObject
        {
            ["exchanges"] = exchanges,
            ["rejects"] = new JsonArray([.. rejects.Select(reject => new JsonObject
            {
                ["reason"] = reject.Reason.Code(),
                ["line"] = reject.Line,
                ["offset"] = reject.Offset,
                ["excerpt"] = ReadableExcerpt.Of(reject.Excerpt.Span[..Math.Min(40, reject.Excerpt.Length)]),
            })]),
        }.ToJsonString(Readable);

        var expected = Path.Combine(folder, "expected.json");
        if (!File.Exists(expected))
        {
            File.WriteAllText(expected, actual + "\n");
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{expected} was missing and has been written; check it and put it beside the input"));
        }

        actual.ShouldBe(File.ReadAllText(expected).TrimEnd());
    }

    private sealed class RejectList : List<Reject>, IRejectSink
    {
        public void Accept(Reject reject) => Add(reject);
    }
}
