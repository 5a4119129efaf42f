using System.IO.Compression;
using System.Net;
using System.Text;
using Stillhound.WebConsole.Data.Taken;

namespace Stillhound.WebConsole.Tests.Server;

public sealed class DroppedFileTests
{
    private const string Line = """{"time":"2026-07-01T10:00:00Z","account":"acct_1","prompt":"what is a <b>tree</b>","client":{"ip":"203.0.113.7"},"usage":{"output_tokens":"many"}}""";

    [Fact]
    public async Task Fields_and_evidence_are_shown_and_nothing_is_taken_in()
    {
        await using var host = await ServedHost.StartAsync();
        using var vera = await host.SignInAsync("vera");
        var before = host.Host.State.Journal.DurablePosition;
        using var answer = await vera.DropAsync("log.ndjson", Encoding.UTF8.GetBytes(Line + "\nnot a record\n"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await Person.TextOf(answer);
        page.ShouldContain("client.ip");
        page.ShouldContain("203.0.113.7");
        page.ShouldContain("what is a &lt;b&gt;tree");
        page.ShouldContain("not json");
        page.ShouldContain("ignored: of a type");
        host.Host.State.Journal.DurablePosition.ShouldBe(before);
        (await vera.ReadAsync("/ingest")).ShouldContain("Nothing has come in since the start");
        using var again = await vera.AskAsync("/act/ingest/mapped");
        again.Headers.Location!.ToString().ShouldBe("/ingest#drop");
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>.ndjson")]
    [InlineData("../../../etc/passwd")]
    [InlineData("a\u202egnp.ndjson")]
    public async Task Its_name_is_text(string name)
    {
        await using var host = await ServedHost.StartAsync();
        using var vera = await host.SignInAsync("vera");
        using var answer = await vera.DropAsync(name, Encoding.UTF8.GetBytes(Line));
        var page = await Person.TextOf(answer);
        page.ShouldContain("acct_1");
        page.ShouldNotContain("<img src=x");
        page.ShouldNotContain("\u202e");
    }

    [Fact]
    public async Task What_is_too_large_or_from_elsewhere_is_refused()
    {
        await using var host = await ServedHost.StartAsync();
        using var vera = await host.SignInAsync("vera");
        using var large = await vera.DropAsync("large.ndjson", new byte[DroppedFile.LargestFile + 1]);
        large.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await vera.ReadAsync("/ingest")).ShouldContain("At most 4 MB");
        using var foreign = await vera.SendAsync("/act/ingest/mapped", null, ("file", "x"));
        foreign.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public void Two_hundred_records_are_looked_at() =>
        DroppedFile.Of("log", Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat(Line, 500))), "auto", null).Records.Count.ShouldBe(200);

    [Fact]
    public void A_packed_file_is_unpacked_so_far_and_no_further()
    {
        DroppedFile.Of("log.gz", Packed(Encoding.UTF8.GetBytes(Line)), "auto", null).Readable.Count().ShouldBe(1);
        var bomb = DroppedFile.Of("bomb.gz", Packed(new byte[200 << 20]), "auto", null);
        bomb.Readable.ShouldBeEmpty();
        (bomb.IsCut || bomb.Problem is not null).ShouldBeTrue();
    }

    [Fact]
    public void What_is_packed_twice_is_not_unpacked_twice() =>
        DroppedFile.Of("log.gz", Packed(Packed(Encoding.UTF8.GetBytes(Line))), "auto", null).Problem.ShouldBe("It is packed more than once. Unpack it first.");

    [Fact]
    public void What_is_no_log_is_said()
    {
        DroppedFile.Of("x.gz", [0x1F, 0x8B, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "auto", null).Problem.ShouldNotBeNull();
        DroppedFile.Of("empty", [], "auto", null).Problem.ShouldNotBeNull();
        DroppedFile.Of("spaces", "  \n "u8.ToArray(), "auto", null).Problem.ShouldNotBeNull();
        DroppedFile.Of("noise", [.. Enumerable.Range(0, 4096).Select(static i => (byte)(i * 31))], "auto", null).Readable.ShouldBeEmpty();
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
