using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Stillhound.Core.Engine;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;
using Stillhound.Formats.Native;

namespace Stillhound.Benchmarks;

/// <summary>
/// Time and allocations of each stage from the bytes of a record to the profile of its account. Every figure is for one
/// exchange; what the hot path allocates must be nothing.
/// </summary>
[Config(typeof(Short))]
[MemoryDiagnoser]
public class HotPath
{
    private readonly SampleLog _log = SampleLog.Make();
    private readonly NativeReader _reader = new();
    private readonly FingerprintBatch _batch = new(SampleLog.Count);
    private readonly ReorderBuffer _waiting = new();
    private readonly AccountTable _accounts = new();
    private readonly LinkIndex _links = new();
    private readonly LinkIndex.SharedPhrase[] _shared = new LinkIndex.SharedPhrase[PhraseKeys.Capacity];
    private readonly Applier _apply;
    private readonly byte[] _folded = new byte[1 << 20];
    private readonly ulong[] _tokens = new ulong[4096];

    /// <summary>Makes the records.</summary>
    public HotPath() => _apply = new Applier(_accounts, _links);

    /// <summary>Bytes of a record to an exchange.</summary>
    [Benchmark(OperationsPerInvoke = SampleLog.Count)]
    public long NativeRead()
    {
        Exchange exchange = default;
        var sum = 0L;
        foreach (var line in _log.Lines)
        {
            _reader.Read(line, ref exchange);
            sum += exchange.Time;
        }

        return sum;
    }

    /// <summary>Prompt to tokens.</summary>
    [Benchmark(OperationsPerInvoke = SampleLog.Count)]
    public int Tokenise()
    {
        var sum = 0;
        foreach (var prompt in _log.Prompts)
            sum += TextScan.Tokenize(prompt, _folded, _tokens);
        return sum;
    }

    /// <summary>Tokens to phrase keys.</summary>
    [Benchmark(OperationsPerInvoke = SampleLog.Count)]
    public int Phrases()
    {
        PhraseKeys keys = default;
        var sum = 0;
        foreach (var tokens in _log.Tokens)
            sum += PhraseSampler.Sample(tokens, ref keys);
        return sum;
    }

    /// <summary>Tokens to an embedding.</summary>
    [Benchmark(OperationsPerInvoke = SampleLog.Count)]
    public int Embed()
    {
        EmbeddingBytes result = default;
        var sum = 0;
        foreach (var tokens in _log.Tokens)
        {
            Embedding.Compute(tokens, ref result);
            sum += result[0];
        }

        return sum;
    }

    /// <summary>Bytes of a record to a fingerprint.</summary>
    [Benchmark(OperationsPerInvoke = SampleLog.Count)]
    public int ReadAndFingerprint()
    {
        Fill();
        return _batch.Count;
    }

    /// <summary>Fingerprint into the profile of its account.</summary>
    [Benchmark(OperationsPerInvoke = SampleLog.Count)]
    public void UpdateProfile()
    {
        foreach (ref readonly var f in _log.Batch.Items)
            ProfileUpdate.Apply(ref _accounts[_accounts.GetOrAdd(f.Account, _log.Batch.NameOf(f))], f, PhraseSightings.Fresh, 0);
    }

    /// <summary>Phrase keys of a fingerprint into the link index.</summary>
    [Benchmark(OperationsPerInvoke = SampleLog.Count)]
    public int ObserveLinks()
    {
        var sum = 0;
        foreach (ref readonly var f in _log.Batch.Items)
        {
            _links.Observe(f, (int)(f.Account & 1023), _shared, out var shared);
            sum += shared;
        }

        return sum;
    }

    /// <summary>The whole of it: bytes of a record, in order of time, into links and profile.</summary>
    [Benchmark(OperationsPerInvoke = SampleLog.Count)]
    public void BytesToProfile()
    {
        Fill();
        _waiting.Add(_batch, long.MinValue, _batch.Items[^1].Time);
        _waiting.Release(long.MaxValue, _apply);
    }

    private void Fill()
    {
        _batch.Clear();
        Exchange exchange = default;
        foreach (var line in _log.Lines)
        {
            _reader.Read(line, ref exchange);
            _batch.Accept(exchange);
        }
    }

    private sealed class Applier(AccountTable accounts, LinkIndex links) : ReorderBuffer.IReleased
    {
        private readonly LinkIndex.SharedPhrase[] _shared = new LinkIndex.SharedPhrase[PhraseKeys.Capacity];

        /// <inheritdoc/>
        public void Take(in Fingerprint fingerprint, ReadOnlySpan<byte> name)
        {
            var account = accounts.GetOrAdd(fingerprint.Account, name);
            var seen = links.Observe(fingerprint, account, _shared, out _);
            ProfileUpdate.Apply(ref accounts[account], fingerprint, seen, 0);
        }

        /// <inheritdoc/>
        public void Approach(in Fingerprint fingerprint)
        {
            links.Prefetch(fingerprint);
            accounts.Approach(fingerprint.Account);
        }

        /// <inheritdoc/>
        public void Near(in Fingerprint fingerprint) => accounts.Near(fingerprint.Account);
    }

    private sealed class Short : ManualConfig
    {
        public Short() => AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(100)).WithWarmupCount(8).WithIterationCount(9));
    }
}
