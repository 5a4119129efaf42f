using System.IO.Compression;
using System.Text;
using Stillhound.Cli.Tests.Support;

namespace Stillhound.Cli.Tests.Scanning;

/// <summary>Every way in which a log can be broken: what is bad is counted with its reason, and its neighbours are read.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class BadInputTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("this is no JSON", "not_json")]
    [InlineData("{\"time\":\"2026-07-06T00:00:00Z\",\"account\":", "not_json")]
    [InlineData("[1,2]", "not_an_object")]
    [InlineData("{\"account\":\"bob\"}", "missing_time")]
    [InlineData("{\"time\":null,\"account\":\"bob\"}", "missing_time")]
    [InlineData("{\"time\":\"2026-07-06T00:00:00Z\"}", "missing_account")]
    [InlineData("{\"time\":\"2026-07-06T00:00:00Z\",\"account\":\"\"}", "missing_account")]
    [InlineData("{\"time\":\"yesterday at noon\",\"account\":\"bob\"}", "unreadable_time")]
    [InlineData("{\"time\":\"2026-13-45T00:00:00Z\",\"account\":\"bob\"}", "unreadable_time")]
    [InlineData("\0\0\0\0", "not_json")]
    [InlineData("{\"time\":\"2026-07-06T00:00:00Z\",\"account\":\"b\0b\"}", "not_json")]
    public void A_bad_line_costs_that_line_alone(string line, string reason)
    {
        var log = _work.Write("log.ndjson", Records.Around(Encoding.UTF8.GetBytes(line)));
        var (run, exchanges, rejected, reasons) = _work.Scan(log);
        run.Code.ShouldBe(0);
        run.Output.ShouldContain($"rejected: 1 {reason}; samples in rejects.ndjson");
        (exchanges, rejected).ShouldBe((6, 1));
        reasons.ShouldBe(new Dictionary<string, int> { [reason] = 1 });
    }

    [Fact]
    public void Invalid_utf8_costs_its_record_alone()
    {
        var bad = Encoding.UTF8.GetBytes(Records.Native(2));
        bad[^3] = 0xFF;
        var (run, exchanges, rejected, reasons) = _work.Scan(_work.Write("log.ndjson", Records.Around(bad)));
        run.Code.ShouldBe(0);
        (exchanges, rejected).ShouldBe((6, 1));
        reasons.Keys.ShouldBe(["invalid_utf8"]);
    }

    [Fact]
    public void A_record_of_50_MB_costs_itself_alone()
    {
        var start = "{\"time\":\"2026-07-06T00:02:30Z\",\"account\":\"bob\",\"prompt\":\""u8;
        var huge = new byte[50 * 1024 * 1024];
        huge.AsSpan().Fill((byte)'x');
        start.CopyTo(huge);
        "\"}"u8.CopyTo(huge.AsSpan(huge.Length - 2));
        var log = _work.At("log.ndjson");
        using (var file = File.Create(log))
            file.Write(Records.Around(huge));
        var (run, exchanges, rejected, reasons) = _work.Scan(log);
        run.Code.ShouldBe(0);
        (exchanges, rejected).ShouldBe((6, 1));
        reasons.Keys.ShouldBe(["too_long"]);
        new FileInfo(Path.Combine(_work.Out, "rejects.ndjson")).Length.ShouldBeLessThan(2000);
    }

    [Fact]
    public void A_cut_gzip_gives_what_lies_before_the_cut_and_the_other_files()
    {
        var whole = Compress(string.Concat(Enumerable.Range(0, 60).Select(i => Records.Native(i, $"acct{i * 7919}") + "\n")));
        var folder = _work.Folder("logs");
        File.WriteAllBytes(Path.Combine(folder, "a.ndjson.gz"), whole[..^8]);
        File.WriteAllText(Path.Combine(folder, "b.ndjson"), Records.Native(1) + "\n");
        var (run, exchanges, rejected, reasons) = _work.Scan(folder);
        run.Code.ShouldBe(0);
        // The checksum alone is cut off, so every record is there.
        (exchanges, rejected).ShouldBe((61, 1));
        reasons.Keys.ShouldBe(["truncated_file"]);
    }

    [Fact]
    public void A_gzip_cut_in_a_record_loses_that_record_and_what_follows()
    {
        var random = new Random(4);
        var lines = Enumerable.Range(0, 60).Select(i => Records.Native(i, Convert.ToHexString(RandomBytes(random, 2000))) + "\n");
        var whole = Compress(string.Concat(lines));
        var log = _work.Write("log.ndjson.gz", whole[..(whole.Length / 2)]);
        var (run, exchanges, rejected, _) = _work.Scan(log);
        run.Code.ShouldBe(0);
        exchanges.ShouldBeInRange(20, 40);
        rejected.ShouldBe(1);
    }

    [Fact]
    public void A_log_in_which_nothing_can_be_read_is_refused_with_the_reason()
    {
        var log = _work.Write("log.ndjson", "nonsense\nmore nonsense\n");
        var run = Shell.Run("scan", log, "--out", _work.Out);
        run.Code.ShouldBe(2);
        run.ErrorLine.ShouldContain("no readable record in the input: 2 not_json");
        _work.Reasons().ShouldBe(new Dictionary<string, int> { ["not_json"] = 2 });
    }

    [Fact]
    public void An_empty_log_is_refused()
    {
        var run = Shell.Run("scan", _work.Write("log.ndjson", ""), "--out", _work.Out);
        run.Code.ShouldBe(2);
        run.ErrorLine.ShouldBe("stillhound: no records in the input");
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(6_000_000)]
    public void Blank_lines_before_the_first_record_cost_nothing(int lines)
    {
        var log = _work.Write("log.ndjson", new string('\n', lines) + Records.Native(1) + "\n");
        var (_, exchanges, rejected, _) = _work.Scan(log);
        (exchanges, rejected).ShouldBe((1, 0));
    }

    [Fact]
    public void Bad_lines_of_account_facts_and_events_are_counted_and_sampled()
    {
        var log = _work.Write("log.ndjson", Records.Around("{\"time\":\"2026-07-06T00:02:30Z\",\"account\":\"bob\"}"u8));
        var accounts = _work.Write("accounts.ndjson", "{\"account\":\"bob\"}\nrubbish\n");
        var events = _work.Write("events.ndjson", "{\"time\":\"2026-07-06T00:00:00Z\",\"type\":\"eclipse\"}\n");
        var (run, exchanges, rejected, reasons) = _work.Scan(log, "--accounts", accounts, "--events", events);
        run.Code.ShouldBe(0);
        run.Output.ShouldContain("rejected of account facts and events: 1 not_json, 1 unknown_value");
        (exchanges, rejected).ShouldBe((7, 2));
        reasons.Values.Sum().ShouldBe(2);
    }

    [Fact]
    public void Records_that_come_too_late_are_counted_and_sampled()
    {
        // What is left of the first megabyte has been applied when the last record comes.
        var lines = new StringBuilder();
        for (var i = 0; i < 40_000; i++)
            lines.Append(System.Globalization.CultureInfo.InvariantCulture, $"{{\"time\":{1_783_296_000 + (i * 10)},\"account\":\"a{i % 50}\"}}\n");
        lines.Append("{\"time\":1783296000,\"account\":\"too\\u001blate\"}\n");
        var (run, exchanges, rejected, reasons) = _work.Scan(_work.Write("log.ndjson", lines.ToString()), "--lateness", "1m");
        run.Output.ShouldContain("rejected: 1 late");
        (exchanges, rejected).ShouldBe((40_000, 1));
        reasons.ShouldBe(new Dictionary<string, int> { ["late"] = 1 });
        File.ReadAllText(Path.Combine(_work.Out, "rejects.ndjson")).ShouldNotContain("\e");
    }

    [Fact]
    public void Rejects_of_an_earlier_scan_do_not_stay()
    {
        var bad = _work.Write("bad.ndjson", Records.Around("x"u8));
        var good = _work.Write("good.ndjson", Records.Native(1) + "\n");
        _work.Scan(bad).Reasons.ShouldNotBeEmpty();
        _work.Scan(good).Reasons.ShouldBeEmpty();
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Compress(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return memory.ToArray();
    }
}
