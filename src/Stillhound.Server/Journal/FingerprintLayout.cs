using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;

namespace Stillhound.Server.Journal;

/// <summary>
/// What the bytes of a fingerprint mean in this build. Segments carry its <see cref="Id"/>, so that fingerprints of a build that
/// lays them out or computes them differently are refused and not misread.
/// </summary>
internal static class FingerprintLayout
{
    /// <summary>The names of the fields that the id covers, in order.</summary>
    public static IReadOnlyList<string> Fields { get; }

    /// <summary>Bytes of a fingerprint before its phrase keys.</summary>
    public static int HeadBytes { get; }

    /// <summary>Where the length of the name stands.</summary>
    public static int NameLengthAt { get; }

    /// <summary>Where the start of the name stands, which on disk has no meaning and is used for flags.</summary>
    public static int NameStartAt { get; }

    /// <summary>Hash over names, types, places and sizes of all fields, the names of enumerated values, and the fingerprint of a known exchange.</summary>
    public static ulong Id { get; }

    static FingerprintLayout()
    {
        Fingerprint f = default;
        var fields = new List<(string Name, string Type, int At, int Size)>();
        Add(nameof(f.Time), ref f.Time);
        Add(nameof(f.Account), ref f.Account);
        Add(nameof(f.NameStart), ref f.NameStart);
        Add(nameof(f.NameLength), ref f.NameLength);
        Add(nameof(f.Org), ref f.Org);
        Add(nameof(f.EndUser), ref f.EndUser);
        Add(nameof(f.Conversation), ref f.Conversation);
        Add(nameof(f.Traits), ref f.Traits);
        Add(nameof(f.Ip), ref f.Ip);
        Add(nameof(f.Turn), ref f.Turn);
        Add(nameof(f.Context), ref f.Context);
        Add(nameof(f.Script), ref f.Script);
        Add(nameof(f.InputTokens), ref f.InputTokens);
        Add(nameof(f.OutputTokens), ref f.OutputTokens);
        Add(nameof(f.MaxTokens), ref f.MaxTokens);
        Add(nameof(f.PromptWords), ref f.PromptWords);
        Add(nameof(f.RttGapMs), ref f.RttGapMs);
        Add(nameof(f.ContextLabels), ref f.ContextLabels);
        Add(nameof(f.Flags), ref f.Flags);
        Add(nameof(f.Capability), ref f.Capability);
        Add(nameof(f.PhraseCount), ref f.PhraseCount);
        Add(nameof(f.Phrases), ref f.Phrases);
        Add(nameof(f.Embedding), ref f.Embedding);
        Fields = [.. fields.Select(static x => x.Name)];
        HeadBytes = Place(nameof(f.Phrases));
        NameStartAt = Place(nameof(f.NameStart));
        NameLengthAt = Place(nameof(f.NameLength));
        if (Place(nameof(f.Embedding)) != HeadBytes + Unsafe.SizeOf<PhraseKeys>() || Unsafe.SizeOf<Fingerprint>() != Place(nameof(f.Embedding)) + Unsafe.SizeOf<EmbeddingBytes>())
            throw new InvalidOperationException("The phrase keys and the embedding must be the last fields of a fingerprint, in this order.");
        Id = IdOf(string.Join('\n', fields.Select(static x => string.Create(CultureInfo.InvariantCulture, $"{x.Name} {x.Type} {x.At} {x.Size}"))));

        void Add<T>(string name, ref T field)
            where T : unmanaged =>
            fields.Add((name, typeof(T).Name, (int)Unsafe.ByteOffset(ref Unsafe.As<Fingerprint, byte>(ref f), ref Unsafe.As<T, byte>(ref field)), Unsafe.SizeOf<T>()));

        int Place(string name) => fields.First(x => x.Name == name).At;
    }

    private static ulong IdOf(string fields)
    {
        var text = string.Join('\n', [fields, BitConverter.IsLittleEndian ? "little" : "big", .. Values<TraitKind>(), .. Values<ContextFlags>(), .. Values<Script>(), .. Values<ExchangeFlags>(), .. Values<Capability>()]);
        return Hash64.Combine(Hash64.Of(Encoding.UTF8.GetBytes(text)), Hash64.Of(MemoryMarshal.AsBytes(new ReadOnlySpan<Fingerprint>(in Sample()))));
    }

    private static IEnumerable<string> Values<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(static v => string.Create(CultureInfo.InvariantCulture, $"{typeof(T).Name}.{v:G} {v:D}"));

    /// <summary>What this build makes of one exchange. Its direction is left out: it is made of floating numbers, which processors may round differently.</summary>
    private static ref readonly Fingerprint Sample()
    {
        Exchange exchange = default;
        exchange.Clear();
        exchange.Time = 1;
        exchange.Account = "account"u8;
        exchange.Org = "org"u8;
        exchange.Model = "model"u8;
        exchange.System = "You answer questions."u8;
        exchange.Prompt = "Explain step by step why the sky is blue, and grade three other answers to the same question from one to ten."u8;
        exchange.Ip = "192.0.2.1"u8;
        exchange.UserAgent = "python-requests/2.31"u8;
        exchange.Temperature = 0.5f;
        exchange.MaxTokens = 100;
        var sample = new Fingerprint[1];
        new Fingerprinter().Compute(exchange, ref sample[0]);
        sample[0].Embedding = default;
        return ref sample[0];
    }
}
