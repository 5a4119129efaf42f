using System.Runtime.CompilerServices;
using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Details;

/// <summary>How many accounts of the whole population have values that somebody asks for. One pass over all profiles, whatever is asked.</summary>
internal sealed class PopulationTraits
{
    private const int Block = 4096;

    private readonly KeyTable _asked;
    private readonly int[] _counts; // by number of the key, then by kind, then the accounts themselves
    private readonly Lock _lock = new();

    public PopulationTraits(AccountTable accounts, IReadOnlyList<ContextLabel> labels, KeyTable asked)
    {
        _asked = asked;
        _counts = new int[asked.Count + DetailKinds.Count + 1];
        // Sums of whole numbers: which thread counted what changes nothing.
        Parallel.For(0, (accounts.Count + Block - 1) / Block, () => new int[_counts.Length], (block, _, counts) =>
        {
            for (var account = block * Block; account < Math.Min(accounts.Count, (block + 1) * Block); account++)
                Count(ref accounts[account], labels, counts);
            return counts;
        }, AddUp);
    }

    /// <summary>Accounts with at least one exchange.</summary>
    public int Accounts => _counts[^1];

    /// <summary>Accounts that have a value; 0 for one that was not asked for.</summary>
    public int With(ulong key) => _asked.Find(key) is >= 0 and var number ? _counts[number] : 0;

    /// <summary>Accounts that have any value of a kind; of lists, that have what they look up.</summary>
    public int WithAny(int kind) => _counts[_asked.Count + kind];

    private void AddUp(int[] counts)
    {
        lock (_lock)
        {
            for (var i = 0; i < counts.Length; i++)
                _counts[i] += counts[i];
        }
    }

    [SkipLocalsInit]
    private void Count(ref Profile p, IReadOnlyList<ContextLabel> labels, int[] counts)
    {
        if (p.Exchanges == 0)
            return;
        counts[^1]++;
        for (var kind = 0; kind < TraitKinds.Count; kind++)
            Count(kind, p.Traits.ValuesOf((TraitKind)kind), counts);
        Count(DetailKinds.Phrase, p.Phrases.Keys, counts);
        Span<TraitEntry> room = stackalloc TraitEntry[ProfileTraits.MostOfAccount];
        foreach (var entry in room[..ProfileTraits.ReadAccount(ref p, labels, 0, room)])
        {
            if (DetailKinds.KindOf(entry.Key) is < DetailKinds.Context and var kind)
                counts[_asked.Count + kind]++;
            if (_asked.Find(entry.Key) is >= 0 and var number)
                counts[number]++;
        }

        for (var kind = DetailKinds.Context; kind < DetailKinds.Count; kind++)
            counts[_asked.Count + kind] += IsLookedUp(p, kind) ? 1 : 0;
    }

    /// <summary>Whether an account has what lists of a kind of context look up: an address, or a mail domain.</summary>
    public static bool IsLookedUp(in Profile p, int kind) =>
        kind == DetailKinds.Context + (int)ContextKind.DisposableMail ? p.EmailDomain != 0 : p.Context.LookedUp > 0;

    private void Count(int kind, ReadOnlySpan<uint> values, int[] counts)
    {
        var any = 0;
        foreach (var value in values)
        {
            if (value == 0)
                continue;
            any = 1;
            if (_asked.Find(DetailKinds.KeyOf(kind, value)) is >= 0 and var number)
                counts[number]++;
        }

        counts[_asked.Count + kind] += any;
    }
}
