using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stillhound.Core.Engine;
using Stillhound.Core.Fingerprints;
using Stillhound.Simulation;

namespace Stillhound.Benchmarks;

/// <summary>What it takes to save an engine of many active accounts after a search, and to restore it in another process.</summary>
internal static class StateFile
{
    private static readonly JsonSerializerOptions s_anyNumber = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Makes an engine, saves it to a file that is on the disk afterwards, and prints seconds and bytes.</summary>
    public static int Save(int accounts, string path, TextWriter output)
    {
        var traffic = new StateTraffic(accounts);
        var engine = new DetectionEngine(new EngineOptions(), traffic.Facts);
        traffic.Feed(engine);
        traffic.FeedAfter(engine, TimeSpan.FromHours(12));
        var clock = Stopwatch.StartNew();
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        engine.Save(file);
        var saved = clock.Elapsed.TotalSeconds;
        file.Flush(flushToDisk: true);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{accounts:N0} accounts: {file.Length:N0} bytes, {(double)file.Length / accounts:N0} an account; saved in {saved:F2} s, on the disk after {clock.Elapsed.TotalSeconds:F2} s"));
        return 0;
    }

    /// <summary>
    /// Plays a part of the world of `bench scale` to its last exchange, with how long the steps of each search take, and saves the engine, to
    /// time the search that ends it.
    /// </summary>
    public static int SaveWorld(double fraction, ulong seed, string path, TextWriter output)
    {
        var world = World.Create(new ScaleWorld(seed) { Fraction = fraction }.Options());
        var engine = new DetectionEngine(new EngineOptions(), world.AccountFacts, world.Events) { Timed = output.WriteLine };
        var batch = new FingerprintBatch(512);
        world.Play(new EngineFeed(engine, batch));
        engine.Accept(batch, 0);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        engine.Save(file);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine.Exchanges:N0} exchanges, {file.Length:N0} bytes"));
        return 0;
    }

    /// <summary>
    /// Restores an engine and prints how long the steps of the search take that ends its log, and what was found in so few characters
    /// that two builds can be compared.
    /// </summary>
    public static int Search(string path, TextWriter output)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var engine = DetectionEngine.Restore(file, new EngineOptions());
        engine.Timed = output.WriteLine;
        var clock = Stopwatch.StartNew();
        var findings = engine.Complete();
        var took = clock.Elapsed.TotalSeconds;
        var found = JsonSerializer.SerializeToUtf8Bytes(findings.Campaigns, s_anyNumber);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{took:F2} s; {findings.Campaigns.Count} campaigns, {Convert.ToHexString(SHA256.HashData(found)).AsSpan(0, 16)}"));
        return 0;
    }

    /// <summary>Restores an engine and prints seconds: those of reading, and those since the process began.</summary>
    public static int Restore(string path, TextWriter output)
    {
        var clock = Stopwatch.StartNew();
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var engine = DetectionEngine.Restore(file, new EngineOptions());
        var restored = clock.Elapsed.TotalSeconds;
        var ready = (DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{engine.Exchanges:N0} exchanges, {file.Length:N0} bytes: restored in {restored:F2} s, ready {ready:F2} s after the process began, {GC.GetTotalPauseDuration().TotalSeconds:F2} s of them collections"));
        return 0;
    }
}
