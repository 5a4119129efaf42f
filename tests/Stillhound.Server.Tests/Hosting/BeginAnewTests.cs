using System.Globalization;
using System.Text;
using Stillhound.Server.Configuration;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Hosting;

/// <summary>What a server does that can use no checkpoint and whose journal no longer goes back to its beginning, as after an upgrade late in its life.</summary>
public sealed class BeginAnewTests
{
    [Fact]
    public async Task It_starts_only_where_it_may_forget_what_it_found()
    {
        var folder = RunningHost.NewFolder();
        await using (var first = await RunningHost.StartAsync(folder, SmallSegments))
        {
            for (var part = 0; part < 4; part++)
                (await first.PostAsync("/v1/exchanges", Records(part, count: 2_000))).EnsureSuccessStatusCode();
            await first.CaughtUpAsync();
        }

        foreach (var checkpoint in Directory.GetFiles(folder, "*.checkpoint", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(checkpoint, "another layout", TestContext.Current.CancellationToken);
        // The journal alone is enough as long as it has all.
        await using (var again = await RunningHost.StartAsync(folder, SmallSegments))
            await again.CaughtUpAsync();

        foreach (var checkpoint in Directory.GetFiles(folder, "*.checkpoint", SearchOption.AllDirectories))
            File.Delete(checkpoint);
        var segments = Directory.GetFiles(folder, "*.journal", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        segments.Count.ShouldBeGreaterThan(1);
        File.Delete(segments[0]);
        (await Should.ThrowAsync<JournalException>(() => RunningHost.StartAsync(folder, SmallSegments))).Message.ShouldContain("checkpoint.begin_anew");
        await using (var anew = await RunningHost.StartAsync(folder, static o => SmallSegments(o) with { Checkpoint = o.Checkpoint with { BeginAnew = true } }))
            await anew.CaughtUpAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static ServerOptions SmallSegments(ServerOptions options) => options with { Journal = options.Journal with { SegmentBytes = JournalOptions.LeastSegment } };

    private static string Records(int part, int count)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < count; i++)
            lines.Append(CultureInfo.InvariantCulture, $$"""{"time":"2026-07-06T0{{part}}:{{i % 60:d2}}:00Z","id":"{{part}}-{{i}}","account":"a{{i % 50}}","prompt":"question {{i}} of part {{part}} asks for the words {{i * 7}} and {{i * 13}}"}""").Append('\n');
        return lines.ToString();
    }
}
