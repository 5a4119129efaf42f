using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Cohorts;

/// <summary>
/// Which organisation an account works for: the one that it names, or else the one whose network or card it uses. Contractors, and
/// accounts whose organisation the log does not tell, come from the network that their customer's own accounts come from. A network
/// or a card is an organisation's where at least three accounts that use it name that organisation, and they are at least a third of
/// all that use it.
/// </summary>
[Scratch]
internal sealed class Affiliations(Population population)
{
    private const int Fewest = 3;
    private const int LeastOf = 3;

    private readonly Dictionary<uint, Owner> _networks = [];
    private readonly Dictionary<uint, Owner> _cards = [];

    /// <summary>Reads whose networks and cards there are.</summary>
    public void Refresh()
    {
        _networks.Clear();
        _cards.Clear();
        foreach (ref readonly var row in population.Rows)
        {
            if (row.Org == 0)
                continue;
            if (row.Network != 0)
                CollectionsMarshal.GetValueRefOrAddDefault(_networks, row.Network, out _).Vote(row.Org);
            if (row.Payment != 0)
                CollectionsMarshal.GetValueRefOrAddDefault(_cards, row.Payment, out _).Vote(row.Org);
        }

        if (_networks.Count + _cards.Count > 0)
            CountUsers();
    }

    /// <summary>The organisation that a row names or works for; 0 where none is known.</summary>
    public uint OrgOf(int row)
    {
        ref readonly var of = ref population.Rows[row];
        if (of.Org != 0)
            return of.Org;
        if (of.Payment != 0 && _cards.TryGetValue(of.Payment, out var owner))
            return owner.Org;
        return of.Network != 0 && _networks.TryGetValue(of.Network, out owner) ? owner.Org : 0;
    }

    private void CountUsers()
    {
        foreach (ref readonly var row in population.Rows)
        {
            ref var network = ref CollectionsMarshal.GetValueRefOrNullRef(_networks, row.Network);
            if (!Unsafe.IsNullRef(ref network))
                network.Count(row.Org);
            ref var card = ref CollectionsMarshal.GetValueRefOrNullRef(_cards, row.Payment);
            if (!Unsafe.IsNullRef(ref card))
                card.Count(row.Org);
        }

        foreach (var (network, owner) in _networks)
        {
            if (!owner.Owns)
                _networks.Remove(network);
        }

        foreach (var (card, owner) in _cards)
        {
            if (!owner.Owns)
                _cards.Remove(card);
        }
    }

    /// <summary>The organisation that most who name any name (Boyer and Moore, "MJRTY", 1991), and how many of all users do.</summary>
    private struct Owner
    {
        public uint Org;
        private int _ahead;
        private int _named;
        private int _users;

        public readonly bool Owns => _named >= Fewest && _named * LeastOf >= _users;

        public void Vote(uint org)
        {
            if (_ahead == 0)
                Org = org;
            _ahead += org == Org ? 1 : -1;
        }

        public void Count(uint org)
        {
            _users++;
            _named += org == Org ? 1 : 0;
        }
    }
}
