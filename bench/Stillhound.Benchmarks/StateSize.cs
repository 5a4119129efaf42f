using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Benchmarks;

/// <summary>What the engine keeps of one active account: the growth of the heap over many accounts, everything counted.</summary>
internal static class StateSize
{
    private const int ExchangesEach = 4;
    private const long Start = 1_790_000_000_000;

    /// <summary>Feeds accounts that each send a few prompts of their own, and prints bytes an account.</summary>
    public static int Run(int accounts, TextWriter output)
    {
        var engine = new DetectionEngine(new EngineOptions { Search = TimeSpan.FromDays(30) });
        var batch = new FingerprintBatch(1024);
        var empty = GC.GetTotalMemory(forceFullCollection: true);
        var name = new byte[16];
        var prompt = new byte[128];
        "acct_0000000000"u8.CopyTo(name);
        Exchange exchange = default;
        var time = Start;
        for (var round = 0; round < ExchangesEach; round++)
        {
            for (var account = 0; account < accounts; account++)
            {
                Utf8Formatter.TryFormat(account, name.AsSpan(5, 10), out _, new System.Buffers.StandardFormat('D', 10));
                prompt.AsSpan().Clear();
                for (var word = 0; word < 8; word++)
                    Utf8Formatter.TryFormat((uint)Hash64.Mix((ulong)((((long)round * accounts) + account) * 8) + (ulong)word), prompt.AsSpan(word * 16), out _, 'x');
                exchange.Clear();
                exchange.Time = time += 20;
                exchange.Account = name.AsSpan(0, 15);
                exchange.Prompt = prompt;
                batch.Accept(exchange);
                if (batch.Count < 1024)
                    continue;
                engine.Accept(batch, time);
                batch.Clear();
            }
        }

        // An exchange an hour later sends everything that waits into the profiles.
        exchange.Time = time + 3_600_000;
        exchange.Account = "acct_0000000000"u8;
        batch.Accept(exchange);
        engine.Accept(batch, exchange.Time);
        var held = GC.GetTotalMemory(forceFullCollection: true) - empty;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {accounts,9:N0} | {held / (double)accounts,7:N0} | {Unsafe.SizeOf<Profile>(),7:N0} |"));
        GC.KeepAlive(engine);
        return 0;
    }
}
