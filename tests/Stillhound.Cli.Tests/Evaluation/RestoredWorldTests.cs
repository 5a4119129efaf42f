using Stillhound.Cli.Tests.Support;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Regions;
using Stillhound.Reporting;
using Stillhound.Simulation;

namespace Stillhound.Cli.Tests.Evaluation;

/// <summary>A simulated world with every kind of campaign, played into an engine that is saved and restored on the way, or not.</summary>
public sealed class RestoredWorldTests
{
    private const int BatchSize = 512;

    private static readonly EngineOptions Options = new() { Region = new RegionPolicy { Mode = RegionMode.Evidence } };
    private static readonly Lazy<World> Shared = new(static () => World.Create(WorldPresets.Quick(9103) with { Days = 6, Accounts = 1500, Exchanges = 60_000 }));

    private static readonly Lazy<Dictionary<string, byte[]>> Undisturbed = new(static () => Written(int.MaxValue));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void Every_file_of_its_findings_is_the_same(int every)
    {
        var restored = Written(every);
        foreach (var (name, bytes) in Undisturbed.Value)
            restored[name].AsSpan().SequenceEqual(bytes).ShouldBeTrue(name);
        Undisturbed.Value["campaigns.json"].Length.ShouldBeGreaterThan(10_000);
    }

    /// <summary>The files that are written after a play that is saved and restored every so many batches.</summary>
    private static Dictionary<string, byte[]> Written(int every)
    {
        using var workspace = new Workspace();
        var folder = workspace.Folder("out");
        var feed = new Feed(new DetectionEngine(Options, Shared.Value.AccountFacts, Shared.Value.Events), every);
        Shared.Value.Play(feed);
        FindingsWriter.Write(feed.End().Complete(), folder);
        return Directory.GetFiles(folder).ToDictionary(static path => Path.GetFileName(path), File.ReadAllBytes, StringComparer.Ordinal);
    }

    private sealed class Feed(DetectionEngine engine, int every) : IExchangeSink
    {
        private readonly FingerprintBatch _batch = new(BatchSize);
        private DetectionEngine _engine = engine;
        private int _batches;

        public void Accept(in Exchange exchange)
        {
            _batch.Accept(exchange);
            if (_batch.Count < BatchSize)
                return;
            _engine.Accept(_batch, exchange.Time);
            if (++_batches % every == 0)
                Restore();
        }

        public DetectionEngine End()
        {
            _engine.Accept(_batch, long.MaxValue / 2);
            return _engine;
        }

        private void Restore()
        {
            using var stream = new MemoryStream();
            _engine.Save(stream);
            stream.Position = 0;
            _engine = DetectionEngine.Restore(stream, Options);
        }
    }
}
