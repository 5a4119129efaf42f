using System.Numerics;
using Stillhound.Core.Exchanges;
using Stillhound.Formats.Enrichment.Mmdb;

namespace Stillhound.Formats.Enrichment;

/// <summary>
/// Enriches the exchanges of one thread. Addresses come back within moments, so what was found of each is kept in a small
/// cache, one place an address; an exchange allocates nothing. What is counted is counted once for each exchange, so that
/// sums do not depend on which thread took which.
/// </summary>
internal sealed class AddressEnricher
{
    private const int CacheBits = 11;
    private readonly Enricher _enricher;
    private readonly Slot[] _cache = new Slot[1 << CacheBits];
    private readonly ListConflicts _counts = new();
    private readonly uint[] _kinds = new uint[5];

    public AddressEnricher(Enricher enricher)
    {
        _enricher = enricher;
        for (var label = 0; label < enricher.Labels.Count; label++)
        {
            if (enricher.Labels[label].Kind < ContextKind.DisposableMail)
                _kinds[(int)enricher.Labels[label].Kind] |= 1u << label;
        }
    }

    /// <summary>Sets the context of an exchange, and its country and system where it has none of its own.</summary>
    public void Enrich(ref Exchange exchange)
    {
        if (exchange.Ip.IsEmpty)
            return;
        if (!NetAddress.TryParse(exchange.Ip, out var address))
        {
            _counts.Unreadable++;
            return;
        }

        ref var found = ref Find(address);
        found.Exchanges++;
        var flags = found.Flags;
        var labels = found.Labels;
        if (Differs(ref exchange, found))
        {
            flags |= ContextFlags.RecordDiffers;
            labels |= ContextLabel.RecordDiffers;
        }

        exchange.Context = flags;
        exchange.ContextLabels = labels;
    }

    /// <summary>Adds what was counted to a sum. Not while the thread works.</summary>
    public void AddTo(ListConflicts total)
    {
        foreach (ref var slot in _cache.AsSpan())
        {
            Settle(slot);
            slot.Exchanges = 0;
        }

        total.Add(_counts);
    }

    // The record's own values stand; what is missing is filled in.
    private bool Differs(ref Exchange exchange, in Slot found)
    {
        var differs = false;
        if (exchange.Country == 0)
        {
            exchange.Country = found.Country;
        }
        else if (found.Country != 0 && found.Country != exchange.Country)
        {
            _counts.CountryOfRecord[found.CountryFrom]++;
            differs = true;
        }

        if (exchange.Asn == 0)
        {
            exchange.Asn = found.Asn;
        }
        else if (found.Asn != 0 && found.Asn != exchange.Asn)
        {
            _counts.AsnOfRecord[found.AsnFrom]++;
            differs = true;
        }

        return differs;
    }

    private ref Slot Find(NetAddress address)
    {
        var key = (ulong)address.Value ^ ((ulong)(address.Value >> 64) * 31);
        ref var slot = ref _cache[(key * 0x9E3779B97F4A7C15) >> (64 - CacheBits)];
        if (slot.Address == address && (slot.Flags & ContextFlags.LookedUp) != 0)
            return ref slot;
        Settle(slot);
        Fill(ref slot, address);
        return ref slot;
    }

    private void Fill(ref Slot slot, NetAddress address)
    {
        slot = new Slot { Address = address, Flags = ContextFlags.LookedUp };
        var lists = _enricher.Addresses;
        for (var i = 0; i < lists.Length; i++)
        {
            ListAnswer answer;
            try
            {
                answer = lists[i].Look(address);
            }
            catch (MmdbException)
            {
                slot.Unusable++;
                continue;
            }

            slot.Labels |= answer.Says;
            slot.Covers |= answer.Covers;
            Merge(ref slot.Country, answer.Country, ref slot.CountryFrom, ref slot.CountryDiffers, i);
            Merge(ref slot.Asn, answer.Asn, ref slot.AsnFrom, ref slot.AsnDiffers, i);
        }

        var differ = (slot.CountryDiffers | slot.AsnDiffers) != 0;
        for (var kind = 0; kind < _kinds.Length; kind++)
        {
            var says = slot.Labels & _kinds[kind];
            if (says == 0)
                continue;
            slot.Flags |= (ContextFlags)((int)ContextFlags.Hosting << kind);
            differ |= (slot.Covers & _kinds[kind]) != says;
        }

        if (!differ)
            return;
        slot.Flags |= ContextFlags.ListsDiffer;
        slot.Labels |= ContextLabel.ListsDiffer;
    }

    // The first list that knows counts; those after it can only differ.
    private static void Merge<T>(ref T known, T answer, ref byte from, ref uint differs, int list)
        where T : struct, INumber<T>
    {
        if (T.IsZero(known))
        {
            known = answer;
            from = (byte)list;
        }
        else if (!T.IsZero(answer) && answer != known)
        {
            differs |= 1u << list;
        }
    }

    // Conflicts between lists are the same for every exchange of an address: they are counted when it leaves the cache.
    private void Settle(in Slot slot)
    {
        if (slot.Exchanges == 0)
            return;
        _counts.LookedUp += slot.Exchanges;
        _counts.Unusable += slot.Unusable * slot.Exchanges;
        if ((slot.Flags & ContextFlags.ListsDiffer) == 0)
            return;
        for (var left = slot.CountryDiffers; left != 0; left &= left - 1)
            _counts.Country[slot.CountryFrom, BitOperations.TrailingZeroCount(left)] += slot.Exchanges;
        for (var left = slot.AsnDiffers; left != 0; left &= left - 1)
            _counts.Asn[slot.AsnFrom, BitOperations.TrailingZeroCount(left)] += slot.Exchanges;
        foreach (var kind in _kinds)
        {
            var silent = slot.Covers & kind & ~slot.Labels;
            for (var said = slot.Labels & kind; said != 0 && silent != 0; said &= said - 1)
            {
                for (var left = silent; left != 0; left &= left - 1)
                    _counts.Kind[BitOperations.TrailingZeroCount(said), BitOperations.TrailingZeroCount(left)] += slot.Exchanges;
            }
        }
    }

    /// <summary>What is known of one address.</summary>
    private struct Slot
    {
        public NetAddress Address;
        public long Exchanges;
        public uint Labels;
        public uint Covers;
        public uint Asn;
        public uint CountryDiffers;
        public uint AsnDiffers;
        public ushort Country;
        public byte CountryFrom;
        public byte AsnFrom;
        public byte Unusable;
        public ContextFlags Flags;
    }
}
