using System.Globalization;
using System.Runtime.CompilerServices;
using Stillhound.Core.Engine;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;
using Stillhound.Simulation;

namespace Stillhound.Benchmarks;

/// <summary>
/// What the engine keeps of one active account: the growth of the heap over many accounts, everything counted, before any search and
/// after a full one, and what is in use at most while that search runs.
/// </summary>
internal static class StateSize
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(12);

    /// <summary>Prints bytes an account.</summary>
    public static int Run(int accounts, bool steps, TextWriter output)
    {
        var traffic = new StateTraffic(accounts);
        // The search comes when the traffic is over.
        var span = TimeSpan.FromMilliseconds((double)StateTraffic.ExchangesEach * StateTraffic.Step * accounts);
        var empty = Held();
        var engine = new DetectionEngine(new EngineOptions { Search = span + (Pause / 2) }, traffic.Facts) { Timed = steps ? output.WriteLine : null };
        traffic.Feed(engine);
        var before = Held() - empty;
        var most = 0L;
        engine.Searching = begins =>
        {
            if (begins)
                HeapWatch.Begin();
            else
                most = HeapWatch.End() - empty;
        };
        traffic.FeedAfter(engine, Pause);
        var after = Held() - empty;
        if (steps)
            HeapCensus.Print(engine, accounts, output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {accounts,9:N0} | {Unsafe.SizeOf<Profile>(),7:N0} | {Each(before)} | {Each(after)} | {Each(most)} | {engine.Compared,9:N0} |"));
        GC.KeepAlive(engine);
        return 0;

        string Each(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)accounts,7:N0}");
    }

    /// <summary>
    /// Prints how long the steps of each search of a scale world took, and which fields hold the memory of an engine that has read it up
    /// to its last exchange.
    /// </summary>
    public static int RunWorld(double fraction, ulong seed, TextWriter output)
    {
        var world = World.Create(new ScaleWorld(seed) { Fraction = fraction }.Options());
        var empty = Held();
        var engine = new DetectionEngine(new EngineOptions(), world.AccountFacts, world.Events) { Timed = output.WriteLine };
        var batch = new FingerprintBatch(512);
        world.Play(new EngineFeed(engine, batch));
        engine.Accept(batch, world.Options.Start.AddDays(world.Options.Days).ToUnixTimeMilliseconds());
        var held = Held() - empty;
        HeapCensus.Print(engine, world.Truth.Count, output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{held / (double)world.Truth.Count:N0} bytes an account of {world.Truth.Count:N0}"));
        GC.KeepAlive(engine);
        return 0;
    }

    private static long Held()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Looks at the heap every few milliseconds; what is no longer used but not yet collected counts.</summary>
    private static class HeapWatch
    {
        private static long s_most;
        private static volatile bool s_watching;
        private static Thread? s_thread;

        public static void Begin()
        {
            s_most = 0;
            s_watching = true;
            s_thread = new Thread(Watch) { IsBackground = true };
            s_thread.Start();
        }

        public static long End()
        {
            s_watching = false;
            s_thread!.Join();
            return s_most;
        }

        private static void Watch()
        {
            while (s_watching)
            {
                s_most = Math.Max(s_most, GC.GetTotalMemory(forceFullCollection: false));
                Thread.Sleep(2);
            }
        }
    }
}
