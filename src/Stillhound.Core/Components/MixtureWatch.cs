using Stillhound.Core.Cohorts;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;

namespace Stillhound.Core.Components;

/// <summary>
/// Splits accounts that carry a scaffold beside other traffic: keeps for each such account a component, a profile of those
/// exchanges alone. It judges nothing.
/// </summary>
internal sealed class MixtureWatch(AccountTable accounts)
{
    private const int MostSignatures = 256;
    private const int MostKeys = 96;

    /// <summary>Share of a scaffold's keys that makes two scaffolds one.</summary>
    private const double SameKeys = 0.34;

    /// <summary>Exchanges of its accounts after which probation may end.</summary>
    private const int FewestExchanges = 200;

    /// <summary>Below this share of its accounts' traffic a scaffold is an incident, above the other it is their traffic.</summary>
    private const double LeastShare = 0.03;
    private const double MostShare = 0.75;

    private static readonly TraitKind[] Linking = [TraitKind.System, TraitKind.Tools, TraitKind.Format];

    private readonly List<ComponentSignature> _signatures = [];
    private readonly SignatureTable _table = new();

    public ComponentTable Components { get; } = new();

    public IReadOnlyList<ComponentSignature> Signatures => _signatures;

    /// <summary>Whether anything is looked for.</summary>
    public bool Watches => !_table.IsEmpty;

    /// <summary>Adds an exchange to the account's component where it shows a signature.</summary>
    public void Saw(int account, in Fingerprint f, ReadOnlySpan<LinkIndex.SharedPhrase> shared, PhraseSightings seen, uint newestModel)
    {
        if (OwnerOf(f, shared) is not { } signature)
            return;
        signature.Matched++;
        if (signature.State != SignatureState.Split)
            return;
        var place = Components.Find(account, signature.Number);
        if (place < 0)
        {
            place = Components.Add(account, signature.Number, accounts.Count);
            if (place < 0)
                return;
            signature.Add(account, place);
        }

        ref var p = ref Components[place];
        foreach (ref readonly var phrase in shared)
            p.Phrases.Add(phrase.Tag);
        ProfileUpdate.Apply(ref p, f, seen, newestModel);
    }

    /// <summary>Takes the scaffolds that a search found.</summary>
    public void Renew(SearchContext context, IEnumerable<Cohort> scaffolds, long nowMs)
    {
        foreach (var signature in _signatures)
            EndProbation(signature, nowMs);
        var keys = new ScaffoldKeys(context);
        foreach (var scaffold in scaffolds)
            Take(scaffold, keys.Of(scaffold.Rows), context.Population, nowMs);
        _table.Fill(_signatures);
    }

    private ComponentSignature? OwnerOf(in Fingerprint f, ReadOnlySpan<LinkIndex.SharedPhrase> shared)
    {
        foreach (ref readonly var phrase in shared)
        {
            if (_table.OwnerOf(phrase.Tag) is { } owner)
                return owner;
        }

        foreach (var kind in Linking)
        {
            var value = f.Traits[(int)kind];
            if (value != 0 && _table.OwnerOf(Postings.TraitKey(kind, value)) is { } owner)
                return owner;
        }

        return null;
    }

    private void EndProbation(ComponentSignature signature, long nowMs)
    {
        if (signature.State != SignatureState.Probation)
            return;
        var made = signature.Founders.Sum(a => (long)accounts[a].Exchanges) - signature.FoundersExchanges;
        if (made < FewestExchanges)
            return;
        var share = (double)signature.Matched / made;
        if (share is >= LeastShare and <= MostShare)
            signature.Split(nowMs);
        else
            signature.Leave();
    }

    private void Take(Cohort scaffold, List<uint> keys, Population population, long nowMs)
    {
        if (keys.Count == 0)
            return;
        var known = Known(keys);
        if (known is null)
        {
            if (_signatures.Count == MostSignatures)
                return;
            known = new ComponentSignature(_signatures.Count + 1, nowMs) { Founders = Array.ConvertAll(scaffold.Rows, row => population.Rows[row].Account) };
            known.FoundersExchanges = known.Founders.Sum(a => (long)accounts[a].Exchanges);
            _signatures.Add(known);
        }

        foreach (var key in keys)
        {
            if (known.Keys.Count < MostKeys && !known.Keys.Contains(key))
                known.Keys.Add(key);
        }
    }

    private ComponentSignature? Known(List<uint> keys)
    {
        ComponentSignature? best = null;
        var most = 0;
        foreach (var signature in _signatures)
        {
            var common = keys.Count(signature.Keys.Contains);
            if (common > most && common >= SameKeys * Math.Min(keys.Count, signature.Keys.Count))
                (best, most) = (signature, common);
        }

        return best;
    }
}
