using System.Numerics;
using Stillhound.Core.Campaigns;
using Stillhound.Core.Links;
using Stillhound.Core.State;

namespace Stillhound.Core.Engine;

/// <summary>
/// From a phrase to the standing campaign whose own it is, so that a new account is recognised on the exchange itself. A table
/// with open addressing that is filled to a quarter: most looks end at the first slot.
/// </summary>
[Scratch]
internal sealed class StandingPhrases
{
    private const int Sparse = 4;
    private uint[] _keys = [];
    private StandingCampaign[] _owners = [];
    private int _shift;

    /// <summary>Whether no campaign stands that could be recognised.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Takes the campaigns as a search left them; of a phrase that several own, the first keeps it.</summary>
    public void Renew(IEnumerable<Campaign> open)
    {
        var standing = open.Where(static c => c.Tier >= Tier.Review).Select(static c => new StandingCampaign(c)).ToList();
        var phrases = standing.Sum(static s => s.Keys.Length);
        IsEmpty = phrases == 0;
        if (IsEmpty)
            return;
        var bits = BitOperations.Log2((uint)(phrases * Sparse)) + 1;
        _keys = new uint[1 << bits];
        _owners = new StandingCampaign[1 << bits];
        _shift = 32 - bits;
        foreach (var campaign in standing)
        {
            foreach (var key in campaign.Keys)
            {
                var slot = SlotOf(key);
                if (_keys[slot] == key)
                    continue;
                (_keys[slot], _owners[slot]) = (key, campaign);
            }
        }
    }

    /// <summary>The campaign that owns one of the phrases; null where none does.</summary>
    public StandingCampaign? OwnerOf(ReadOnlySpan<LinkIndex.SharedPhrase> phrases)
    {
        foreach (ref readonly var phrase in phrases)
        {
            var slot = SlotOf(phrase.Tag);
            if (_keys[slot] == phrase.Tag)
                return _owners[slot];
        }

        return null;
    }

    /// <summary>The campaign that owns one of the phrases of an account; null where none does.</summary>
    public StandingCampaign? OwnerOfAny(ReadOnlySpan<uint> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (phrase == 0)
                continue;
            var slot = SlotOf(phrase);
            if (_keys[slot] == phrase)
                return _owners[slot];
        }

        return null;
    }

    /// <summary>The slot that holds a key, or the free one where it would be. Keys are never 0.</summary>
    private int SlotOf(uint key)
    {
        var slot = (int)((key * 0x9E3779B1u) >> _shift);
        while (_keys[slot] != 0 && _keys[slot] != key)
            slot = (slot + 1) & (_keys.Length - 1);
        return slot;
    }
}
