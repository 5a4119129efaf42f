using System.Numerics;
using Stillhound.Core.Cohorts;
using Stillhound.Core.Profiles;
using Stillhound.Core.State;

namespace Stillhound.Core.Verdicts;

/// <summary>
/// Which share of a group is tied to another member of another organisation by a token that is far more common in the group
/// than outside it.
/// </summary>
[Scratch]
internal sealed class IdentityTies(IdentityTokens tokens, Population population, Affiliations affiliations)
{
    private const double Lift = 5;

    /// <summary>Places of payment, device and mail: a person's.</summary>
    public const int Identity = (1 << (int)IdentityKind.Payment) | (1 << (int)IdentityKind.Device) | (1 << (int)IdentityKind.Email);

    /// <summary>Place of the sign-up network: it may be a place that people share.</summary>
    public const int Signup = 1 << (int)IdentityKind.SignupNetwork;

    /// <summary>Places of the networks of the traffic.</summary>
    public const int Traffic = ((1 << IdentityTokens.Width) - 1) & ~((1 << (int)IdentityKind.TrafficNetwork) - 1);

    private readonly Spares<Tally> _tallies = new(static () => new Tally());

    /// <summary>Share of the rows that are tied by a token in any of the places; NaN when too few rows show such tokens.</summary>
    public double Share(int[] rows, int places)
    {
        var tally = _tallies.Borrow();
        tally.Begin();
        var carriers = 0;
        foreach (var row in rows)
        {
            carriers += (tokens.HeldBy(row) & places) != 0 ? 1 : 0;
            // A token that one account alone shows ties nobody, and most are of that sort.
            for (var shared = tokens.SharedBy(row) & places; shared != 0; shared &= shared - 1)
                tally.Count(TokenAt(row, shared), affiliations.OrgOf(row));
        }

        var tied = 0;
        if (tally.AnyShared)
        {
            foreach (var row in rows)
                tied += IsTied(row, places, tally, rows.Length) ? 1 : 0;
        }

        _tallies.Return(tally);
        return carriers < Math.Max(5, rows.Length / 4) ? double.NaN : (double)tied / carriers;
    }

    /// <summary>Gives back what it counts in.</summary>
    public void Rest() => _tallies.Clear();

    /// <summary>The token at the first of some places, which the row shares with others.</summary>
    private int TokenAt(int row, int places)
    {
        var before = (places & -places) - 1;
        return tokens.Of(row)[BitOperations.PopCount((uint)(tokens.SharedBy(row) & before))];
    }

    private bool IsTied(int row, int places, Tally tally, int members)
    {
        for (var shared = tokens.SharedBy(row) & places; shared != 0; shared &= shared - 1)
        {
            var token = TokenAt(row, shared);
            if (!tally.AreStrangers(token, out var holders))
                continue;
            var outside = tokens.Holders(token) - holders;
            if (holders * (double)(population.Count - members) / (members * (outside + 0.5)) >= Lift)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Counts the holders of tokens in one group: a table that is as large as the groups that it met, not as all tokens there are.
    /// Entries of earlier groups are told apart by their number and count as empty.
    /// </summary>
    private sealed class Tally
    {
        private Entry[] _entries = new Entry[1024];
        private int _group;
        private int _count;

        /// <summary>Whether any token has two holders.</summary>
        public bool AnyShared { get; private set; }

        public void Begin()
        {
            _group++;
            _count = 0;
            AnyShared = false;
        }

        public void Count(int token, uint org)
        {
            ref var entry = ref Find(token);
            if (entry.Group != _group)
            {
                entry = new Entry { Token = token, Group = _group, Holders = 1, Org = org };
                if (++_count * 2 > _entries.Length)
                    Grow();
                return;
            }

            entry.Holders++;
            entry.Strangers |= org == 0 || org != entry.Org;
            AnyShared = true;
        }

        /// <summary>Two or more holders that do not all claim one organisation.</summary>
        public bool AreStrangers(int token, out int holders)
        {
            ref readonly var entry = ref Find(token);
            holders = entry.Holders;
            return entry.Group == _group && entry.Strangers;
        }

        /// <summary>The entry of a token in this group, or the empty one that it would take.</summary>
        private ref Entry Find(int token)
        {
            var mask = _entries.Length - 1;
            for (var slot = (int)(((uint)token * 0x9E3779B1u) >> 7) & mask; ; slot = (slot + 1) & mask)
            {
                ref var entry = ref _entries[slot];
                if (entry.Group != _group || entry.Token == token)
                    return ref entry;
            }
        }

        private void Grow()
        {
            var old = _entries;
            _entries = new Entry[old.Length * 2];
            foreach (ref readonly var entry in old.AsSpan())
            {
                if (entry.Group == _group)
                    Find(entry.Token) = entry;
            }
        }

        private struct Entry
        {
            public int Token;
            public int Group;
            public int Holders;
            public uint Org;
            public bool Strangers;
        }
    }
}
