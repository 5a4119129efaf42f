using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Inputs;
using Stillhound.Formats.Pipeline;
using Stillhound.Formats.Records;
using Stillhound.Formats.Tests.Support;

namespace Stillhound.Formats.Tests.Pipeline;

public sealed class LogReaderTests : IDisposable
{
    private static readonly LogOptions Small = new() { ChunkBytes = 1000, Workers = 3 };
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\n \r\n")]
    public void Every_record_arrives_in_order_whatever_ends_the_lines(string end)
    {
        var path = _folder.Write("a.ndjson", Lines.Many(0, 500, end: end));
        var run = LogRun.Of(Small, path);
        run.Records.Count.ShouldBe(500);
        run.Records[0].ShouldEndWith("/r0/5");
        run.Records[499].ShouldEndWith("/r499/5");
        run.Batches.Count.ShouldBeGreaterThan(10);
        run.Progress.Rejected.ShouldBe(0);
        run.Progress.StoredBytes.ShouldBe(new FileInfo(path).Length);
        run.Progress.TextBytes.ShouldBe(new FileInfo(path).Length);
    }

    [Fact]
    public void The_last_line_needs_no_end_and_the_file_may_begin_with_a_byte_order_mark()
    {
        var path = _folder.Write("a.ndjson", "\uFEFF" + Lines.Many(0, 30).TrimEnd('\n'));
        LogRun.Of(Small, path).Records.Count.ShouldBe(30);
    }

    [Fact]
    public void Chunk_size_and_workers_do_not_change_what_arrives()
    {
        var path = _folder.Write("a.ndjson", Lines.Many(0, 200));
        var whole = LogRun.Of(new LogOptions(), path).Records;
        foreach (var chunk in new[] { 1, 7, 99, 100, 101, 102, 5000 })
            LogRun.Of(new LogOptions { ChunkBytes = chunk, Workers = 2 }, path).Records.ShouldBe(whole);
    }

    [Fact]
    public void Files_that_overlap_are_merged_by_time_the_same_way_every_time()
    {
        for (var i = 0; i < 20; i++)
            _folder.Write($"part-{i:d2}.ndjson", Lines.Many(i, 300, step: 20, id: $"f{i}-"));
        var first = LogRun.Of(Small, _folder.Path);
        first.Records.Count.ShouldBe(6000);
        first.Batches.Zip(first.Batches.Skip(1)).ShouldAllBe(pair => pair.First.First <= pair.Second.First);
        first.Batches.Zip(first.Batches.Skip(1)).ShouldAllBe(pair => pair.First.Watermark <= pair.Second.Watermark);
        foreach (var workers in new[] { 1, 2, 5 })
        {
            var again = LogRun.Of(Small with { Workers = workers }, _folder.Path);
            again.Batches.ShouldBe(first.Batches);
            again.Records.ShouldBe(first.Records);
        }
    }

    [Fact]
    public void Nothing_arrives_that_is_older_than_a_watermark_given_before()
    {
        for (var i = 0; i < 6; i++)
            _folder.Write($"part-{i}.ndjson", Lines.Many(i * 100, 400, step: 3));
        var watermark = long.MinValue;
        var reader = new LogReader<Seen>(LogFiles.Find([_folder.Path]), Small, () => new Seen(), seen => seen.Clear());
        reader.Run((batch, next) =>
        {
            batch.Times.Min().ShouldBeGreaterThanOrEqualTo(watermark);
            watermark = next;
        });
        watermark.ShouldBeGreaterThan(Lines.Epoch);
    }

    [Fact]
    public void One_time_in_the_far_future_holds_nothing_back()
    {
        var future = """{"time":"9000-01-01T00:00:00Z","account":"x"}""";
        var lines = Lines.Many(0, 300).Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany((line, i) => i % 50 == 0 ? [future, line] : new[] { line });
        _folder.Write("a.ndjson", string.Join('\n', lines));
        _folder.Write("b.ndjson", Lines.Many(0, 300));
        var run = LogRun.Of(Small with { ChunkBytes = 8000 }, _folder.Path);
        run.Records.Count.ShouldBe(606);
        run.Batches.ShouldAllBe(batch => batch.Watermark < Lines.Epoch + 400_000);
    }

    [Fact]
    public void A_thousand_small_files_arrive_in_time_order()
    {
        for (var i = 0; i < 1000; i++)
            _folder.Write($"{(i * 7) % 1000:d4}.ndjson", Lines.Many((i * 7 % 1000) * 10, 3));
        var run = LogRun.Of(new LogOptions(), _folder.Path);
        run.Records.Count.ShouldBe(3000);
        run.Records.ShouldBe([.. run.Records.OrderBy(record => long.Parse(record.Split('/')[0], System.Globalization.CultureInfo.InvariantCulture))]);
        run.Progress.FilesDone.ShouldBe(1000);
    }

    [Fact]
    public void A_record_longer_than_a_chunk_is_read()
    {
        var path = _folder.Write("a.ndjson", Lines.Record(1) + "\n" + Lines.Record(2, prompt: new string('x', 50_000)) + "\n" + Lines.Record(3) + "\n");
        var run = LogRun.Of(Small, path);
        run.Records.Select(record => record.Split('/')[3]).ShouldBe(["5", "50000", "5"]);
    }

    [Theory]
    [InlineData("a.ndjson", "", "\n", "")]
    [InlineData("a.json", "[", ",", "]")]
    public void A_record_of_50_MB_is_refused_and_its_neighbours_survive(string name, string before, string between, string after)
    {
        var huge = Lines.Record(2, prompt: new string('x', 50_000_000));
        var path = _folder.Write(name, before + Lines.Record(1) + between + huge + between + Lines.Record(3) + after);
        var run = LogRun.Of(new LogOptions(), path);
        run.Records.Count.ShouldBe(2);
        var reject = run.Rejects.ShouldHaveSingleItem();
        reject.Reason.ShouldBe(RejectReason.TooLong);
        reject.Excerpt.Length.ShouldBe(256);
        reject.Length.ShouldBeInRange(huge.Length, huge.Length + 1);
        Encoding.UTF8.GetString(reject.Excerpt.Span).ShouldContain("\"r2\"");
    }

    [Fact]
    public void Rejects_say_where_they_are_and_stop_at_the_limit()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => i % 3 == 2 ? "oops " + i + "\n" : Lines.Record(i) + "\n"));
        var path = _folder.Write("a.ndjson", text);
        var run = LogRun.Of(Small with { MaxRejectSamples = 100 }, path);
        run.Progress.RejectedBy[RejectReason.NotJson].ShouldBe(1000);
        run.Rejects.Count.ShouldBe(100);
        for (var i = 0; i < 100; i++)
        {
            run.Rejects[i].Line.ShouldBe((i * 3) + 3);
            var excerpt = $"oops {(i * 3) + 2}";
            Encoding.UTF8.GetString(run.Rejects[i].Excerpt.Span).ShouldBe(excerpt);
            text.Substring((int)run.Rejects[i].Offset, excerpt.Length).ShouldBe(excerpt);
        }
    }

    [Fact]
    public void Empty_files_give_nothing()
    {
        var path = _folder.Write("a.ndjson", "");
        _folder.Write("b.ndjson", " \r\n\n");
        var run = LogRun.Of(Small, _folder.Path);
        run.Records.ShouldBeEmpty();
        run.Progress.FilesDone.ShouldBe(2);
        LogRun.Of(Small, path).Progress.Rejected.ShouldBe(0);
    }

    [Fact]
    public void A_stream_that_gives_a_byte_at_a_time_is_cut_like_a_file()
    {
        var text = Lines.Many(0, 100);
        var path = _folder.Write("a.ndjson", text);
        var file = new LogFile("-", () => new DripStream(Encoding.UTF8.GetBytes(text)));
        LogRun.Of([file], Small).Batches.ShouldBe(LogRun.Of(Small, path).Batches);
    }

    [Fact]
    public void What_a_batch_throws_reaches_the_caller_as_itself()
    {
        var path = _folder.Write("a.ndjson", Lines.Many(0, 5000));
        var reader = new LogReader<Thrower>(LogFiles.Find([path]), Small, () => new Thrower(), _ => { });
        Should.Throw<NotSupportedException>(() => reader.Run((_, _) => { })).Message.ShouldBe("mine");
    }

    [Fact]
    public void What_the_caller_throws_ends_the_run()
    {
        var path = _folder.Write("a.ndjson", Lines.Many(0, 5000));
        var reader = new LogReader<Seen>(LogFiles.Find([path]), Small, () => new Seen(), seen => seen.Clear());
        Should.Throw<NotSupportedException>(() => reader.Run((_, _) => throw new NotSupportedException()));
    }

    [Fact]
    public void A_run_can_be_cancelled()
    {
        var path = _folder.Write("a.ndjson", Lines.Many(0, 5000));
        using var cancel = new CancellationTokenSource();
        var reader = new LogReader<Seen>(LogFiles.Find([path]), Small, () => new Seen(), seen => seen.Clear());
        Should.Throw<OperationCanceledException>(() => reader.Run((_, _) => cancel.Cancel(), cancel.Token));
    }

    [Fact]
    public void Read_ahead_is_bounded_however_slow_the_caller_is()
    {
        for (var i = 0; i < 10; i++)
            _folder.Write($"{i}.ndjson", Lines.Many(i, 1000, step: 10));
        var made = 0;
        Seen Make()
        {
            Interlocked.Increment(ref made);
            return new Seen();
        }

        var reader = new LogReader<Seen>(LogFiles.Find([_folder.Path]), Small, Make, seen => seen.Clear());
        reader.Run((_, _) => { });
        // Inputs share the read-ahead of three workers as they are opened; three batches are being made and one delivered.
        var ahead = (24 * 3) + 2;
        made.ShouldBeLessThanOrEqualTo(Enumerable.Range(1, 10).Sum(open => Math.Max(1, ahead / open)) + 3 + 1);
    }

    [Fact]
    public void Neighbours_of_damaged_lines_survive()
    {
        var random = new Random(13);
        var good = Enumerable.Range(0, 400).Select(i => Lines.Record(i)).ToArray();
        using var stream = new MemoryStream();
        foreach (var line in good)
        {
            stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
            var damaged = Encoding.UTF8.GetBytes(Lines.Record(999, id: "bad")[..random.Next(1, 60)]);
            for (var change = random.Next(4); change > 0; change--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            stream.Write(damaged);
            stream.WriteByte((byte)'\n');
        }

        var run = LogRun.Of(Small, _folder.Write("a.ndjson", stream.ToArray()));
        run.Records.Count.ShouldBe(400);
        run.Progress.Rejected.ShouldBeInRange(350, 700);
    }

    private sealed class Thrower : IExchangeSink
    {
        public void Accept(in Exchange exchange) => throw new NotSupportedException("mine");
    }
}
