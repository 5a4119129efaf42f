using Stillhound.Core.Campaigns;
using Stillhound.Core.Fingerprints;
using Stillhound.Core.Links;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Components;

/// <summary>
/// Splits accounts that show a combination of settings in part of their traffic: keeps for each such account a component, a
/// profile of those exchanges alone. It judges nothing.
/// </summary>
internal sealed class MixtureWatch(AccountTable accounts) : IKept
{
    private const int MostSignatures = 1024;

    /// <summary>Settings that make up more than this share of the traffic of most of their accounts are no part of it.</summary>
    public const double MostShare = 0.75;

    private const int FewestExchanges = 3;

    /// <summary>One setting alone that more than this share of all exchanges show is the default of a client library.</summary>
    private const double Usual = 0.05;

    /// <summary>Accounts by which settings are told to be a part.</summary>
    private const int Fewest = 4;

    /// <summary>Components of nobody's campaign are kept so long after their last exchange.</summary>
    private const long KeptMs = 14 * 86_400_000L;

    private readonly List<ComponentSignature> _signatures = [];
    private readonly FrameTable _frames = new();

    public ComponentTable Components { get; } = new();

    public IReadOnlyList<ComponentSignature> Signatures => _signatures;

    /// <summary>Adds an exchange to the account's component where its settings are those of one.</summary>
    public void Saw(int account, in Fingerprint f, ReadOnlySpan<LinkIndex.SharedPhrase> shared, PhraseSightings seen, uint newestModel)
    {
        var number = _frames.Count(f, account);
        if (number == 0)
            return;
        var place = Components.Find(account, number);
        if (place < 0)
        {
            // What a campaign's own accounts send is the campaign's as a whole.
            if (_signatures[number - 1].Campaign is var own && own != 0 && accounts[account].Campaign == own && accounts[account].EndUsers == 0)
                return;
            place = Components.Add(account, number, accounts.Count);
            if (place < 0)
                return;
            _signatures[number - 1].Add(account, place);
        }

        ref var p = ref Components[place];
        foreach (ref readonly var phrase in shared)
            p.Phrases.Add(phrase.Tag);
        ProfileUpdate.Apply(ref p, f, seen, newestModel);
        if (f.EndUser != 0)
            Components.CountEndUser(place, f.EndUser);
    }

    /// <summary>Looks for settings that several accounts show in part of their traffic.</summary>
    /// <param name="book">The campaigns, whose settings are looked for wherever they stand.</param>
    /// <param name="smallest">Fewest accounts of a cohort.</param>
    /// <param name="nowMs">Event time.</param>
    public void Renew(CampaignBook book, int smallest, long nowMs)
    {
        RetireIdle(nowMs);
        var watched = _signatures.Count(static s => !s.Retired);
        foreach (ref var entry in _frames.Entries)
        {
            if (entry.Key == 0 || entry.Signature != 0 || entry.Sampled < Fewest || IsDefault(entry))
                continue;
            var part = IsPart(entry);
            var campaign = part ? 0 : StandingWith(entry, book);
            if (!part && campaign == 0)
                continue;
            entry.Signature = Alike(entry, campaign);
            if (entry.Signature != 0 || entry.Sampled < smallest || watched == MostSignatures)
                continue;
            _signatures.Add(new ComponentSignature(_signatures.Count + 1, entry.Values, nowMs) { Campaign = campaign });
            entry.Signature = _signatures.Count;
            watched++;
        }
    }

    /// <summary>Forgets an account's components.</summary>
    public void Forget(int account)
    {
        foreach (var signature in _signatures)
        {
            Components.Remove(account, signature.Number);
            signature.Remove(account);
        }
    }

    /// <inheritdoc/>
    public void Keep(StateStream state)
    {
        state.List(_signatures, ComponentSignature.Keep);
        state.Offer(_signatures);
        state.Part(_frames);
        state.Part(Components);
    }

    /// <summary>Makes room: settings that nobody showed for two weeks, and whose accounts are in no campaign, are forgotten.</summary>
    private void RetireIdle(long nowMs)
    {
        foreach (var signature in _signatures)
        {
            if (signature.Retired || signature.Campaign != 0 || nowMs - signature.SinceMs < KeptMs || signature.Accounts.Any(a => accounts[a].Campaign != 0)
                || signature.Places.Any(place => nowMs - Components[place].LastMs < KeptMs))
                continue;
            foreach (var account in signature.Accounts)
                Components.Remove(account, signature.Number);
            signature.Retire();
            foreach (ref var entry in _frames.Entries)
            {
                if (entry.Signature == signature.Number)
                    entry = default;
            }
        }
    }

    /// <summary>
    /// The signature that differs only in what one of the two lacks: logs leave out fields of some accounts. 0 without one.
    /// </summary>
    private int Alike(in FrameTable.Entry entry, int campaign)
    {
        var best = 0;
        var most = 1;
        foreach (var signature in _signatures)
        {
            var equal = signature.EqualTo(entry.Values);
            if (!signature.Retired && signature.Campaign == campaign && equal > most)
                (best, most) = (signature.Number, equal);
        }

        return best;
    }

    /// <summary>Whether most of the accounts that show the settings show others too.</summary>
    private bool IsPart(in FrameTable.Entry entry)
    {
        int known = 0, parts = 0;
        foreach (var account in ((ReadOnlySpan<int>)entry.Accounts)[..entry.Sampled])
        {
            ref var p = ref accounts[account];
            if (p.Exchanges < FewestExchanges)
                continue;
            known++;
            parts += ShareOf(p, entry) <= MostShare ? 1 : 0;
        }

        return known >= Fewest && parts * 2 >= known;
    }

    /// <summary>Number of the campaign at review or above that holds most of the accounts that show the settings; 0 without.</summary>
    private int StandingWith(in FrameTable.Entry entry, CampaignBook book)
    {
        var tally = new SortedDictionary<int, int>();
        foreach (var account in ((ReadOnlySpan<int>)entry.Accounts)[..entry.Sampled])
        {
            if (book.Of(accounts[account]) is { Tier: >= Tier.Review } campaign)
                tally[campaign.Number] = tally.GetValueOrDefault(campaign.Number) + 1;
        }

        foreach (var (campaign, count) in tally)
        {
            if (count * 2 > entry.Sampled)
                return campaign;
        }

        return 0;
    }

    private bool IsDefault(in FrameTable.Entry entry) => entry.Known < 2 && entry.Exchanges > Usual * _frames.Counted;

    /// <summary>At most this share of the account's exchanges shows all the settings.</summary>
    private static double ShareOf(in Profile p, in FrameTable.Entry entry)
    {
        var share = 1.0;
        for (var i = 0; i < Frame.Kinds.Length; i++)
        {
            if (entry.Values[i] != 0)
                share = Math.Min(share, (double)CountOf(p, Frame.Kinds[i], entry.Values[i]) / p.Exchanges);
        }

        return share;
    }

    private static int CountOf(in Profile p, TraitKind kind, uint value)
    {
        var at = p.Traits.ValuesOf(kind).IndexOf(value);
        return at < 0 ? 0 : p.Traits.CountsOf(kind)[at];
    }
}
