using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stillhound.Core.Fingerprints;
using Stillhound.Server.Journal;

namespace Stillhound.Server.Tests.Journal;

/// <summary>A real process that is killed while it appends.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Rounds = 25;
    private const int Writers = 8;
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_killed_process_acknowledged_is_there()
    {
        var random = new Random(20261121);
        var acknowledged = new Dictionary<(int Writer, long Number), long>();
        var first = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (writer, number, end) in await RunAndKill(first, random.Next(600)))
                acknowledged.Add((writer, number), end);
            using var journal = _folder.Open();
            var found = Read(journal);
            foreach (var (key, end) in acknowledged)
                found.ShouldContainKeyAndValue(key, end);
            first = found.Count == 0 ? 0 : found.Keys.Max(static k => k.Number) + 1;
        }

        acknowledged.Count.ShouldBeGreaterThan(Rounds * 50);
    }

    /// <summary>Runs the program until it has acknowledged some frames and kills it; what it had said before it died counts.</summary>
    private async Task<List<(int Writer, long Number, long End)>> RunAndKill(long first, int frames)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Stillhound.JournalChild.dll");
        var culture = CultureInfo.InvariantCulture;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, _folder.Path, first.ToString(culture), Writers.ToString(culture)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = new List<(int, long, long)>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            // The last line may be cut off, and tells nothing then.
            if (line.Split(' ') is [var writer, var number, var end, "."])
                said.Add((int.Parse(writer, culture), long.Parse(number, culture), long.Parse(end, culture)));
            if (said.Count >= frames)
                process.Kill();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldNotBe(0);
        return said;
    }

    /// <summary>Every frame of the journal with the position after it, each whole and each writer's in order.</summary>
    private static Dictionary<(int Writer, long Number), long> Read(FrameJournal journal)
    {
        var found = new Dictionary<(int, long), long>();
        var newest = new Dictionary<int, long>();
        using var reader = journal.ReadFrom(0);
        var batch = new FingerprintBatch();
        while (reader.TryRead())
        {
            batch.Clear();
            reader.ReadExchanges(batch);
            var number = reader.Watermark;
            var name = Encoding.UTF8.GetString(batch.NameOf(batch.Items[0]));
            var writer = int.Parse(name["writer-".Length..], CultureInfo.InvariantCulture);
            batch.Count.ShouldBe((int)(number % 40) + 1);
            foreach (ref readonly var item in batch.Items)
                (item.Time, item.Embedding[5]).ShouldBe((number, (sbyte)1));
            number.ShouldBeGreaterThan(newest.GetValueOrDefault(writer, -1));
            newest[writer] = number;
            found.Add((writer, number), reader.Position);
        }

        return found;
    }
}
