using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Live;
using Stillhound.Formats.Pipeline;

namespace Stillhound.Formats.Tests.Live;

public sealed class LinesOfABodyTests
{
    private const string First = """{"time":1,"account":"a"}""";
    private const string Second = """{"time":2,"account":"b"}""";

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("[\n")]
    [InlineData("{\"time\": \"\n")]
    public void Each_line_is_read_by_itself_and_known_by_where_it_stands(string before)
    {
        var text = before + First + "\r\n\n" + Second;
        var places = new Places();
        var outcome = new BodyParser(LogFormat.Native, new LogOptions()).ParseLines(Encoding.UTF8.GetBytes(text), "log", places);
        outcome.Accepted.ShouldBe(2);
        outcome.Rejected.ShouldBe(before.Contains('\n', StringComparison.Ordinal) ? 1 : 0);
        var start = Encoding.UTF8.GetByteCount(before);
        places.Seen.ShouldBe([("a", start), ("b", start + First.Length + 3)]);
    }

    private sealed class Places : IPlacedSink
    {
        public List<(string Account, int At)> Seen { get; } = [];

        public void Accept(in Exchange exchange, int at) => Seen.Add((Encoding.UTF8.GetString(exchange.Account), at));
    }
}
