using Stillhound.Core.Exchanges;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Details;

/// <summary>How many accounts of the whole population have values that somebody asks for. One pass over all profiles, whatever is asked.</summary>
internal sealed class PopulationTraits
{
    private const int Block = 4096;

    /// <summary>How far ahead profiles are asked for.</summary>
    private const int Ahead = 6;

    private readonly AskedValues[] _asked = [.. Enumerable.Range(0, DetailKinds.Count).Select(static _ => new AskedValues())];
    private readonly int[] _starts = new int[DetailKinds.Count + 1]; // of each kind's counters
    private readonly int[] _counts;
    private readonly IReadOnlyList<ContextLabel> _labels;
    private readonly Lock _lock = new();

    /// <summary>Takes what is asked; nobody is counted yet.</summary>
    /// <param name="labels">What lists can say.</param>
    /// <param name="keys">The values with their kinds; one may be there more than once.</param>
    public PopulationTraits(IReadOnlyList<ContextLabel> labels, IEnumerable<ulong> keys)
    {
        _labels = labels;
        foreach (var key in keys)
            _asked[DetailKinds.KindOf(key)].Add((uint)key);
        for (var kind = 0; kind < DetailKinds.Count; kind++)
        {
            _asked[kind].Close();
            _starts[kind + 1] = _starts[kind] + _asked[kind].Room;
        }

        // Behind the values' counters those of kinds, and one of accounts.
        _counts = new int[_starts[^1] + DetailKinds.Count + 1];
    }

    /// <summary>Counts everybody, on all processors.</summary>
    public void CountAll(AccountTable accounts)
    {
        // Sums of whole numbers: which thread counted what changes nothing.
        Parallel.For(0, (accounts.Count + Block - 1) / Block, () => new int[_counts.Length], (block, _, counts) =>
        {
            Count(accounts, block * Block, Math.Min(accounts.Count, (block + 1) * Block), counts);
            return counts;
        }, AddUp);
    }

    /// <summary>Counts some accounts; each is to be counted once.</summary>
    /// <param name="accounts">All accounts.</param>
    /// <param name="from">The first.</param>
    /// <param name="end">Behind the last.</param>
    public void Count(AccountTable accounts, int from, int end) => Count(accounts, from, end, _counts);

    /// <summary>Accounts with at least one exchange.</summary>
    public int Accounts => _counts[^1];

    /// <summary>Accounts that have a value; 0 for one that was not asked for.</summary>
    public int With(ulong key) => DetailKinds.KindOf(key) is var kind && _asked[kind].PlaceOf((uint)key) is >= 0 and var place ? _counts[_starts[kind] + place] : 0;

    /// <summary>Accounts that have any value of a kind; of lists, that have what they look up.</summary>
    public int WithAny(int kind) => _counts[_starts[^1] + kind];

    /// <summary>Whether an account has what lists of a kind of context look up: an address, or a mail domain.</summary>
    public static bool IsLookedUp(in Profile p, int kind) =>
        kind == DetailKinds.Context + (int)ContextKind.DisposableMail ? p.EmailDomain != 0 : p.Context.LookedUp > 0;

    private void Count(AccountTable accounts, int from, int end, int[] counts)
    {
        for (var account = from; account < end; account++)
        {
            if (account + Ahead < end)
                accounts.NearAt(account + Ahead);
            Count(ref accounts[account], counts);
        }
    }

    private void AddUp(int[] counts)
    {
        lock (_lock)
        {
            for (var i = 0; i < counts.Length; i++)
                _counts[i] += counts[i];
        }
    }

    private void Count(ref Profile p, int[] counts)
    {
        if (p.Exchanges == 0)
            return;
        counts[^1]++;
        for (var kind = 0; kind < TraitKinds.Count; kind++)
            Count(kind, p.Traits.ValuesOf((TraitKind)kind), counts);
        Count(DetailKinds.Phrase, p.Phrases.Keys, counts);
        Count(DetailKinds.Organisation, [p.Org], counts);
        Count(DetailKinds.Payment, [p.Payment], counts);
        Count(DetailKinds.Device, [p.Device], counts);
        Count(DetailKinds.SignupNetwork, [p.SignupNetwork], counts);
        Count(DetailKinds.MailDomain, [p.EmailDomain], counts);
        Count(DetailKinds.MailAddress, [p.EmailHash], counts);
        Count(DetailKinds.ClaimedCountry, [p.ClaimedCountry], counts);
        Count(DetailKinds.Plan, [(uint)p.Plan], counts);
        Count(DetailKinds.Verification, [(uint)p.Verified], counts);
        if ((p.Context.LookedUp | (int)p.EmailDomain) != 0)
            CountContext(ref p, counts);
    }

    private void Count(int kind, ReadOnlySpan<uint> values, int[] counts)
    {
        var any = 0u;
        foreach (var value in values)
            any |= value;
        if (any == 0)
            return;
        counts[_starts[^1] + kind]++;
        if (_asked[kind].Room > 0)
            _asked[kind].Count(values, counts.AsSpan(_starts[kind], _asked[kind].Room));
    }

    private void CountContext(ref Profile p, int[] counts)
    {
        for (var kind = DetailKinds.Context; kind < DetailKinds.Count; kind++)
            counts[_starts[^1] + kind] += IsLookedUp(p, kind) ? 1 : 0;
        for (var label = 0; label < _labels.Count; label++)
        {
            var kind = DetailKinds.Context + (int)_labels[label].Kind;
            if ((p.ContextLabels >> label & 1) != 0 && _asked[kind].PlaceOf((uint)label + 1) is >= 0 and var place)
                counts[_starts[kind] + place]++;
        }
    }
}
