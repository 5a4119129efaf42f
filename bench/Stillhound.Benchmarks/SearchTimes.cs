using System.Diagnostics;
using System.Globalization;
using Stillhound.Core.Engine;
using Stillhound.Core.Fingerprints;
using Stillhound.Simulation;

namespace Stillhound.Benchmarks;

/// <summary>Plays the run preset into an engine and prints how long each search took, by step, and on demand what holds memory at the end.</summary>
internal static class SearchTimes
{
    public static int Run(ulong seed, bool parts, TextWriter output)
    {
        var world = World.Create(WorldPresets.Run(seed));
        var engine = new DetectionEngine(new EngineOptions(), world.AccountFacts, world.Events);
        engine.Timed = line => output.WriteLine(line);
        var batch = new FingerprintBatch(512);
        var clock = Stopwatch.StartNew();
        world.Play(new EngineFeed(engine, batch));
        engine.Accept(batch, 0);
        var findings = engine.Complete();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{findings.Input.Exchanges:N0} exchanges, {findings.Input.Accounts:N0} accounts, {clock.Elapsed.TotalSeconds:F1} s"));
        engine.Details(); // the first call is compiled
        var processor = Environment.CpuUsage.TotalTime;
        var details = engine.Details();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"details of {details.Count:N0} campaigns with {details.Sum(static d => d.Members.Count):N0} members, {(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds:F0} of {Environment.CpuUsage.TotalTime.TotalMilliseconds:F0} ms of processor time"));
        if (parts)
            HeapCensus.Print(engine, (int)findings.Input.Accounts, output);
        return 0;
    }
}
