using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Formats.Native;
using Stillhound.Simulation;
using Stillhound.Simulation.Writing;

namespace Stillhound.Benchmarks;

/// <summary>The first records of a simulated log of about 1 KB each, as lines and as what the stages hand to each other.</summary>
internal sealed class SampleLog
{
    /// <summary>Records of it.</summary>
    public const int Count = 1024;

    private SampleLog(byte[][] lines)
    {
        Lines = lines;
        var reader = new NativeReader();
        var folded = new byte[1 << 20];
        var room = new ulong[4096];
        Exchange exchange = default;
        for (var i = 0; i < lines.Length; i++)
        {
            reader.Read(lines[i], ref exchange);
            Prompts[i] = exchange.Prompt.ToArray();
            Tokens[i] = room.AsSpan(0, TextScan.Tokenize(exchange.Prompt, folded, room)).ToArray();
            Batch.Accept(exchange);
        }
    }

    /// <summary>The records, without line ends.</summary>
    public byte[][] Lines { get; }

    /// <summary>Their prompts.</summary>
    public byte[][] Prompts { get; } = new byte[Count][];

    /// <summary>The tokens of their prompts.</summary>
    public ulong[][] Tokens { get; } = new ulong[Count][];

    /// <summary>Their fingerprints.</summary>
    public FingerprintBatch Batch { get; } = new(Count);

    /// <summary>Makes it; the same every time.</summary>
    public static SampleLog Make()
    {
        var world = World.Create(WorldPresets.Calm(7, 400) with { Days = 4, MeanPromptWords = 80 });
        using var log = new MemoryStream();
        using (var writer = new ExchangeWriter(log, world))
            world.Play(writer);
        var lines = new byte[Count][];
        var rest = log.GetBuffer().AsSpan(0, (int)log.Length);
        for (var i = 0; i < Count; i++)
        {
            var end = rest.IndexOf((byte)'\n');
            lines[i] = rest[..end].ToArray();
            rest = rest[(end + 1)..];
        }

        return new SampleLog(lines);
    }
}
