using System.Text.Json;
using Stillhound.Formats.Records;
using Stillhound.Formats.Rejects;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests.Inputs;

public sealed class RejectFileTests : IDisposable
{
    private static readonly Reject Sample = new(RejectReason.NotJson, "a.ndjson", 3, 40, 9, new byte[] { (byte)'x', 0x1B, 0xFF });
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rejects_are_written_a_line_each()
    {
        var path = Path.Combine(_folder.Path, "rejects.ndjson");
        using (var file = new RejectFile(path))
        {
            file.Accept(Sample);
            file.Accept(Sample with { Line = 4 });
        }

        var lines = File.ReadAllLines(path);
        lines.Length.ShouldBe(2);
        using var first = JsonDocument.Parse(lines[0]);
        first.RootElement.GetProperty("reason").GetString().ShouldBe("not_json");
        first.RootElement.GetProperty("line").GetInt64().ShouldBe(3);
        first.RootElement.GetProperty("excerpt").GetString().ShouldBe("x\\x1b\\xff");
    }

    [Fact]
    public void Without_rejects_there_is_no_file()
    {
        var path = Path.Combine(_folder.Path, "rejects.ndjson");
        new RejectFile(path).Dispose();
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void A_full_disk_is_said_in_one_line()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        var file = new RejectFile("/dev/full");
        Should.Throw<RejectFileException>(() =>
        {
            for (var i = 0; i < 1000; i++)
                file.Accept(Sample);
            file.Dispose();
        }).Message.ShouldStartWith("cannot write /dev/full: ");
    }
}
